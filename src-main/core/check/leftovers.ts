// Files in the data folder that nobody needs: copies of imports that are over or gone, and what a crash left of a backup or
// a restore.
import type Database from 'better-sqlite3';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { borrowedFolder } from '../backups/borrowed-copy.ts';
import { removeQuietly } from '../files/durable.ts';
import { sourceName } from '../imports/kept-source.ts';
import { mostExamples, type Check, type CheckPlace } from './check.ts';

/** Younger ones may be somebody's at work. */
const youngest = 3_600_000;

export function checkLeftovers(sqlite: Database.Database, { dataFolder }: CheckPlace): Check {
  const statusOf = new Map(
    sqlite.prepare<[], [string, string]>('SELECT CAST(id AS TEXT), status FROM imports').raw().all(),
  );
  /** Of an import that is over the file of its rows stays: any of them can still be pointed at another title. */
  const orphansOf = (name: string) => {
    const folder = join('imports', name);
    const status = statusOf.get(name);
    if (status === undefined || status === 'undone') return [folder];
    if (status !== 'done') return [];
    const others = entries(join(dataFolder, folder)).filter((file) => file !== sourceName);
    return others.map((file) => join(folder, file));
  };
  const imports = entries(join(dataFolder, 'imports'));
  const orphans = [
    ...imports.filter((name) => /^\d+$/.test(name)).flatMap(orphansOf),
    ...entries(dataFolder).filter((name) => name.startsWith(borrowedFolder)),
    ...entries(join(dataFolder, 'backups'))
      .filter((name) => name.includes('.part-'))
      .map((name) => join('backups', name)),
  ].filter((name) => isOld(join(dataFolder, name)));
  return {
    looked: imports.length,
    wrong: orphans.length,
    examples: orphans.slice(0, mostExamples),
    mend: () => {
      for (const name of orphans) removeQuietly(join(dataFolder, name));
    },
  };
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isOld(path: string): boolean {
  const there = statSync(path, { throwIfNoEntry: false });
  return there !== undefined && Date.now() - there.mtimeMs > youngest;
}

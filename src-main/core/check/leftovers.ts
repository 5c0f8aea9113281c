// Files in the data folder that nobody needs: copies of imports that are over or gone, and what a crash left of a backup or
// a restore.
import type Database from 'better-sqlite3';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { borrowedFolder } from '../backups/borrowed-copy.ts';
import { removeQuietly } from '../files/durable.ts';
import { mostExamples, type Check, type CheckPlace } from './check.ts';

/** Younger ones may be somebody's at work. */
const youngest = 3_600_000;

export function checkLeftovers(sqlite: Database.Database, { dataFolder }: CheckPlace): Check {
  const needed = new Set(
    sqlite
      .prepare<[], number>(`SELECT id FROM imports WHERE status NOT IN ('done', 'undone')`)
      .pluck()
      .all()
      .map(String),
  );
  const imports = entries(join(dataFolder, 'imports'));
  const orphans = [
    ...imports.filter((name) => /^\d+$/.test(name) && !needed.has(name)).map((name) => join('imports', name)),
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

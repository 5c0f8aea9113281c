// The word that changes with every restore, in a file beside the database: by it, every process that has the database open
// learns that it was replaced. Written before the pages, so that who sees new data finds the new word.
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { partOf, settle, syncFile } from '../files/durable.ts';

const name = 'restored';

export function announceRestore(dataFolder: string): void {
  const path = join(dataFolder, name);
  const part = partOf(path);
  writeFileSync(part, randomUUID(), { mode: 0o600 });
  syncFile(part);
  settle(part, path);
}

/** Gives a function that is true once for each restore since. */
export function watchRestores(dataFolder: string): () => boolean {
  let seen = readWord(dataFolder);
  return () => {
    const current = readWord(dataFolder);
    if (current === seen) return false;
    seen = current;
    return true;
  };
}

function readWord(dataFolder: string): string {
  try {
    return readFileSync(join(dataFolder, name), 'utf8');
  } catch {
    return '';
  }
}

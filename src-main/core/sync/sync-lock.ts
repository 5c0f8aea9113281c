// One process at a time syncs a profile. The lock is SQLite's on a file of its own: the system takes it away from a process
// that ends in whatever way, and no number of a process that died can be mistaken for another's.
import Database from 'better-sqlite3';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isBusy, storageError } from '../db/storage-error.ts';

/** Gives what lets go of it; undefined while another process has it. */
export function takeSyncLock(folder: string, profile: string): (() => void) | undefined {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = new Database(join(folder, `${profile}.lock`), { timeout: 0 });
  try {
    file.exec('BEGIN EXCLUSIVE');
    return () => file.close();
  } catch (error) {
    file.close();
    if (isBusy(error)) return undefined;
    throw storageError(error);
  }
}

/** Whether some process has it. */
export function isSyncLocked(folder: string, profile: string): boolean {
  if (!existsSync(join(folder, `${profile}.lock`))) return false;
  const letGo = takeSyncLock(folder, profile);
  letGo?.();
  return letGo === undefined;
}

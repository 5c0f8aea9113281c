// A file that may be a backup, as a copy of our own: the user's file is only ever read. Tells in words what is none.
import type Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { migrations } from '#migrations/index.ts';
import { AppError } from '#shared/errors.ts';
import { applicationId, openSqlite } from '../db/open.ts';
import { storageError } from '../db/storage-error.ts';
import { assertRoom, removeQuietly } from '../files/durable.ts';
import { fileError } from '../files/file-error.ts';

/** Folders of this name hold copies; one that a crash left is a leftover. */
export const borrowedFolder = 'restoring-';

export interface BorrowedCopy {
  readonly path: string;
  /** The database's version, at most ours. */
  readonly version: number;
  /** Takes the copy away. */
  giveBack(): void;
}

/** Throws `invalid_input` (reason not_a_backup, empty_file) and `storage` (newer_version, no_room, …). */
export function borrow(path: string, dataFolder: string): BorrowedCopy {
  const version = readVersion(path);
  const folder = join(dataFolder, `${borrowedFolder}${randomUUID()}`);
  try {
    assertRoom(dataFolder, statSync(path).size + 8_000_000);
    mkdirSync(folder, { mode: 0o700 });
    const copy = join(folder, 'copy.sqlite3');
    copyFileSync(path, copy, constants.COPYFILE_FICLONE);
    // Somebody may have copied the files of a running Mediary: its newest changes are in the second.
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
    return { path: copy, version, giveBack: () => removeQuietly(folder) };
  } catch (error) {
    removeQuietly(folder);
    throw fileError(error);
  }
}

/**
 * Opens the copy. `timeout`: how long it waits for locks of what is attached to it, in ms. Throws `storage` with reason
 * backup_damaged where SQLite can't.
 */
export function openCopy({ path }: BorrowedCopy, name: string, timeout = 0): Database.Database {
  try {
    return openSqlite(path, migrations.length, { timeout });
  } catch (error) {
    throw isDamage(error) ? damaged(name) : error;
  }
}

/** Throws `storage` with reason backup_damaged where any page of the copy is. */
export function assertWhole(sqlite: Database.Database, name: string): void {
  try {
    const problems = sqlite.pragma('integrity_check(1)') as { integrity_check: string }[];
    if (problems.every(({ integrity_check: verdict }) => verdict === 'ok')) return;
  } catch (error) {
    if (!isDamage(storageError(error))) throw error;
  }
  throw damaged(name);
}

export function damaged(name: string): AppError {
  return new AppError('storage', `"${name}" is damaged and was not restored. Nothing was changed.`, {
    reason: 'backup_damaged',
    name,
  });
}

function isDamage(error: unknown): boolean {
  return (
    error instanceof AppError &&
    ['damaged', 'not_a_database', 'io_error'].includes(String(error.details?.['reason']))
  );
}

/** From the first 100 bytes: see "The Database Header" of SQLite's file format. */
function readVersion(path: string): number {
  const name = basename(path);
  const header = Buffer.alloc(100);
  try {
    const handle = openSync(path, 'r');
    try {
      readSync(handle, header, 0, header.length, 0);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw fileError(error);
  }
  if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0' || header.readUInt32BE(68) !== applicationId)
    throw new AppError('invalid_input', `"${name}" is not a backup of Mediary. Nothing was changed.`, {
      reason: 'not_a_backup',
      name,
    });
  const version = header.readUInt32BE(60);
  if (version > migrations.length)
    throw new AppError(
      'storage',
      `"${name}" is from a newer version of Mediary (${version} > ${migrations.length}). Nothing was changed.`,
      { reason: 'newer_version', name },
    );
  return version;
}

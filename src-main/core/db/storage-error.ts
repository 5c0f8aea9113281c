// SQLite's errors become `storage` and `busy` where they arise, by code and never by message. What is wrong is in
// details.reason, for which each shell has its words.
import Database from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';

export type StorageReason =
  | 'disk_full'
  | 'io_error'
  | 'read_only'
  | 'cannot_open'
  | 'damaged'
  | 'not_a_database'
  | 'newer_version'
  | 'foreign_file'
  /** The database's file, while its backups are there. */
  | 'missing'
  /** What the data folder lies in. */
  | 'no_folder';

const reasonByCode: readonly (readonly [prefix: string, reason: StorageReason, message: string])[] = [
  ['SQLITE_FULL', 'disk_full', 'The disk is full; nothing of this change was saved.'],
  ['SQLITE_IOERR', 'io_error', 'The disk reported an error; nothing of this change was saved.'],
  ['SQLITE_READONLY', 'read_only', 'The database cannot be written to.'],
  ['SQLITE_CANTOPEN', 'cannot_open', 'The database file cannot be opened.'],
  ['SQLITE_CORRUPT', 'damaged', 'The database file is damaged.'],
  ['SQLITE_NOTADB', 'not_a_database', 'The file is not a database of Mediary.'],
];

export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

/** Somebody else has held a lock for longer than it was waited for. */
export function busyError(cause?: unknown): AppError {
  return new AppError('busy', 'Another program is writing to the database. Try again.', {}, { cause });
}

/** The AppError that an error of SQLite means; anything else comes back as it is. */
export function storageError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  if (isBusy(error)) return busyError(error);
  const found = reasonByCode.find(([prefix]) => error.code.startsWith(prefix));
  if (!found) return error;
  return new AppError('storage', found[2], { reason: found[1] }, { cause: error });
}

// Opens the database file with the settings that every connection must have, and reads them back: durable
// commits, foreign keys, no trust in the schema. Refuses files that are not ours or from a newer version, untouched.
import Database from 'better-sqlite3';
import { statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import { removeQuietly } from '../files/durable.ts';
import { fileError } from '../files/file-error.ts';
import { storageError, type StorageReason } from './storage-error.ts';

/** "MEDI": marks our files, so that another program's SQLite file is never migrated. */
export const applicationId = 0x4d454449;

/** Of the file in the data folder. */
export const databaseName = 'mediary.sqlite3';

export interface OpenOptions {
  /** NORMAL is for the import worker alone, which says "done" only after a checkpoint under FULL. */
  readonly synchronous?: 'FULL' | 'NORMAL';
  /** How long a statement may block its thread waiting for a lock, in ms. 0 wherever windows are served. */
  readonly timeout?: number;
}

/**
 * Opens (or creates) the file. Throws `storage` with details.reason: cannot_open, read_only, not_a_database,
 * foreign_file, newer_version, damaged.
 */
export function openSqlite(
  file: string,
  newestVersion: number,
  options: OpenOptions = {},
): Database.Database {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    throw refuse('cannot_open', file, 'The database path is a folder.');
  let sqlite: Database.Database | undefined;
  try {
    sqlite = new Database(file, { timeout: options.timeout ?? 0 });
    // Before anything is changed: is it ours, and may this version touch it?
    const owner = Number(sqlite.pragma('application_id', { simple: true }));
    const version = userVersion(sqlite);
    // New, or begun and cut short before it was marked as ours.
    const fresh = owner === 0 && version === 0 && isEmpty(sqlite);
    if (!fresh && owner !== applicationId) {
      throw refuse('foreign_file', file, 'The file is a SQLite database of another program.');
    }
    if (version > newestVersion) {
      throw refuse(
        'newer_version',
        file,
        `The database is from a newer version of Mediary (${version} > ${newestVersion}).`,
      );
    }
    // Before WAL begins: the file's first transaction makes it ours.
    if (fresh) sqlite.pragma(`application_id = ${applicationId}`);
    configure(sqlite, options.synchronous ?? 'FULL');
    return sqlite;
  } catch (error) {
    sqlite?.close();
    const translated = plainer(storageError(error), file);
    throw translated instanceof AppError
      ? new AppError(translated.code, translated.message, { ...translated.details, file }, { cause: error })
      : translated;
  }
}

/**
 * Where there is no room or no right for the files beside the database, SQLite says that there was an error, or that it can't be
 * opened. What is really the matter shows when something is written there.
 */
function plainer(error: unknown, file: string): unknown {
  const reason = error instanceof AppError ? error.details?.['reason'] : undefined;
  if (reason !== 'io_error' && reason !== 'cannot_open') return error;
  const tried = join(dirname(file), `.tried-${process.pid}`);
  try {
    // As large as the first of those files.
    writeFileSync(tried, Buffer.alloc(32_768));
    return error;
  } catch (cause) {
    const told = fileError(cause);
    const because = told instanceof AppError ? told.details?.['reason'] : undefined;
    if (because === 'disk_full')
      return new AppError('storage', 'The disk is full.', { reason: 'disk_full' }, { cause });
    if (because === 'read_only' || because === 'not_allowed')
      return new AppError(
        'storage',
        'The database cannot be written to.',
        { reason: 'read_only' },
        { cause },
      );
    return error;
  } finally {
    removeQuietly(tried);
  }
}

export function userVersion(sqlite: Database.Database): number {
  return Number(sqlite.pragma('user_version', { simple: true }));
}

function isEmpty(sqlite: Database.Database): boolean {
  return sqlite.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
}

function configure(sqlite: Database.Database, synchronous: 'FULL' | 'NORMAL'): void {
  const wanted = [
    ['journal_mode', 'wal', 'WAL'],
    ['synchronous', synchronous === 'FULL' ? 2 : 1, synchronous],
    ['foreign_keys', 1, 'ON'],
    ['trusted_schema', 0, 'OFF'],
    ['cell_size_check', 1, 'ON'],
    ['temp_store', 2, 'MEMORY'],
    ...(process.platform === 'darwin' ? ([['checkpoint_fullfsync', 1, 'ON']] as const) : []),
  ] as const;
  for (const [pragma, expected, value] of wanted) {
    sqlite.pragma(`${pragma} = ${value}`);
    const actual = sqlite.pragma(pragma, { simple: true });
    if (actual !== expected) {
      throw new AppError('storage', `SQLite did not accept ${pragma} = ${value} (it is ${String(actual)})`, {
        reason: 'io_error',
      });
    }
  }
  sqlite.pragma('cache_size = -65536');
}

function refuse(reason: StorageReason, file: string, message: string): AppError {
  return new AppError('storage', message, { reason, file });
}

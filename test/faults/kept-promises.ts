// Whether a folder holds what was promised of it, however the process that promised came to its end.
import Database from 'better-sqlite3';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readBackupName } from '#main/core/backups/backup-names.ts';
import { contentHash } from './content.ts';
import type { Promised } from './flows.ts';
import { database } from './judge.ts';

/** In words, what isn't; [] where every promise is kept and nothing is damaged. */
export function brokenPromises(folder: string, promises: readonly Promised[]): string[] {
  const file = join(folder, database);
  if (!existsSync(file)) return promises.length === 0 ? [] : ['the database is gone'];
  const backups = backupsIn(folder);
  const damaged = [file, ...backups.map((name) => join(folder, 'backups', name))].flatMap(problemOf);
  if (damaged.length > 0) return damaged;
  return promises.flatMap((promise) => (isKept(promise, folder, backups) ? [] : [JSON.stringify(promise)]));
}

function isKept(promise: Promised, folder: string, backups: readonly string[]): boolean {
  const file = join(folder, database);
  const { backup, title, rating, status, version } = promise;
  const reason = backup === undefined ? undefined : readBackupName(backup)?.reason;
  // A newer backup of its kind may have taken its place.
  if (
    backup !== undefined &&
    !backups.some((name) => name >= backup && readBackupName(name)?.reason === reason)
  )
    return false;
  if (status !== undefined && !has(file, 'SELECT 1 FROM imports WHERE status = ?', status)) return false;
  if (
    version !== undefined &&
    !has(file, 'SELECT 1 FROM pragma_user_version WHERE user_version = ?', version)
  )
    return false;
  if (title === undefined) return true;
  // What a restore replaces is in the backup that it makes first.
  const places = [file, ...backups.map((name) => join(folder, 'backups', name))];
  return places.some((place) =>
    rating === undefined
      ? has(place, 'SELECT 1 FROM media WHERE title = ?', title)
      : has(
          place,
          'SELECT 1 FROM reviews JOIN media ON media.id = media_id WHERE title = ? AND rating >= ?',
          title,
          rating,
        ),
  );
}

function has(file: string, query: string, ...values: (string | number)[]): boolean {
  const sqlite = new Database(file);
  try {
    return sqlite.prepare(query).get(...values) !== undefined;
  } finally {
    sqlite.close();
  }
}

function problemOf(file: string): string[] {
  try {
    contentHash(file);
    return [];
  } catch (error) {
    return [`${file}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** Only whole files have a backup's name. */
function backupsIn(folder: string): string[] {
  const place = join(folder, 'backups');
  return existsSync(place) ? readdirSync(place).filter((name) => readBackupName(name) !== undefined) : [];
}

// Writes one backup: a copy made by SQLite of one moment, while others write; checked; brought to the disk; then named. The
// one place for it, shared by the worker and by migrations.
import Database from 'better-sqlite3';
import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '#shared/errors.ts';
import { applicationId } from '../db/open.ts';
import { assertRoom, partOf, removeQuietly, settle, syncFile } from '../files/durable.ts';
import { systemError } from '../failure-reply.ts';

export interface BackupFacts {
  readonly bytes: number;
  readonly titles: number;
  readonly reviews: number;
}

export interface BackupHooks {
  /** The copy lies in `part` and shall become `bytes` long. */
  onCopy?(part: string, bytes: number): void;
  onCheck?(bytes: number): void;
}

/** What stays free: the database itself needs room to go on. */
const reserve = 8_000_000;

/**
 * Complete under this path, or absent. What was there is replaced. Throws `storage`: no_room or disk_full, not_allowed,
 * read_only, damaged, …
 */
export function writeBackup(sqlite: Database.Database, path: string, hooks: BackupHooks = {}): BackupFacts {
  const part = partOf(path);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const expected = usedBytes(sqlite);
    assertRoom(dirname(path), expected + reserve);
    removeQuietly(part);
    hooks.onCopy?.(part, expected);
    sqlite.prepare('VACUUM INTO ?').run(part);
    // It holds everybody's data and the hashes of their passwords.
    chmodSync(part, 0o600);
    const bytes = statSync(part).size;
    hooks.onCheck?.(bytes);
    const facts = verify(part);
    syncFile(part);
    settle(part, path);
    return { ...facts, bytes };
  } catch (error) {
    removeQuietly(part);
    throw systemError(error);
  }
}

/** Bytes of the pages in use: what a copy takes. */
export function usedBytes(sqlite: Database.Database): number {
  const read = (pragma: string) => Number(sqlite.pragma(pragma, { simple: true }));
  return (read('page_count') - read('freelist_count')) * read('page_size');
}

/** Throws `storage` with reason damaged. */
function verify(path: string): Omit<BackupFacts, 'bytes'> {
  const copy = new Database(path, { readonly: true });
  try {
    const isOurs = copy.pragma('application_id', { simple: true }) === applicationId;
    const verdict = copy.pragma('integrity_check', { simple: true });
    if (!isOurs || verdict !== 'ok')
      throw new AppError(
        'storage',
        'The database is damaged, so its copy was not kept. "mediary check" says more.',
        { reason: 'damaged' },
      );
    return { titles: count(copy, 'media'), reviews: count(copy, 'reviews') };
  } finally {
    copy.close();
  }
}

/** Live rows of a table. */
export function count(sqlite: Database.Database, table: 'media' | 'reviews'): number {
  return (
    sqlite.prepare<[], number>(`SELECT count(*) FROM ${table} WHERE deleted_at IS NULL`).pluck().get() ?? 0
  );
}

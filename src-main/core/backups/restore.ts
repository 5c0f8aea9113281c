// Puts a backup back, into the live database: its pages are copied over those that are there in one transaction of SQLite's,
// so that every other connection sees either all of the old or all of the new, and a crash in the middle leaves the old.
// The copy is checked and brought to the newest version before any of it is copied, and what is there is backed up first.
import Database from 'better-sqlite3';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrations } from '#migrations/index.ts';
import { AppError } from '#shared/errors.ts';
import { createDb } from '../db/db.ts';
import { migrate } from '../db/migrate.ts';
import { raiseAbove } from '../db/high-water.ts';
import { openSqlite } from '../db/open.ts';
import { busyError, isBusy, storageError } from '../db/storage-error.ts';
import { carryLinks } from '../sync/carry-links.ts';
import type { JobContext } from '../jobs/jobs.ts';
import { assertWhole, borrow, damaged, openCopy, type BorrowedCopy } from './borrowed-copy.ts';
import { announceRestore } from './epoch.ts';
import type { BackupsAnswers, BackupsTask } from './worker-task.ts';
import { count, writeBackup } from './write-backup.ts';

type RestoreTask = Extract<BackupsTask, { kind: 'restore' }>;

const lockPatience = 10_000;
const lockPause = 20;
const pagesAtOnce = 2000;

export async function restore(task: RestoreTask, context: JobContext): Promise<BackupsAnswers['restore']> {
  context.progress('checking', 0, 0);
  const copy = borrow(task.path, task.dataFolder);
  try {
    const facts = await prepare(copy, task, context);
    context.assertWanted();
    const beforeIsWhole = keepWhatIsThere(task, context);
    context.assertWanted();
    announceRestore(task.dataFolder);
    await copyPages(copy.path, task.databaseFile, context);
    return { ...facts, beforeIsWhole };
  } finally {
    copy.giveBack();
  }
}

/** Checks the copy, brings it up to date and settles what belongs to this computer: logins, links to accounts, running imports. */
async function prepare(copy: BorrowedCopy, task: RestoreTask, context: JobContext) {
  const sqlite = openCopy(copy, basename(task.path), lockPatience);
  const db = createDb(sqlite);
  try {
    assertWhole(sqlite, basename(task.path));
    context.assertWanted();
    context.progress('migrating', 0, 0);
    await migrate({ db, sqlite, migrations, backupFolder: null, now: () => new Date(task.now) });
    const broken = sqlite.pragma('foreign_key_check') as unknown[];
    if (broken.length > 0) throw damaged(basename(task.path));
    carryLogins(sqlite, task.databaseFile);
    carryLinks(sqlite, task.databaseFile, new Date(task.now).getTime());
    raiseAbove(sqlite, task.dataFolder);
    sqlite
      .prepare(
        `UPDATE imports SET status = 'interrupted', owner = NULL, finished_at = heartbeat_at WHERE status = 'running'`,
      )
      .run();
    samePageSize(sqlite);
    const profiles = sqlite
      .prepare<[], number>(
        'SELECT count(*) FROM users WHERE password_hash IS NOT NULL AND deleted_at IS NULL',
      )
      .pluck()
      .get();
    return { titles: count(sqlite, 'media'), reviews: count(sqlite, 'reviews'), profiles: profiles ?? 0 };
  } finally {
    await db.destroy();
  }
}

/**
 * Terminals stay logged in as who they are now, if that profile is in the backup too. The backup's own logins are of
 * another time: whoever has logged out since must not be in again.
 */
function carryLogins(sqlite: Database.Database, databaseFile: string): void {
  sqlite.prepare('DELETE FROM terminal_sessions').run();
  const insert = sqlite.prepare(
    `INSERT INTO terminal_sessions (terminal, user_id, created_at, used_at)
     SELECT ?, id, ?, ? FROM users WHERE uid = ? AND password_hash IS NOT NULL AND deleted_at IS NULL`,
  );
  for (const { terminal, uid, created_at, used_at } of loginsOf(databaseFile))
    insert.run(terminal, created_at, used_at, uid);
}

interface Login {
  readonly terminal: string;
  readonly uid: Buffer;
  readonly created_at: string;
  readonly used_at: string;
}

/** None where the database is too damaged to tell. */
function loginsOf(databaseFile: string): Login[] {
  const live = new Database(databaseFile, { timeout: lockPatience });
  try {
    return live
      .prepare<[], Login>(
        'SELECT terminal, uid, s.created_at, used_at FROM terminal_sessions AS s JOIN users ON users.id = user_id',
      )
      .all();
  } catch (error) {
    if (storageError(error) instanceof AppError) return [];
    throw error;
  } finally {
    live.close();
  }
}

/** Pages are copied one for one. */
function samePageSize(sqlite: Database.Database): void {
  sqlite.pragma('journal_mode = DELETE');
  if (sqlite.pragma('page_size', { simple: true }) === 4096) return;
  sqlite.pragma('page_size = 4096');
  sqlite.exec('VACUUM');
}

/** False where it is too damaged for a backup: then its files are put aside as they are. */
function keepWhatIsThere({ databaseFile, before, dataFolder }: RestoreTask, context: JobContext): boolean {
  context.progress('backing-up', 0, 0);
  const live = openSqlite(databaseFile, migrations.length, { timeout: lockPatience });
  try {
    writeBackup(live, before);
    return true;
  } catch (error) {
    if (!(error instanceof AppError) || error.details?.['reason'] !== 'damaged') throw error;
    const aside = join(dataFolder, 'backups', `damaged-${basename(before, '.mediary')}`);
    mkdirSync(aside, { recursive: true, mode: 0o700 });
    for (const end of ['', '-wal'])
      if (existsSync(databaseFile + end))
        copyFileSync(databaseFile + end, join(aside, basename(databaseFile) + end));
    return false;
  } finally {
    live.close();
  }
}

async function copyPages(from: string, to: string, context: JobContext): Promise<void> {
  const source = new Database(from, { readonly: true });
  try {
    await copyAll(source, to, context);
  } catch (error) {
    throw isBusy(error) ? busyError(error) : error;
  } finally {
    source.close();
  }
  // The copy's own connection doesn't sync: a commit under FULL brings all that the WAL has to the disk, and a checkpoint the
  // database; "restored" then means that it is there. NOTE: never by a file handle of our own: closing one drops every lock
  // that SQLite has on the file in this process.
  const live = openSqlite(to, migrations.length, { timeout: lockPatience });
  try {
    live.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${migrations.length}; COMMIT`);
    live.pragma('wal_checkpoint(RESTART)');
  } finally {
    live.close();
  }
}

/** Waits for whoever is writing as it begins, and as it goes on. */
async function copyAll(source: Database.Database, to: string, context: JobContext): Promise<void> {
  let stuckSince = performance.now();
  let left = Infinity;
  const assertMoving = () => {
    context.assertWanted();
    if (performance.now() - stuckSince > lockPatience) throw busyError();
  };
  for (;;) {
    const { totalPages } = await source.backup(to, {
      progress({ totalPages: all, remainingPages }) {
        if (remainingPages < left) stuckSince = performance.now();
        left = remainingPages;
        assertMoving();
        context.progress('copying', all - remainingPages, all);
        return pagesAtOnce;
      },
    });
    // NOTE: better-sqlite3 takes a lock that it can't have at the first step for the end: nothing was copied then.
    if (totalPages > 0) return;
    assertMoving();
    await sleep(lockPause);
  }
}

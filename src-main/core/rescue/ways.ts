// The ways back from a database that can't be used, as the worker walks them. Each makes a whole new file first, and only then
// puts the old one aside.
import type Database from 'better-sqlite3';
import {
  closeSync, copyFileSync, existsSync, fstatSync, mkdtempSync, openSync, readSync, writeSync,
} from 'node:fs'; // prettier-ignore
import { join } from 'node:path';
import { migrations } from '#migrations/index.ts';
import type { RescueOptions, RescueReport } from '#shared/api/rescue.ts';
import { AppError } from '#shared/errors.ts';
import { listBackups } from '../backups/backup-names.ts';
import {
  assertWhole,
  borrow,
  borrowedFolder,
  openCopy,
  type BorrowedCopy,
} from '../backups/borrowed-copy.ts';
import { announceRestore } from '../backups/epoch.ts';
import { count } from '../backups/write-backup.ts';
import { createDb } from '../db/db.ts';
import { forgetHighWater, raiseAbove } from '../db/high-water.ts';
import { migrate } from '../db/migrate.ts';
import { openSqlite } from '../db/open.ts';
import { removeQuietly } from '../files/durable.ts';
import type { JobContext } from '../jobs/jobs.ts';
import { finish, nothingReadable, salvage } from './salvage.ts';
import { removeAside, replaceDatabase } from './set-aside.ts';

export interface Place {
  readonly databaseFile: string;
  readonly dataFolder: string;
  readonly now: string;
}

/** A whole backup of ours, copied and opened. */
interface GoodBackup {
  readonly name: string;
  readonly createdAt: string;
  /** Newer ones that are damaged. */
  readonly skipped: number;
  readonly copy: BorrowedCopy;
  readonly sqlite: Database.Database;
}

export function lookForWays(place: Place): Omit<RescueOptions, 'reason' | 'file'> {
  const found = newestGood(place);
  try {
    return {
      backup: found.good && {
        name: found.good.name,
        createdAt: found.good.createdAt,
        ...factsOf(found.good.sqlite),
      },
      damagedBackups: found.skipped,
      readable: isReadable(place),
    };
  } finally {
    giveBack(found.good);
  }
}

export async function bringBack(place: Place, context: JobContext): Promise<RescueReport> {
  context.progress('checking', 0, 0);
  const { good } = newestGood(place);
  if (!good)
    throw new AppError('not_found', 'There is no backup that is whole.', { reason: 'no_such_backup' });
  try {
    context.progress('migrating', 0, 0);
    const db = createDb(good.sqlite);
    await migrate({
      db,
      sqlite: good.sqlite,
      migrations,
      backupFolder: null,
      now: () => new Date(place.now),
    });
    const facts = factsOf(good.sqlite);
    // One file, without a WAL beside it.
    good.sqlite.prepare('DELETE FROM terminal_sessions').run();
    raiseAbove(good.sqlite, place.dataFolder);
    good.sqlite.pragma('journal_mode = DELETE');
    good.sqlite.close();
    const aside = putInPlace(place, good.copy.path);
    const { name, createdAt } = good;
    return {
      from: 'backup',
      backup: { name, createdAt },
      ...facts,
      tables: [],
      fromBackup: 0,
      standIns: 0,
      aside,
    };
  } finally {
    giveBack(good);
  }
}

export async function rescueRows(place: Place, context: JobContext): Promise<RescueReport> {
  const folder = mkdtempSync(join(place.dataFolder, borrowedFolder));
  const { good } = newestGood(place);
  try {
    const [damaged, target] = [join(folder, 'damaged.sqlite3'), join(folder, 'salvaged.sqlite3')];
    copyReadable(place.databaseFile, damaged);
    const found = await salvage(damaged, target, good?.sqlite ?? null, (done, total) =>
      context.progress('copying', done, total),
    );
    context.progress('checking', 0, 0);
    await finish(target);
    const sqlite = openSqlite(target, migrations.length);
    const facts = factsOf(sqlite);
    raiseAbove(sqlite, place.dataFolder);
    sqlite.pragma('journal_mode = DELETE');
    sqlite.close();
    const aside = putInPlace(place, target);
    return { from: 'salvage', backup: null, ...facts, ...found, aside };
  } finally {
    giveBack(good);
    removeQuietly(folder);
  }
}

export function leaveEmpty(place: Place): RescueReport {
  announceRestore(place.dataFolder);
  forgetHighWater(place.dataFolder);
  const aside = removeAside(place.databaseFile, new Date(place.now));
  // A library of its own from now on, and not one whose file is missing.
  openSqlite(place.databaseFile, migrations.length).close();
  const none = { titles: 0, reviews: 0, profiles: [], tables: [], fromBackup: 0, standIns: 0 };
  return { from: 'nothing', backup: null, ...none, aside };
}

function putInPlace({ databaseFile, dataFolder, now }: Place, newFile: string): string {
  announceRestore(dataFolder);
  return replaceDatabase(databaseFile, newFile, new Date(now));
}

function newestGood({ dataFolder }: Place): { readonly good: GoodBackup | null; readonly skipped: number } {
  let skipped = 0;
  for (const { name, createdAt } of listBackups(join(dataFolder, 'backups'))) {
    let copy: BorrowedCopy | undefined;
    let sqlite: Database.Database | undefined;
    try {
      copy = borrow(join(dataFolder, 'backups', name), dataFolder);
      sqlite = openCopy(copy, name);
      assertWhole(sqlite, name);
      return { good: { name, createdAt, skipped, copy, sqlite }, skipped };
    } catch (error) {
      sqlite?.close();
      copy?.giveBack();
      // Room is wanting for any of them.
      if (error instanceof AppError && error.details?.['reason'] === 'no_room') throw error;
      skipped++;
    }
  }
  return { good: null, skipped };
}

function giveBack(good: GoodBackup | null): void {
  good?.sqlite.close();
  good?.copy.giveBack();
}

function isReadable({ databaseFile, dataFolder }: Place): boolean {
  if (!existsSync(databaseFile)) return false;
  const folder = mkdtempSync(join(dataFolder, borrowedFolder));
  try {
    const copy = join(folder, 'damaged.sqlite3');
    copyReadable(databaseFile, copy);
    const sqlite = openSqlite(copy, migrations.length);
    try {
      return Number(sqlite.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()) > 0;
    } finally {
      sqlite.close();
    }
  } catch {
    return false;
  } finally {
    removeQuietly(folder);
  }
}

const block = 4096;

/** The file and its WAL; blocks that the disk doesn't give become zeros. */
function copyReadable(from: string, to: string): void {
  for (const end of ['', '-wal']) {
    if (!existsSync(from + end)) continue;
    try {
      copyFileSync(from + end, to + end);
    } catch {
      copyBlocks(from + end, to + end);
    }
  }
}

function copyBlocks(from: string, to: string): void {
  const [input, output] = [openSync(from, 'r'), openSync(to, 'w')];
  try {
    const { size } = fstatSync(input);
    const bytes = Buffer.alloc(block);
    for (let at = 0; at < size; at += block) {
      bytes.fill(0);
      let length = Math.min(block, size - at);
      try {
        length = readSync(input, bytes, 0, length, at);
      } catch {
        // A bad block: what it held is lost, and counted with its rows.
      }
      writeSync(output, bytes, 0, length, at);
    }
  } catch {
    throw nothingReadable();
  } finally {
    closeSync(input);
    closeSync(output);
  }
}

function factsOf(sqlite: Database.Database): Pick<RescueReport, 'titles' | 'reviews' | 'profiles'> {
  const profiles = sqlite
    .prepare<[], string>(
      'SELECT name FROM users WHERE password_hash IS NOT NULL AND deleted_at IS NULL ORDER BY id',
    )
    .pluck()
    .all();
  return { titles: count(sqlite, 'media'), reviews: count(sqlite, 'reviews'), profiles };
}

// Notices that the end of the database is missing. SQLite takes a log (WAL) that is damaged, cut short, gone or another
// file's for one that ended earlier, and says nothing. So the database has a mark that rises while it is written to, and once
// a mark is durable a file beside the database says how high it is: a database below that has lost what came later. What
// was written in the seconds after the last mark may be missing without a word.
import type Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { lostChanges, type LostChanges } from '#shared/api/backups.ts';
import { partOf, removeFile } from '../files/durable.ts';
import { errorFacts, type Log } from '../log.ts';
import { transact, type Db } from './db.ts';

export interface HighWater {
  /** What is known to be missing, until somebody has seen it. */
  lost(): LostChanges | null;
  seen(): Promise<void>;
  /** Raises the mark where this connection has written since the last one. Never throws. */
  raise(): Promise<void>;
}

export interface HighWaterDeps {
  readonly db: Db;
  readonly sqlite: Database.Database;
  readonly dataFolder: string;
  readonly now: () => Date;
  readonly log: Log;
}

/** In the data folder. */
const name = 'high-water.json';
const kept = z.object({ mark: z.int(), at: z.string(), lost: lostChanges.nullable() });
type Kept = z.infer<typeof kept>;

/** Compares the database, as it was just opened, with how high it was. */
export async function createHighWater({
  db,
  sqlite,
  dataFolder,
  now,
  log,
}: HighWaterDeps): Promise<HighWater> {
  const file = join(dataFolder, name);
  const totalChanges = sqlite.prepare<[], number>('SELECT total_changes()').pluck();
  let seenChanges = totalChanges.get();
  let raising = Promise.resolve();

  async function keep(value: Kept): Promise<void> {
    const part = partOf(file);
    await writeFile(part, JSON.stringify(value), { mode: 0o600, flush: true });
    await rename(part, file);
  }

  async function raise(): Promise<void> {
    try {
      if (totalChanges.get() === seenChanges) return;
      const at = now().toISOString();
      const { mark } = await transact(db, (tx) =>
        tx
          .updateTable('high_water')
          .set((eb) => ({ mark: eb('mark', '+', 1), marked_at: at }))
          .returning('mark')
          .executeTakeFirstOrThrow(),
      );
      seenChanges = totalChanges.get();
      await keep({ mark, at, lost: readKept(file)?.lost ?? null });
    } catch (error) {
      log.warn(errorFacts(error), 'the high-water mark could not be raised');
    }
  }

  const before = readKept(file);
  const row = await db.selectFrom('high_water').select(['mark', 'marked_at']).executeTakeFirst();
  if (before && row && row.mark < before.mark) {
    const lost = {
      from: before.lost === null ? row.marked_at || null : before.lost.from,
      until: before.at,
    };
    log.error({ lost }, 'the end of the database is missing');
    // Kept before the mark is as high again: a crash between the two finds the same once more.
    await keep({ ...before, lost });
    await db.updateTable('high_water').set({ mark: before.mark, marked_at: before.at }).execute();
  }

  return {
    lost: () => readKept(file)?.lost ?? null,
    async seen() {
      const value = readKept(file);
      if (value?.lost) await keep({ ...value, lost: null });
    },
    raise: () => (raising = raising.then(raise)),
  };
}

/**
 * In ms: the work of so long may be lost without anybody's notice, where something eats the end of the database. A mark makes
 * whoever writes a great deal share the lock for seconds, in which an import does less than half of its work: beside one it is
 * seldom.
 */
const interval = { usual: 5000, besideBigWrites: 60_000 } as const;

/** Raises the mark again and again, until the timer is cleared. */
export function raiseRegularly(raise: () => Promise<void>, isBesideBigWrites: () => boolean): NodeJS.Timeout {
  let since = 0;
  return setInterval(() => {
    since += interval.usual;
    if (isBesideBigWrites() && since < interval.besideBigWrites) return;
    since = 0;
    void raise();
  }, interval.usual).unref();
}

/** For a database that is about to take the place of the folder's: it is no remainder of that one. */
export function raiseAbove(sqlite: Database.Database, dataFolder: string): void {
  const { mark } = readKept(join(dataFolder, name)) ?? { mark: 0 };
  // More than anybody who still writes to the old one will have raised it by.
  sqlite.prepare('UPDATE high_water SET mark = max(mark, ?) + 1000000').run(mark);
}

/** For a folder whose database begins anew. */
export function forgetHighWater(dataFolder: string): void {
  removeFile(join(dataFolder, name));
}

function readKept(file: string): Kept | undefined {
  try {
    return kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // It isn't there yet, or a crash has left no more of it.
    return undefined;
  }
}

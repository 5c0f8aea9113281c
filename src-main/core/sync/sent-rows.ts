// Plays that the server has and that nobody has edited since: they need no record of their own, for a run of them says what
// all have in common. So an import of a million rows is sent with a few thousand rows written and not with two million, and
// what another device imported costs no more than its rows.
//
// A play lies in a run if its id does and it has no record. Its key never changes; what goes says its id (migration 0014).
import type Database from 'better-sqlite3';
import type { CollectionName } from '#shared/sync/collections.ts';
import { collectionCodes } from './held-rows.ts';

/** Of one profile. Runs never overlap, so the last id tells one from another. */
export interface Run {
  readonly first: number;
  readonly last: number;
  /** The number of the stamp of all fields of all rows. */
  readonly stamp: number;
  /** A `seq` by which the server had all of them; null before it confirmed them. */
  readonly acked: number | null;
  readonly scan: number;
}

/** A row that the server had by `acked`. */
export type Arrived = Pick<Run, 'stamp' | 'scan'> & { readonly id: number; readonly acked: number };

export interface SentRows {
  /** The run whose ids include this one. */
  runOf(userId: number, id: number): Run | undefined;
  add(userId: number, run: Run): void;
  /** A new row that came from the server. It is written by `settle`, with those that follow it. */
  arrive(userId: number, row: Arrived): void;
  /** Call before the transaction ends. */
  settle(): void;
  /** After a rollback. */
  forget(): void;
  /** Runs that the server didn't confirm, ascending. */
  open(userId: number): Run[];
  /** The server has the rows of an open run up to an id. */
  confirm(
    userId: number,
    run: { readonly last: number; readonly upTo: number },
    acked: number,
    scan: number,
  ): void;
  drop(userId: number, last: number): void;
  /** Confirmed runs that an earlier scan than this one met. */
  unmet(userId: number, scan: number): Run[];
  forgetAcksAbove(userId: number, seq: number): void;
  /** Rows above this id are others now. */
  cut(userId: number, last: number): void;
}

/** The one collection that is big enough. */
export const runCollection = 'play' satisfies CollectionName;

export function createSentRows(sqlite: Database.Database): SentRows {
  const ours = `user_id = ? AND coll = ${collectionCodes[runCollection]}`;
  const columns = 'first, last, stamp, acked, scan';
  const find = sqlite.prepare<[number, number], Run>(
    `SELECT ${columns} FROM sync_sent WHERE ${ours} AND last >= ? ORDER BY last LIMIT 1`,
  );
  const findOpen = sqlite.prepare<[number], Run>(
    `SELECT ${columns} FROM sync_sent INDEXED BY sync_sent_open WHERE ${ours} AND acked IS NULL ORDER BY last`,
  );
  const findUnmet = sqlite.prepare<[number, number], Run>(
    `SELECT ${columns} FROM sync_sent WHERE ${ours} AND scan < ? AND acked IS NOT NULL`,
  );
  const insert = sqlite.prepare(
    `INSERT INTO sync_sent (user_id, coll, ${columns}) VALUES (?, ${collectionCodes[runCollection]}, ?, ?, ?, ?, ?)`,
  );
  const one = sqlite.prepare<[number, number], Run>(
    `SELECT ${columns} FROM sync_sent WHERE ${ours} AND last = ? AND acked IS NULL`,
  );
  const confirmAll = sqlite.prepare(`UPDATE sync_sent SET acked = ?, scan = ? WHERE ${ours} AND last = ?`);
  const shorten = sqlite.prepare(`UPDATE sync_sent SET first = ? WHERE ${ours} AND last = ?`);
  const remove = sqlite.prepare(`DELETE FROM sync_sent WHERE ${ours} AND last = ?`);
  const forget = sqlite.prepare(`UPDATE sync_sent SET acked = NULL WHERE ${ours} AND acked > ?`);
  const removeAbove = sqlite.prepare(`DELETE FROM sync_sent WHERE ${ours} AND last > ? AND first > ?`);
  const endAt = sqlite.prepare(`UPDATE sync_sent SET last = ? WHERE ${ours} AND last > ?`);

  function add(userId: number, { first, last, stamp, acked, scan }: Run): void {
    insert.run(userId, first, last, stamp, acked, scan);
  }

  // The latest rows that came, which nobody has written down yet.
  let arriving: { readonly userId: number; readonly run: Run & { readonly acked: number } } | undefined;

  function settle(): void {
    if (arriving !== undefined) add(arriving.userId, arriving.run);
    arriving = undefined;
  }

  return {
    runOf(userId, id) {
      const { run: newest } = arriving?.userId === userId ? arriving : {};
      if (newest !== undefined && id >= newest.first && id <= newest.last) return newest;
      const run = find.get(userId, id);
      return run !== undefined && run.first <= id ? run : undefined;
    },
    add,
    arrive(userId, { id, stamp, acked, scan }) {
      const { run } = arriving?.userId === userId ? arriving : {};
      const joins = run?.last === id - 1 && run.stamp === stamp && run.scan === scan;
      if (!joins) settle();
      arriving = {
        userId,
        run: joins
          ? { ...run, last: id, acked: Math.max(run.acked, acked) }
          : { first: id, last: id, stamp, acked, scan },
      };
    },
    settle,
    forget() {
      arriving = undefined;
    },
    open: (userId) => findOpen.all(userId),
    confirm(userId, { last, upTo }, acked, scan) {
      const run = one.get(userId, last);
      // It may have been cut, or confirmed, meanwhile.
      if (run === undefined || upTo < run.first) return;
      if (upTo >= last) {
        confirmAll.run(acked, scan, userId, last);
        return;
      }
      shorten.run(upTo + 1, userId, last);
      add(userId, { ...run, last: upTo, acked, scan });
    },
    drop: (userId, last) => void remove.run(userId, last),
    unmet: (userId, scan) => findUnmet.all(userId, scan),
    forgetAcksAbove: (userId, seq) => void forget.run(userId, seq),
    cut(userId, last) {
      removeAbove.run(userId, last, last);
      endAt.run(last, userId, last);
    },
  };
}

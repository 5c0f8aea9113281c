// What goes out: records that are to be sent, then plays of runs that the server didn't confirm, then what was never handed
// out. What is confirmed of a run is written at the end of the transaction, for many rows at once.
import type Database from 'better-sqlite3';
import type { RowEntry } from '#shared/sync/replica-store.ts';
import type { Books } from './capture.ts';
import { collectionCodes, keyText, type Address } from './held-rows.ts';
import { createRanges } from './ranges.ts';
import { nameOf, type Stored } from './records.ts';
import { runCollection, type Run } from './sent-rows.ts';

export interface Outbox {
  /** Up to `limit` rows that are to be sent, but those that are named ("collection/key"). */
  take(limit: number, except: ReadonlySet<string>): RowEntry[];
  /** The server has a row of a run by now, as `stored.row` says. */
  confirm(k: string, stored: Stored): void;
  /** Writes what was confirmed. Call before the transaction ends. */
  settle(): void;
  /** After a rollback. */
  forget(): void;
  /** Rows of runs that the server had and an earlier scan than this one met. */
  unmet(scan: number): RowEntry[];
  counts(): Counts;
  /** Records of which this device knows and that aren't deleted, titles' facts aside. */
  alive(): number;
}

export interface Counts {
  /** Records that are to be sent. */
  readonly waiting: number;
  /** Records that the server doesn't take as they are. */
  readonly refused: number;
}

export interface OutboxOptions {
  readonly sqlite: Database.Database;
  readonly userId: number;
  readonly books: Books;
  /** Rows as the store reads and remembers them. */
  readonly memory: {
    load(c: string, k: string): Stored | undefined;
    keep(c: string, k: string, stored: Stored): void;
    drop(c: string, k: string): void;
  };
}

export function createOutbox({ sqlite, userId, books, memory }: OutboxOptions): Outbox {
  const { rows, records, sent } = books;
  const ranges = createRanges(sqlite, books);
  const find = statements(sqlite);
  /** By a run's last id: its rows up to one of them, ascending, as they were read last. */
  const handedOut = new Map<number, Map<number, string>>();
  const confirmed = new Map<number, Map<number, { readonly k: string; readonly stored: Stored }>>();

  function takeRun(run: Run, limit: number, except: ReadonlySet<string>, take: Take): void {
    const known = handedOut.get(run.last);
    // Nearly always: all of it is under way.
    if (
      known?.has(run.last) === true &&
      [...known.values()].every((k) => except.has(`${runCollection}/${k}`))
    )
      return;
    handedOut.delete(run.last);
    const found = rows.inRange(runCollection, userId, { ...run, sub: 0 }, limit + except.size);
    const waiting = found.filter(({ key }) => !records.has(userId, runCollection, keyText(key)));
    for (const held of waiting) handOut(keyText(held.key), records.ofRun(held, run), take);
    // Each of its rows was edited, or went.
    if (waiting.length === 0 && found.length < limit) sent.drop(userId, run.last);
  }

  function handOut(k: string, stored: Stored, take: Take): void {
    const { run, held } = stored;
    if (run === undefined || held === undefined) return;
    memory.keep(runCollection, k, stored);
    const known = handedOut.get(run) ?? new Map<number, string>();
    handedOut.set(run, known.set(held.id, k));
    take(runCollection, k, stored);
  }

  /** A row of a run gets a record of its own. */
  function keep(k: string, stored: Stored): void {
    records.save(userId, runCollection, k, stored.row, { isPlaced: true });
    memory.drop(runCollection, k);
  }

  return {
    take(limit, except) {
      const taken: RowEntry[] = [];
      const take: Take = (c, k, stored) => {
        if (stored === undefined || taken.length >= limit || except.has(`${c}/${k}`)) return;
        taken.push({ c, k, row: stored.row });
      };
      const takeKnown = (c: string, k: string) => {
        if (!except.has(`${c}/${k}`)) take(c, k, memory.load(c, k));
      };
      for (const { coll, key } of find.dirty.all(userId, limit + except.size))
        takeKnown(nameOf(coll), keyText(key));
      for (const run of sent.open(userId)) {
        if (taken.length >= limit) break;
        takeRun(run, limit - taken.length, except, take);
      }
      const handed = taken.length < limit ? ranges.handOut(userId, limit - taken.length) : [];
      for (const { c, k, stored } of handed) {
        if (stored === undefined) takeKnown(c, k);
        else handOut(k, stored, take);
      }
      return taken;
    },

    confirm(k, stored) {
      const { run, held } = stored;
      if (run === undefined || held === undefined) return;
      const rowsOfRun = confirmed.get(run) ?? new Map<number, { k: string; stored: Stored }>();
      confirmed.set(run, rowsOfRun.set(held.id, { k, stored }));
      memory.keep(runCollection, k, stored);
    },

    settle() {
      for (const [last, some] of confirmed) {
        const known = handedOut.get(last);
        const upTo = Math.max(...some.keys());
        const [first] = some.values();
        const ackedAt = first?.stored.row.ackedAt ?? null;
        if (known === undefined || ackedAt === null || ![...some.keys()].every((id) => known.has(id))) {
          for (const { k, stored } of some.values()) keep(k, stored);
          continue;
        }
        // What lies between and wasn't confirmed waits on, by itself.
        for (const [id, k] of known) {
          if (id > upTo) break;
          known.delete(id);
          const left = some.has(id) ? undefined : memory.load(runCollection, k);
          if (left?.run === last) keep(k, left);
        }
        sent.confirm(userId, { last, upTo }, ackedAt, first?.stored.row.scan ?? 0);
        if (upTo >= last) handedOut.delete(last);
        // Nobody will ask for them soon.
        for (const { k } of some.values()) memory.drop(runCollection, k);
      }
      confirmed.clear();
    },

    forget() {
      handedOut.clear();
      confirmed.clear();
    },

    unmet: (scan) =>
      sent.unmet(userId, scan).flatMap((run) =>
        rows
          .inRange(runCollection, userId, { ...run, sub: 0 }, run.last - run.first + 1)
          .map((held) => keyText(held.key))
          .filter((k) => !records.has(userId, runCollection, k))
          .flatMap((k) => {
            const stored = memory.load(runCollection, k);
            return stored === undefined ? [] : [{ c: runCollection, k, row: stored.row }];
          }),
      ),

    counts() {
      const { plays, others } = ranges.count(userId);
      const open = sent
        .open(userId)
        .reduce((sum, run) => sum + rows.countInRange(runCollection, userId, { ...run, sub: 0 }), 0);
      return {
        waiting: (find.countDirty.get(userId) ?? 0) + plays + others + open,
        refused: find.countRefused.get(userId) ?? 0,
      };
    },

    alive: () =>
      (find.countAlive.get(userId) ?? 0) +
      (find.countPlays.get(userId) ?? 0) +
      (find.countUnseenPlays.get(userId) ?? 0) +
      ranges.count(userId).others,
  };
}

type Take = (c: string, k: string, stored: Stored | undefined) => void;

function statements(sqlite: Database.Database) {
  const { title, play } = collectionCodes;
  const count = (text: string) => sqlite.prepare<[number], number>(`SELECT count(*) FROM ${text}`).pluck();
  return {
    dirty: sqlite.prepare<[number, number], Address>(
      `SELECT coll, key FROM sync_records INDEXED BY sync_records_dirty
       WHERE user_id = ? AND dirty = 1 AND refused IS NULL ORDER BY coll, key LIMIT ?`,
    ),
    countDirty: count(
      'sync_records INDEXED BY sync_records_dirty WHERE user_id = ? AND dirty = 1 AND refused IS NULL',
    ),
    countRefused: count('sync_records WHERE user_id = ? AND refused IS NOT NULL'),
    countAlive: count(`sync_records WHERE user_id = ? AND coll NOT IN (${title}, ${play}) AND dead = 0`),
    countPlays: count('plays WHERE user_id = ? AND deleted_at IS NULL'),
    // They wait for their title, or aren't valid here.
    countUnseenPlays: count(
      `sync_records INDEXED BY sync_records_bare WHERE user_id = ? AND coll = ${play} AND placed = 0 AND dead = 0`,
    ),
  };
}

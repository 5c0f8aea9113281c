// A replica's store over the tables of the app: what is pulled is put into them in the transaction that moves the place in
// the feed, and what is pushed is what they say. On a connection of its own, in a worker.
//
// Each transaction begins with settling what others wrote and didn't: so everything that was written here has its stamp
// before anything is heard from elsewhere. One that changes nothing commits nothing, so that nobody looks for news.
import type Database from 'better-sqlite3';
import type { Json } from '#shared/sync/canonical-json.ts';
import { flawOf } from '#shared/sync/collections.ts';
import { edit, isAlive, type Field, type SyncRecord } from '#shared/sync/record.ts';
import {
  newFeed,
  type FeedState,
  type ReplicaStore,
  type Row,
  type RowEntry,
} from '#shared/sync/replica-store.ts';
import { laterOf, noStamp } from '#shared/sync/stamp.ts';
import { countedTables, createBooks, createCapture } from './capture.ts';
import { bytesOf, hexOf } from './clocks.ts';
import { createConflicts } from './conflicts.ts';
import { keyText, storedKey, type Address, type Held } from './held-rows.ts';
import { createOutbox, type Counts } from './outbox.ts';
import { createPlacing, deletedAt } from './placing.ts';
import { createRestamping } from './restamping.ts';
import { codeOf, known, nameOf, saysTheSame, type Found, type Stored } from './records.ts';

export interface SqliteStore extends ReplicaStore {
  counts(): Counts;
  /** Records of which this device knows and that aren't deleted, titles' facts aside. */
  aliveCount(): number;
  /** Titles that the store has written something of since the last time; null where they were many. */
  takeChanged(): { readonly mediaIds: readonly number[] | null };
  /**
   * Edits records as the person would, now: fields to be written, or none to say that a record exists, which wins over a
   * deletion that was heard of. Records that aren't known are left out. In a transaction of its own.
   */
  write(edits: readonly FieldEdits[]): void;
}

export interface FieldEdits {
  readonly c: string;
  readonly k: string;
  readonly values: Readonly<Record<Field, Json>>;
}

export interface SqliteStoreOptions {
  readonly sqlite: Database.Database;
  /** The profile; it is linked (link.ts). */
  readonly userId: number;
  /** What this device's clock shows, right or wrong: ms since 1970 (UTC). */
  readonly wallMs: () => number;
}

/** More titles than these are "many". */
const mostChanged = 200;
const mostRemembered = 10_000;
const none: ReadonlySet<string> = new Set();

export function createSqliteStore({ sqlite, userId, wallMs }: SqliteStoreOptions): SqliteStore {
  const books = createBooks(sqlite);
  const { clocks, records } = books;
  const capture = createCapture(sqlite, wallMs, books);
  const placing = createPlacing(sqlite);
  const conflicts = createConflicts(sqlite, userId);
  const restamp = createRestamping(sqlite, userId, books);
  const write = statements(sqlite);
  // Records as this connection saw them last, while nobody else has written.
  const remembered = new Map<string, Found>();
  const outbox = createOutbox({
    sqlite,
    userId,
    books,
    memory: {
      load: (c, k) => load(c, k),
      keep: (c, k, stored) => void remembered.set(`${c}/${k}`, { stored, held: stored.held }),
      drop: (c, k) => void remembered.delete(`${c}/${k}`),
    },
  });
  let version = -1;
  let changed: Set<number> | null = new Set();
  let newestTitle = 0;

  function transact<T>(work: () => T): T {
    write.begin.run();
    try {
      const current = write.dataVersion.get() as number;
      if (current !== version) placing.forget();
      if (current !== version || remembered.size > mostRemembered) remembered.clear();
      version = current;
      if (write.hasMarks.get() === 1) remembered.clear();
      capture.settle();
      placeWaiting();
      const result = work();
      placing.settle();
      outbox.settle();
      books.sent.settle();
      forgetOwnMarks();
      write.commit.run();
      return result;
    } catch (error) {
      if (sqlite.inTransaction) write.rollback.run();
      remembered.clear();
      clocks.forget();
      placing.forget();
      outbox.forget();
      books.sent.forget();
      throw error;
    }
  }

  /** What the store itself has written is nobody's edit. */
  function forgetOwnMarks(): void {
    write.clearMarks.run(userId);
    write.clearGone.run(userId);
    for (const { code, newest } of write.newest) write.moveOn.run({ code, id: newest.get() ?? 0 });
  }

  function find(c: string, k: string): Found {
    const member = `${c}/${k}`;
    const seen = remembered.get(member);
    if (seen !== undefined) return seen;
    const found = records.find(userId, c, k);
    remembered.set(member, found);
    return found;
  }

  const load = (c: string, k: string): Stored | undefined => find(c, k).stored;

  function saveRow(c: string, k: string, row: Row): void {
    const found = find(c, k);
    const before = found.stored;
    const member = `${c}/${k}`;
    if (before?.isKept === true && before.row.record === row.record) {
      records.saveState(userId, c, k, row);
      remembered.set(member, { ...found, stored: { ...before, row } });
      return;
    }
    if (before !== undefined && isConfirmed(before, row)) {
      if (before.row.dirty) outbox.confirm(k, { ...before, row });
      return;
    }
    if (before !== undefined) conflicts.note(c, k, before.row, row.record, wallMs());
    remembered.delete(member);
    place(c, k, row, found.held, before === undefined);
  }

  function place(c: string, k: string, row: Row, held: Held | undefined, isNew = false): void {
    const key = storedKey(k);
    const { record } = row;
    const collection = known(c, key);
    if (collection === undefined || typeof key === 'string' || flawOf(c, k, record) !== undefined) {
      records.save(userId, c, k, row, { isPlaced: false });
      return;
    }
    if (!isAlive(record)) {
      if (held?.dead === false) {
        placing.takeAway(userId, collection, held, deletedAt(record));
        note(held.mediaId);
      }
      // Should it come back, then as it was last.
      if (held !== undefined && collection !== 'title' && !saysTheSame(record, held))
        placing.place(userId, collection, key, record, held);
      records.save(userId, c, k, row, { isPlaced: false });
      return;
    }
    if (held?.dead === false && saysTheSame(record, held) && hasAll(record, held.values)) {
      records.save(userId, c, k, row, { isPlaced: true });
      return;
    }
    const first = placing.place(userId, collection, key, record, held);
    const { mediaId, newId, mayDiffer, cameBack, ...where } =
      first.waits !== undefined && bringTitle(first.waits)
        ? placing.place(userId, collection, key, record, held)
        : first;
    note(mediaId);
    if (cameBack === true) changed = null;
    if (isNew && newId !== undefined && row.ackedAt !== null && !row.dirty && records.fitsRun(record)) {
      const { ackedAt: acked, scan } = row;
      books.sent.arrive(userId, { id: newId, stamp: clocks.idOf(userId, record.r), acked, scan });
      return;
    }
    // Not everything of a title's facts may be taken over: then the record keeps what it says.
    const isPlaced = where.isPlaced && (mayDiffer !== true || isInPlace(key, record));
    records.save(userId, c, k, row, { ...where, isPlaced });
    if (where.isPlaced && (collection === 'title' || collection === 'list')) placeThoseThatWaitFor(key);
  }

  function isInPlace(title: Buffer, record: SyncRecord): boolean {
    const now = books.rows.byKey('title', userId, title);
    return now !== undefined && saysTheSame(record, now);
  }

  /** A title that was here once, and went or was named otherwise, comes back for what others hold of it. */
  function bringTitle(uid: Buffer): boolean {
    const k = keyText(uid);
    const stored = load('title', k);
    if (stored === undefined || stored.held !== undefined) return false;
    placeAgain('title', k);
    return load('title', k)?.held !== undefined;
  }

  function placeThoseThatWaitFor(uid: Buffer): void {
    for (const { coll, key } of write.waitingFor.all(userId, uid)) placeAgain(nameOf(coll), keyText(key));
  }

  function placeAgain(c: string, k: string): void {
    const stored = load(c, k);
    if (stored === undefined) return;
    remembered.delete(`${c}/${k}`);
    place(c, k, stored.row, stored.held);
  }

  /** Titles that were added here since, by hand or by an import. */
  function placeWaiting(): void {
    if (write.anyWaiting.get(userId) === undefined) return;
    const newest = write.newestTitle.get() ?? 0;
    if (newest === newestTitle) return;
    const found = write.waitingForNew.all(newestTitle, userId);
    newestTitle = newest;
    for (const { coll, key } of found) placeAgain(nameOf(coll), keyText(key));
  }

  function note(mediaId: number | null): void {
    if (mediaId === null || changed === null) return;
    changed.add(mediaId);
    if (changed.size > mostChanged) changed = null;
  }

  function entryOf({ coll, key }: Address): RowEntry[] {
    const [c, k] = [nameOf(coll), keyText(key)];
    const stored = load(c, k);
    return stored === undefined ? [] : [{ c, k, row: stored.row }];
  }

  return {
    transact,
    clock: () => clocks.read(userId),
    saveClock: (clock) => clocks.save(userId, clock),
    feed: () => JSON.parse(write.feed.get(userId) ?? JSON.stringify(newFeed)) as FeedState,
    saveFeed: (feed) => void write.saveFeed.run(userId, JSON.stringify(feed)),

    row: (c, k) => load(c, k)?.row,
    saveRow,
    dirtyRows: (limit, except = none) => outbox.take(limit, except),
    // Rows that the server never had and that are to be sent need nothing at the end of a scan.
    unmetRows: (scan) => [...write.unmet.all(userId, scan).flatMap(entryOf), ...outbox.unmet(scan)],
    forgetAcksAbove(seq) {
      remembered.clear();
      write.forgetAcks.run(userId, seq);
      books.sent.forgetAcksAbove(userId, seq);
    },
    bin(c, k) {
      const stored = load(c, k);
      if (stored === undefined) return;
      const time = new Date(wallMs()).toISOString();
      write.bin.run(userId, c, k, JSON.stringify(stored.row.record), time);
      const collection = known(c, storedKey(k));
      if (collection !== undefined && stored.held?.dead === false) {
        placing.takeAway(userId, collection, stored.held, time);
        note(stored.held.mediaId);
      }
      remembered.delete(`${c}/${k}`);
      records.drop(userId, c, k);
    },

    markSent(stamps) {
      let heard = noStamp;
      for (const stamp of new Set(stamps)) {
        const own = write.findOwn.get(userId, bytesOf(stamp));
        if (own === undefined) heard = laterOf(heard, stamp);
        else if (own.sent === 0) write.markSent.run(own.id);
      }
      if (heard !== noStamp) clocks.hear(userId, heard);
    },
    unseenTransactions: (limit) => write.unseen.all(userId, userId, bytesOf(limit)).map(hexOf),
    newestSeenStamp(limit) {
      const heard = clocks.heard(userId);
      const sent = write.newestSent.get(userId, bytesOf(limit));
      return laterOf(heard > limit ? noStamp : heard, sent === undefined ? noStamp : hexOf(sent));
    },
    replaceStamps(renewed) {
      if (renewed.size === 0) return;
      restamp(renewed);
      remembered.clear();
      clocks.forget();
    },

    counts: () => outbox.counts(),
    aliveCount: () => outbox.alive(),
    takeChanged() {
      const mediaIds = changed === null ? null : [...changed];
      changed = new Set();
      return { mediaIds };
    },
    write(edits) {
      transact(() => {
        const { stamp } = clocks.begin(userId, wallMs());
        for (const { c, k, values } of edits) {
          const before = load(c, k);
          if (before === undefined) continue;
          const record = edit(before.row.record, values, stamp, before.row.record.s);
          remembered.delete(`${c}/${k}`);
          place(c, k, { ...before.row, record, dirty: true, refused: null }, before.held);
        }
      });
    },
  };
}

/** Whether a row that lies in a run may stay there: all that changes is that the server has it. */
function isConfirmed(before: Stored, { record, dirty, ackedAt, scan, refused }: Row): boolean {
  if (before.run === undefined || before.row.record !== record) return false;
  if (dirty || refused !== null || ackedAt === null) return false;
  // A run's `ackedAt` is that of its latest row.
  return before.row.ackedAt === null || (before.row.scan === scan && before.row.ackedAt >= ackedAt);
}

function hasAll(record: SyncRecord, values: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(values).every((field) => Object.hasOwn(record.v, field));
}

function statements(sqlite: Database.Database) {
  return {
    begin: sqlite.prepare('BEGIN IMMEDIATE'),
    commit: sqlite.prepare('COMMIT'),
    rollback: sqlite.prepare('ROLLBACK'),
    dataVersion: sqlite.prepare<[], number>('PRAGMA data_version').pluck(),
    hasMarks: sqlite
      .prepare<[], number>('SELECT EXISTS (SELECT 1 FROM sync_marks) OR EXISTS (SELECT 1 FROM sync_gone)')
      .pluck(),
    clearMarks: sqlite.prepare('DELETE FROM sync_marks WHERE user_id = ?'),
    clearGone: sqlite.prepare('DELETE FROM sync_gone WHERE user_id = ?'),
    newest: countedTables.map(([collection, table]) => ({
      code: codeOf(collection),
      newest: sqlite.prepare<[], number | null>(`SELECT max(id) FROM ${table}`).pluck(),
    })),
    moveOn: sqlite.prepare('UPDATE sync_through SET id = @id WHERE coll = @code AND id < @id'),
    feed: sqlite.prepare<[number], string>('SELECT state FROM sync_feeds WHERE user_id = ?').pluck(),
    saveFeed: sqlite.prepare(
      `INSERT INTO sync_feeds (user_id, state) VALUES (?, ?)
       ON CONFLICT (user_id) DO UPDATE SET state = excluded.state WHERE state <> excluded.state`,
    ),
    unmet: sqlite.prepare<[number, number], Address>(
      'SELECT coll, key FROM sync_records WHERE user_id = ? AND scan < ? AND (dirty = 0 OR acked IS NOT NULL)',
    ),
    forgetAcks: sqlite.prepare(
      'UPDATE sync_records SET dirty = 1, acked = NULL WHERE user_id = ? AND acked > ?',
    ),
    bin: sqlite.prepare('INSERT INTO sync_bin (user_id, c, k, record, binned_at) VALUES (?, ?, ?, ?, ?)'),
    anyWaiting: sqlite
      .prepare<[number], number>('SELECT 1 FROM sync_records WHERE user_id = ? AND waits IS NOT NULL LIMIT 1')
      .pluck(),
    newestTitle: sqlite.prepare<[], number | null>('SELECT max(id) FROM media').pluck(),
    waitingFor: sqlite.prepare<[number, Buffer], Address>(
      'SELECT coll, key FROM sync_records WHERE user_id = ? AND waits = ?',
    ),
    waitingForNew: sqlite.prepare<[number, number], Address>(
      `SELECT coll, key FROM media CROSS JOIN sync_records ON waits = media.uid WHERE media.id > ? AND user_id = ?`,
    ),
    findOwn: sqlite.prepare<[number, Buffer], { readonly id: number; readonly sent: 0 | 1 }>(
      'SELECT id, sent FROM sync_stamps WHERE user_id = ? AND stamp = ? AND wall IS NOT NULL',
    ),
    markSent: sqlite.prepare('UPDATE sync_stamps SET sent = 1 WHERE id = ?'),
    unseen: sqlite
      .prepare<[number, number, Buffer], Buffer>(
        `SELECT stamp FROM sync_stamps WHERE user_id = ? AND sent = 0
         UNION SELECT stamp FROM sync_stamps WHERE user_id = ? AND stamp > ? AND wall IS NOT NULL ORDER BY stamp`,
      )
      .pluck(),
    newestSent: sqlite
      .prepare<[number, Buffer], Buffer>(
        `SELECT stamp FROM sync_stamps WHERE user_id = ? AND stamp <= ? AND sent = 1 AND wall IS NOT NULL ORDER BY stamp DESC LIMIT 1`,
      )
      .pluck(),
  };
}

// Captures what a transaction wrote of linked profiles' rows: before it commits, the marks that triggers left become edits of
// records, all with one stamp of the profile's clock. Whoever writes (a window, a terminal, an import, an undo, a merge) does
// nothing for it, and nothing can escape: what isn't settled in its own transaction is settled by the next one.
//
// New reviews and plays leave no mark: they lie above the id up to which the table was looked at, and become a range, so that
// an import of a million rows writes a few rows more; a trigger that only looked would cost it a tenth of its time. Where no
// profile is linked, nothing is written at all.
import type Database from 'better-sqlite3';
import { canonicalJson, type Json } from '#shared/sync/canonical-json.ts';
import { collections, type CollectionName } from '#shared/sync/collections.ts';
import { edit, isAlive, remove, type Field } from '#shared/sync/record.ts';
import { createClocks, type Clocks, type Written } from './clocks.ts';
import {
  collectionCodes, collectionOf, createHeldRows, fieldsOf, keyText, type Held, type HeldRows,
} from './held-rows.ts'; // prettier-ignore
import { createRecords, unsent, type Records } from './records.ts';
import { createSentRows, runCollection, type SentRows } from './sent-rows.ts';

export interface Capture {
  /** Call inside a transaction, before it commits. */
  settle(): void;
}

/** What capture and the replica's store have in common, on one connection. */
export interface Books {
  readonly clocks: Clocks;
  readonly rows: HeldRows;
  readonly records: Records;
  readonly sent: SentRows;
}

/** Tables whose new rows are found by their id. */
export const countedTables = [
  ['review', 'reviews'],
  ['play', 'plays'],
] as const satisfies readonly (readonly [CollectionName, string])[];

const existenceBit = 1;
/** Of a mark: all that a row holds. */
export const everyField = 65_535;

export function createBooks(sqlite: Database.Database): Books {
  const clocks = createClocks(sqlite);
  const rows = createHeldRows(sqlite);
  const sent = createSentRows(sqlite);
  return { clocks, rows, sent, records: createRecords(sqlite, clocks, rows, sent) };
}

/** `wallMs`: what the device's clock shows, in ms. `books`: those of this connection, where there are any. */
export function createCapture(sqlite: Database.Database, wallMs: () => number, books?: Books): Capture {
  // Prepared when they are needed: before the first migration there is nothing to look at, and most databases have no account.
  let linked: Database.Statement<[], number> | undefined;
  let capture: ((userIds: readonly number[]) => void) | undefined;
  return {
    settle() {
      linked ??= sqlite.prepare<[], number>('SELECT user_id FROM sync_accounts').pluck();
      const userIds = linked.all();
      if (userIds.length === 0) return;
      capture ??= createSettling(sqlite, wallMs, books ?? createBooks(sqlite));
      capture(userIds);
    },
  };
}

function createSettling(
  sqlite: Database.Database,
  wallMs: () => number,
  { clocks, rows, records, sent }: Books,
): (userIds: readonly number[]) => void {
  const marks = sqlite.prepare<[number], Mark>(
    'SELECT coll, id, sub, fields FROM sync_marks WHERE user_id = ? ORDER BY coll, id, sub',
  );
  // What was never sent is nobody's loss: the undo of an import has a million of those.
  const gone = sqlite.prepare<[number], Gone>(
    `SELECT coll, key, facts, id FROM sync_gone AS gone WHERE user_id = ? AND (
       EXISTS (SELECT 1 FROM sync_records WHERE user_id = gone.user_id AND coll = gone.coll AND key = gone.key)
       OR (SELECT first FROM sync_sent WHERE user_id = gone.user_id AND coll = gone.coll AND last >= gone.id
           ORDER BY last LIMIT 1) <= gone.id)`,
  );
  const clearMarks = sqlite.prepare('DELETE FROM sync_marks WHERE user_id = ?');
  const clearGone = sqlite.prepare('DELETE FROM sync_gone WHERE user_id = ?');
  const findNewRows = createNewRows(sqlite, sent);
  const bare = sqlite
    .prepare<[number, number, number], Buffer>(
      'SELECT key FROM sync_records INDEXED BY sync_records_bare WHERE user_id = ? AND coll = ? AND placed = 0 LIMIT ?',
    )
    .pluck();
  const addRange = sqlite.prepare(
    'INSERT INTO sync_ranges (user_id, coll, first, last, stamp) VALUES (?, ?, ?, ?, ?)',
  );

  return (userIds) => {
    // What was remembered may have been rolled back, or stamped anew by the sync worker.
    clocks.forget();
    const profiles = userIds.map((userId) => {
      let begun: Written | undefined;
      return { userId, transaction: () => (begun ??= clocks.begin(userId, wallMs())) };
    });
    // First what went: where it was the newest, its place is forgotten by the look for new rows.
    for (const { userId, transaction } of profiles)
      for (const one of gone.all(userId)) bury(userId, one, transaction);
    const newRows = findNewRows(userIds);
    for (const { userId, transaction } of profiles) {
      for (const added of newRows) if (added.isOf(userId)) enterNewRows(userId, added, transaction);
      for (const mark of marks.all(userId)) enter(userId, mark, transaction);
      clear(userId);
    }
  };

  /** One range for all; but what has a record already, that no row stood for, is an edit of that. */
  function enterNewRows(userId: number, added: NewRows, transaction: () => Written): void {
    const { collection, first, last } = added;
    const coll = collectionCodes[collection];
    const count = last - first + 1;
    const keys = bare.all(userId, coll, count);
    const met =
      keys.length < count
        ? keys.flatMap((key) => rows.byKey(collection, userId, key) ?? [])
        : rows.inRange(collection, userId, { first, sub: 0, last }, count);
    for (const { id, sub, key } of met)
      if (id >= first && id <= last && records.has(userId, collection, keyText(key)))
        enter(userId, { coll, id, sub, fields: everyField }, transaction);
    addRange.run(userId, coll, first, last, transaction().id);
  }

  function clear(userId: number): void {
    clearGone.run(userId);
    clearMarks.run(userId);
  }

  /** A key whose row went away, or goes under another key by now. */
  function bury(userId: number, { coll, key, facts, id }: Gone, transaction: () => Written): void {
    const collection = collectionOf(coll);
    if (collection === undefined) return;
    const k = keyText(key);
    const hasRecord = records.has(userId, collection, k);
    const run = hasRecord || id === null ? undefined : sent.runOf(userId, id);
    if (!hasRecord && run === undefined) return;
    const held = rows.byKey(collection, userId, key);
    if (held !== undefined && !held.dead) return;
    const row = run === undefined ? records.load(userId, collection, k)?.row : records.goneFrom(run);
    // The facts of a title are nobody's to delete: another device may hold something of it under this key.
    if (collection === 'title') {
      const v = { ...row?.record.v, ...(JSON.parse(facts ?? '{}') as Record<Field, Json>) };
      if (row)
        records.save(userId, collection, k, { ...row, record: { ...row.record, v } }, { isPlaced: false });
      return;
    }
    if (row === undefined || !isAlive(row.record)) return;
    const record = remove(row.record, transaction().stamp);
    records.save(userId, collection, k, { ...row, record, dirty: true, refused: null }, { isPlaced: false });
  }

  function enter(userId: number, { coll, id, sub, fields }: Mark, transaction: () => Written): void {
    const collection = collectionOf(coll);
    const held = collection && rows.byNumbers(collection, userId, id, sub);
    if (collection === undefined || held === undefined || fields === 0) return;
    const k = keyText(held.key);
    if (collection === 'title' && !records.has(userId, collection, k)) return;
    const wasAlive = held.dead && (fields & existenceBit) !== 0;
    const before = records.load(userId, collection, k, wasAlive);
    if (held.dead) {
      if (before === undefined || !isAlive(before.row.record)) return;
      const record = remove(before.row.record, transaction().stamp);
      const row = { ...before.row, record, dirty: true, refused: null };
      records.save(userId, collection, k, row, { isPlaced: false });
      return;
    }
    // A title's row may say less than its record, whose facts not everybody here may change.
    const differing = before?.isPlaced === false && collection !== 'title';
    const record = before === undefined ? undefined : { ...before.row.record.v };
    const values = pick(
      held,
      collection,
      fields,
      (field, value) =>
        record === undefined ||
        (differing && (!Object.hasOwn(record, field) || !isSame(record[field] as Json, value))),
    );
    const { version } = collections[collection];
    const edited = edit(before?.row.record, values, transaction().stamp, version);
    const row = { ...unsent, ...before?.row, record: edited, dirty: true, refused: null };
    records.save(userId, collection, k, row, { isPlaced: true });
    if (collection !== 'title') records.keepTitle(userId, held, transaction());
  }
}

interface Gone {
  readonly coll: number;
  readonly key: Buffer;
  /** Of a title: what was known of it. */
  readonly facts: string | null;
  /** Of a play: the number of its row. */
  readonly id: number | null;
}

interface Mark {
  readonly coll: number;
  readonly id: number;
  readonly sub: number;
  readonly fields: number;
}

/** The values of the fields that a mark names, and of those that `also` says. */
function pick(
  { values }: Held,
  collection: CollectionName,
  fields: number,
  also: (field: Field, value: Json) => boolean,
): Record<Field, Json> {
  const picked: Record<Field, Json> = {};
  for (const [index, field] of fieldsOf(collection).entries()) {
    const value = values[field] as Json;
    if ((fields & (1 << (index + 1))) !== 0 || also(field, value)) picked[field] = value;
  }
  return picked;
}

function isSame(one: Json, other: Json): boolean {
  return one === other || canonicalJson(one) === canonicalJson(other);
}

interface NewRows {
  readonly collection: CollectionName;
  readonly first: number;
  readonly last: number;
  /** Whether any of them is this profile's. */
  readonly isOf: (userId: number) => boolean;
}

/** Gives the rows above those that were looked at, and notes that they were. What went is still noted. */
function createNewRows(sqlite: Database.Database, sent: SentRows): (userIds: readonly number[]) => NewRows[] {
  const through = sqlite.prepare<[number], number>('SELECT id FROM sync_through WHERE coll = ?').pluck();
  const moveTo = sqlite.prepare('UPDATE sync_through SET id = ? WHERE coll = ?');
  const endRanges = sqlite.prepare(
    'UPDATE sync_ranges SET last = ? WHERE user_id = ? AND coll = ? AND last > ?',
  );
  const reused = sqlite
    .prepare<[number], number | null>(
      'SELECT min(id) FROM sync_gone WHERE coll = ? AND EXISTS (SELECT 1 FROM plays WHERE plays.id = sync_gone.id)',
    )
    .pluck();
  const tables = countedTables.map(([collection, table]) => ({
    collection,
    newest: sqlite.prepare<[], number | null>(`SELECT max(id) FROM ${table}`).pluck(),
    any: sqlite
      .prepare<[number, number], number>(`SELECT 1 FROM ${table} WHERE id >= ? AND +user_id = ? LIMIT 1`)
      .pluck(),
  }));

  return (userIds) => {
    const found: NewRows[] = [];
    for (const { collection, newest, any } of tables) {
      const code = collectionCodes[collection];
      const looked = through.get(code);
      if (looked === undefined) continue;
      const last = newest.get() ?? 0;
      // Lower where the newest rows were erased: their ids come again, or came again already.
      const known = Math.min(looked, last, (firstReused(collection) ?? Infinity) - 1);
      if (known < looked) for (const userId of userIds) forgetAbove(userId, collection, known);
      if (last !== looked) moveTo.run(last, code);
      if (last === known) continue;
      found.push({ collection, first: known + 1, last, isOf: (userId) => any.get(known + 1, userId) === 1 });
    }
    return found;
  };

  function firstReused(collection: CollectionName): number | null | undefined {
    return collection === runCollection ? reused.get(collectionCodes[collection]) : undefined;
  }

  function forgetAbove(userId: number, collection: CollectionName, id: number): void {
    endRanges.run(id, userId, collectionCodes[collection], id);
    if (collection === runCollection) sent.cut(userId, id);
  }
}

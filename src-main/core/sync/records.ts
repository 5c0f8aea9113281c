// Records of linked profiles: what the dictionary of stamps, the rows of the tables and sync_records say together. A record
// that is alive has its values in its row; a tombstone, and what no row can hold, has them in `rest`.
//
// A row that is alive and has no record lies in a range: it was written (or was there when the profile was linked) and was
// never sent; or in a run: it was sent and not edited since (sent-rows.ts).
import type Database from 'better-sqlite3';
import { canonicalJson, type Json } from '#shared/sync/canonical-json.ts';
import { collections, type CollectionName } from '#shared/sync/collections.ts';
import { edit, existence, isAlive, stampOfField, type Field, type SyncRecord } from '#shared/sync/record.ts';
import type { Refusal, Row } from '#shared/sync/replica-store.ts';
import { msOf, type Stamp } from '#shared/sync/stamp.ts';
import type { Clocks, Written } from './clocks.ts';
import { collectionCodes, collectionOf, keyText, storedKey, type Held, type HeldRows } from './held-rows.ts';
import { runCollection, type Run, type SentRows } from './sent-rows.ts';

/** A record, and where it lies. */
export interface Stored {
  readonly row: Row;
  readonly held: Held | undefined;
  /** Whether it has a record of its own; else it lies in a range or a run. */
  readonly isKept: boolean;
  /** The last id of its run. */
  readonly run?: number;
  /** The values are those of the row. */
  readonly isPlaced: boolean;
}

/** What is known of a key. */
export interface Found {
  readonly stored: Stored | undefined;
  /** Its row. Without a record there may still be one that was deleted before the link. */
  readonly held: Held | undefined;
}

export interface Place {
  readonly isPlaced: boolean;
  /** The uid that is missing. */
  readonly waits?: Buffer;
}

export interface Records {
  find(userId: number, c: string, k: string): Found;
  /** `wasAlive`: of a row that is deleted by now and may lie in a range. */
  load(userId: number, c: string, k: string, wasAlive?: boolean): Stored | undefined;
  save(userId: number, c: string, k: string, row: Row, place: Place): void;
  /** What changes where the record stays what it is. */
  saveState(userId: number, c: string, k: string, row: Row): void;
  /** As if it had never been known here. */
  drop(userId: number, c: string, k: string): void;
  has(userId: number, c: string, k: string): boolean;
  /** A record of a row that was never sent: each field as old as the row, by its transaction. */
  ofNewRow(userId: number, collection: CollectionName, held: Held, transaction: Written): SyncRecord;
  /** Whether a record says no more than its row and one stamp do: then it may lie in a run. */
  fitsRun(record: SyncRecord): boolean;
  /** What a row of a run that has no record of its own is. */
  ofRun(held: Held, run: Run): Stored;
  /** Of a row of a run that was erased: all that is still known of it. */
  goneFrom(run: Run): Row;
  /** Gives the title of a row a record where it has none: others will need its facts. Whether it did. */
  keepTitle(userId: number, of: Held, transaction: Written): boolean;
}

interface RecordRow {
  readonly stamp: number;
  readonly older: string | null;
  readonly dead: 0 | 1;
  readonly version: number;
  readonly rest: string | null;
  readonly placed: 0 | 1;
  readonly dirty: 0 | 1;
  readonly acked: number | null;
  readonly scan: number;
  readonly refused: Refusal | null;
}

/** Of a field in `older`: the record makes no claim on it, though its row has a value. */
const noClaim = 0;
/** So many has a whole record, existence among them. */
const runFields = Object.keys(collections[runCollection].fields).length + 1;

export function createRecords(
  sqlite: Database.Database,
  clocks: Clocks,
  rows: HeldRows,
  sent: SentRows,
): Records {
  const select = sqlite.prepare<[number, Coll, Key], RecordRow>(
    `SELECT stamp, older, dead, version, rest, placed, dirty, acked, scan, refused FROM sync_records
     WHERE user_id = ? AND coll = ? AND key = ?`,
  );
  const exists = sqlite
    .prepare<[number, Coll, Key], number>(
      'SELECT 1 FROM sync_records WHERE user_id = ? AND coll = ? AND key = ?',
    )
    .pluck();
  const upsert = sqlite.prepare(
    `INSERT INTO sync_records (user_id, coll, key, stamp, older, dead, version, rest, placed, waits, dirty, acked, scan, refused)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (user_id, coll, key) DO UPDATE SET stamp = excluded.stamp, older = excluded.older, dead = excluded.dead,
       version = excluded.version, rest = excluded.rest, placed = excluded.placed, waits = excluded.waits,
       dirty = excluded.dirty, acked = excluded.acked, scan = excluded.scan, refused = excluded.refused`,
  );
  const updateState = sqlite.prepare(
    `UPDATE sync_records SET dirty = ?, acked = ?, scan = ?, refused = ? WHERE user_id = ? AND coll = ? AND key = ?`,
  );
  const remove = sqlite.prepare('DELETE FROM sync_records WHERE user_id = ? AND coll = ? AND key = ?');
  const rangeOf = sqlite.prepare<
    [number, number, number],
    { readonly first: number; readonly sub: number; readonly stamp: number }
  >(
    'SELECT first, sub, stamp FROM sync_ranges WHERE user_id = ? AND coll = ? AND last >= ? ORDER BY last LIMIT 1',
  );

  function find(userId: number, c: string, k: string, wasAlive = false): Found {
    const key = storedKey(k);
    const collection = known(c, key);
    const kept = select.get(userId, codeOf(c), key);
    const held = collection === undefined ? undefined : rows.byKey(collection, userId, key as Buffer);
    if (kept !== undefined) return { stored: keptRecord(kept, held), held };
    if (collection === undefined || held === undefined || (held.dead && !wasAlive))
      return { stored: undefined, held };
    const run = collection === runCollection ? sent.runOf(userId, held.id) : undefined;
    if (run !== undefined) return { stored: storedInRun(held, run), held };
    const transaction = transactionOf(userId, collection, held);
    if (transaction === undefined) return { stored: undefined, held };
    const record = ofNewRow(userId, collection, held, transaction);
    return { stored: { row: { ...unsent, record }, held, isKept: false, isPlaced: true }, held };
  }

  function keptRecord(kept: RecordRow, held: Held | undefined): Stored {
    const isPlaced = kept.placed === 1;
    const row = {
      record: unpack(kept, isPlaced ? held?.values : undefined),
      dirty: kept.dirty === 1,
      ackedAt: kept.acked,
      scan: kept.scan,
      refused: kept.refused,
    };
    return { row, held, isKept: true, isPlaced: isPlaced && held !== undefined };
  }

  function rowOfRun({ stamp, acked, scan }: Run, values: Held['values']): Row {
    const record = edit(undefined, values, clocks.stampOf(stamp), collections[runCollection].version);
    return { record, dirty: acked === null, ackedAt: acked, scan, refused: null };
  }

  function storedInRun(held: Held, run: Run): Stored {
    return { row: rowOfRun(run, held.values), held, isKept: false, isPlaced: true, run: run.last };
  }

  /** Undefined for a row that was deleted before the profile was linked. */
  function transactionOf(userId: number, collection: CollectionName, held: Held): Written | undefined {
    const range = rangeOf.get(userId, collectionCodes[collection], held.id);
    const isIn =
      range !== undefined && (held.id > range.first || (held.id === range.first && held.sub >= range.sub));
    if (isIn) return clocks.written(range.stamp);
    if (held.dead) return undefined;
    // A title that nothing was held of yet. NOTE: no other row should be anywhere else; one that is all the same must not
    // be taken for one that isn't there.
    const { last } = clocks.read(userId);
    return { id: 0, stamp: last, wallMs: msOf(last) };
  }

  function ofNewRow(
    userId: number,
    collection: CollectionName,
    { values, updatedAt }: Held,
    transaction: Written,
  ): SyncRecord {
    const stamp = clocks.dated(userId, transaction, Date.parse(updatedAt));
    return edit(undefined, values, stamp, collections[collection].version);
  }

  function unpack(kept: RecordRow, held: Readonly<Record<Field, Json>> | undefined): SyncRecord {
    const rest = kept.rest === null ? {} : (JSON.parse(kept.rest) as Record<Field, Json>);
    const values: Record<Field, Json> = { ...held, ...rest, [existence]: kept.dead };
    const newest = clocks.stampOf(kept.stamp);
    if (kept.older === null) return { s: kept.version, r: newest, v: values };
    const others: Record<Field, Stamp> = {};
    let isUniform = true;
    for (const [field, id] of Object.entries(JSON.parse(kept.older) as Record<Field, number>)) {
      if (id === noClaim) delete values[field];
      else if (Object.hasOwn(values, field)) {
        others[field] = clocks.stampOf(id);
        isUniform = false;
      }
    }
    return isUniform
      ? { s: kept.version, r: newest, v: values }
      : { s: kept.version, r: newest, o: others, v: values };
  }

  function save(
    userId: number,
    c: string,
    k: string,
    { record, dirty, ackedAt, scan, refused }: Row,
    { isPlaced, waits }: Place,
  ): void {
    const key = storedKey(k);
    const collection = known(c, key);
    const fields: Readonly<Record<Field, unknown>> =
      isPlaced && collection !== undefined ? collections[collection].fields : {};
    const older: Record<Field, number> = {};
    const rest: Record<Field, Json> = {};
    for (const field in fields) if (!Object.hasOwn(record.v, field)) older[field] = noClaim;
    for (const field in record.o) older[field] = clocks.idOf(userId, stampOfField(record, field));
    for (const [field, value] of Object.entries(record.v)) {
      if (field !== existence && !Object.hasOwn(fields, field)) rest[field] = value;
    }
    upsert.run(
      userId, codeOf(c), key, clocks.idOf(userId, record.r), textOf(older), isAlive(record) ? 0 : 1, record.s, textOf(rest),
      isPlaced ? 1 : 0, waits ?? null, dirty ? 1 : 0, ackedAt, scan, refused,
    ); // prettier-ignore
  }

  return {
    find,
    load: (userId, c, k, wasAlive) => find(userId, c, k, wasAlive).stored,
    save,
    saveState(userId, c, k, { dirty, ackedAt, scan, refused }) {
      updateState.run(dirty ? 1 : 0, ackedAt, scan, refused, userId, codeOf(c), storedKey(k));
    },
    drop: (userId, c, k) => void remove.run(userId, codeOf(c), storedKey(k)),
    has: (userId, c, k) => exists.get(userId, codeOf(c), storedKey(k)) === 1,
    ofNewRow,
    fitsRun({ s, o, v }) {
      const { version, fields } = collections[runCollection];
      const names = Object.keys(v);
      return (
        s === version &&
        o === undefined &&
        names.length === runFields &&
        names.every((name) => name === existence || Object.hasOwn(fields, name))
      );
    },
    ofRun: storedInRun,
    goneFrom: (run) => rowOfRun(run, {}),
    keepTitle(userId, { mediaId, titleUid }, transaction) {
      if (mediaId === null || exists.get(userId, collectionCodes.title, titleUid) === 1) return false;
      const held = rows.byNumbers('title', userId, mediaId, 0);
      if (held === undefined) return false;
      const record = ofNewRow(userId, 'title', held, transaction);
      save(userId, 'title', keyText(held.key), { ...unsent, record }, { isPlaced: true });
      return true;
    },
  };
}

type Coll = number | string;
type Key = Buffer | string;

/** Of a row that the server has never had. */
export const unsent = { dirty: true, ackedAt: null, scan: 0, refused: null } as const;

/** The collection, where this version knows it and the key has the form of its keys. */
export function known(c: string, key: Key): CollectionName | undefined {
  if (!Object.hasOwn(collectionCodes, c) || typeof key === 'string') return undefined;
  const collection = c as CollectionName;
  return key.length === (collection === 'item' ? 32 : 16) ? collection : undefined;
}

/** How a collection is stored. */
export function codeOf(c: string): number | string {
  return Object.hasOwn(collectionCodes, c) ? collectionCodes[c as CollectionName] : c;
}

export function nameOf(code: number | string): string {
  return collectionOf(code) ?? String(code);
}

/** Whether a row says of every known field what the record says. */
export function saysTheSame(record: SyncRecord, { values }: Held): boolean {
  return Object.entries(values).every(
    ([field, value]) =>
      !Object.hasOwn(record.v, field) || canonicalJson(record.v[field] as Json) === canonicalJson(value),
  );
}

function textOf(members: Readonly<Record<string, unknown>>): string | null {
  for (const _ in members) return JSON.stringify(members);
  return null;
}

// What the tables hold of each collection, as records have it: one way of reading for each, by the record's key, by the
// row's own numbers, or many in the order of these.
import type Database from 'better-sqlite3';
import type { Json } from '#shared/sync/canonical-json.ts';
import { collections, type CollectionName } from '#shared/sync/collections.ts';
import type { Field } from '#shared/sync/record.ts';

/** Numbers of collections as migration 0010 has them in marks and ranges. */
export const collectionCodes = {
  title: 1,
  review: 2,
  play: 3,
  favorite: 4,
  watch: 5,
  dismissed: 6,
  list: 7,
  item: 8,
} as const satisfies Record<CollectionName, number>;

const namesByCode = new Map<number, CollectionName>(
  Object.entries(collectionCodes).map(([name, code]) => [code, name as CollectionName]),
);

export function collectionOf(code: number | string): CollectionName | undefined {
  return typeof code === 'number' ? namesByCode.get(code) : undefined;
}

/** A row that stands for a record. */
export interface Held {
  /** Its numbers in marks and ranges. */
  readonly id: number;
  readonly sub: number;
  readonly key: Buffer;
  /** The title that it is about; null for lists. */
  readonly mediaId: number | null;
  /** That title's uid; the list's own for lists. */
  readonly titleUid: Buffer;
  readonly values: Readonly<Record<Field, Json>>;
  readonly dead: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface HeldRows {
  byKey(collection: CollectionName, userId: number, key: Buffer): Held | undefined;
  byNumbers(collection: CollectionName, userId: number, id: number, sub: number): Held | undefined;
  /** Rows that aren't deleted, from (first, sub) to the last id, ascending. None for titles. */
  inRange(
    collection: CollectionName,
    userId: number,
    range: { readonly first: number; readonly sub: number; readonly last: number },
    limit: number,
  ): Held[];
  /** How many of these there are. */
  countInRange(
    collection: CollectionName,
    userId: number,
    range: { readonly first: number; readonly sub: number; readonly last: number },
  ): number;
}

interface Row {
  readonly id: number;
  readonly sub: number;
  readonly key: Buffer;
  readonly mediaId: number | null;
  /** Of plays: the title's uid in hexadecimal digits. */
  readonly media?: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly deleted_at: string | null;
  readonly [column: string]: unknown;
}

interface Reading {
  readonly columns: string;
  readonly byKey: string;
  readonly byNumbers: string;
  readonly inRange: string;
  readonly values: (row: Row) => Record<Field, Json>;
}

const times = 'created_at, updated_at, deleted_at, deleted_at IS NOT NULL AS dead';

// NOTE: what another table knows of a row is asked for by scalar subqueries: joins take SQLite three times as long for one row.
const uidOfTitle = '(SELECT uid FROM media WHERE media.id = media_id)';
const titleOfKey = '(SELECT id FROM media WHERE uid = @key)';

const shelf = (table: string): Reading => ({
  columns: `media_id AS id, 0 AS sub, ${uidOfTitle} AS key, media_id AS mediaId, ${times}`,
  byKey: `${table} WHERE user_id = @userId AND media_id = ${titleOfKey}`,
  byNumbers: `${table} WHERE user_id = @userId AND media_id = @id`,
  inRange: `${table} WHERE user_id = @userId AND media_id BETWEEN @first AND @last AND deleted_at IS NULL ORDER BY media_id`,
  values: (row) => ({ createdAt: row.created_at }),
});

const readings: Readonly<Record<CollectionName, Reading>> = {
  title: {
    columns: `id, 0 AS sub, uid AS key, id AS mediaId, kind, title, year, disambiguator, creator, runtime, description,
      (SELECT json_group_array(name) FROM (SELECT name FROM media_genres JOIN genres ON genres.id = genre_id WHERE media_id = media.id ORDER BY position)) AS genres,
      (SELECT json_group_array(json_array(source, value)) FROM (SELECT source, value FROM external_ids WHERE media_id = media.id ORDER BY source, value)) AS ids,
      created_at, updated_at, NULL AS deleted_at, 0 AS dead`,
    byKey: `media WHERE uid = @key`,
    byNumbers: `media WHERE id = @id`,
    inRange: `media WHERE false`,
    values: (row) => ({
      identity: {
        kind: row['kind'] as string,
        title: row['title'] as string,
        year: row['year'] as number | null,
        disambiguator: row['disambiguator'] as string,
      },
      creator: row['creator'] as string | null,
      genres: JSON.parse(row['genres'] as string) as Json,
      runtime: row['runtime'] as number | null,
      description: row['description'] as string | null,
      externalIds: JSON.parse(row['ids'] as string) as Json,
    }),
  },
  review: {
    columns: `id, 0 AS sub, ${uidOfTitle} AS key, media_id AS mediaId, rating, body, spoiler, ${times}`,
    byKey: `reviews WHERE user_id = @userId AND media_id = ${titleOfKey}`,
    byNumbers: `reviews WHERE id = @id AND user_id = @userId`,
    inRange: `reviews WHERE id BETWEEN @first AND @last AND +user_id = @userId AND deleted_at IS NULL ORDER BY id`,
    values: (row) => ({
      rating: row['rating'] as number | null,
      body: row['body'] === null ? null : { text: row['body'] as string, spoiler: row['spoiler'] === 1 },
      createdAt: row.created_at,
    }),
  },
  play: {
    columns: `id, 0 AS sub, uid AS key, media_id AS mediaId, hex(${uidOfTitle}) AS media, played_on, played_at,
      season, episode, rewatch, rating, note, tags, ${times}`,
    byKey: `plays WHERE uid = @key AND user_id = @userId`,
    byNumbers: `plays WHERE id = @id AND user_id = @userId`,
    inRange: `plays WHERE id BETWEEN @first AND @last AND +user_id = @userId AND deleted_at IS NULL ORDER BY id`,
    values: (row) => ({
      media: (row.media ?? '').toLowerCase(),
      playedOn: row['played_on'] as string | null,
      playedAt: row['played_at'] as string | null,
      episode:
        row['season'] === null && row['episode'] === null
          ? null
          : { season: row['season'] as number | null, episode: row['episode'] as number | null },
      rewatch: row['rewatch'] === 1,
      rating: row['rating'] as number | null,
      note: row['note'] as string | null,
      tags: JSON.parse(row['tags'] as string) as Json,
      createdAt: row.created_at,
    }),
  },
  favorite: shelf('favorites'),
  watch: shelf('watchlist'),
  dismissed: shelf('dismissed'),
  list: {
    columns: `id, 0 AS sub, uid AS key, NULL AS mediaId, name, description, ranked, tags, ${times}`,
    byKey: `lists WHERE uid = @key AND user_id = @userId`,
    byNumbers: `lists WHERE id = @id AND user_id = @userId`,
    inRange: `lists WHERE id BETWEEN @first AND @last AND +user_id = @userId AND deleted_at IS NULL ORDER BY id`,
    values: (row) => ({
      name: row['name'] as string,
      description: row['description'] as string | null,
      ranked: row['ranked'] === 1,
      tags: JSON.parse(row['tags'] as string) as Json,
      createdAt: row.created_at,
    }),
  },
  item: {
    columns: `list_id AS id, media_id AS sub, CAST((SELECT uid FROM lists WHERE lists.id = list_id) || ${uidOfTitle} AS BLOB) AS key,
      media_id AS mediaId, position, note, ${times}`,
    byKey: `list_items WHERE list_id = (SELECT id FROM lists WHERE uid = substr(@key, 1, 16) AND user_id = @userId)
      AND media_id = (SELECT id FROM media WHERE uid = substr(@key, 17))`,
    byNumbers: `list_items WHERE list_id = @id AND media_id = @sub
      AND EXISTS (SELECT 1 FROM lists WHERE lists.id = @id AND user_id = @userId)`,
    inRange: `list_items WHERE (list_id, media_id) >= (@first, @sub) AND list_id <= @last AND deleted_at IS NULL
      AND EXISTS (SELECT 1 FROM lists WHERE lists.id = list_id AND user_id = @userId) ORDER BY list_id, media_id`,
    values: (row) => ({
      position: row['position'] as string,
      note: row['note'] as string | null,
      createdAt: row.created_at,
    }),
  },
};

export function createHeldRows(sqlite: Database.Database): HeldRows {
  const statements = Object.fromEntries(
    Object.entries(readings).map(([name, reading]) => {
      const { columns, byKey, byNumbers, inRange } = reading;
      return [
        name,
        {
          byKey: sqlite.prepare<[object], Row>(`SELECT ${columns} FROM ${byKey}`),
          byNumbers: sqlite.prepare<[object], Row>(`SELECT ${columns} FROM ${byNumbers}`),
          inRange: sqlite.prepare<[object], Row>(`SELECT ${columns} FROM ${inRange} LIMIT @limit`),
          count: sqlite.prepare<[object], number>(`SELECT count(*) FROM ${inRange}`).pluck(),
          values: reading.values,
        },
      ];
    }),
  ) as Record<CollectionName, Statements>;
  return {
    byKey: (collection, userId, key) => heldOf(statements[collection], { userId, key }, 'byKey'),
    byNumbers: (collection, userId, id, sub) =>
      heldOf(statements[collection], { userId, id, sub }, 'byNumbers'),
    inRange: (collection, userId, range, limit) =>
      statements[collection].inRange
        .all({ userId, ...range, limit })
        .map((row) => rowToHeld(row, statements[collection].values)),
    countInRange: (collection, userId, range) => statements[collection].count.get({ userId, ...range }) ?? 0,
  };
}

interface Statements {
  readonly byKey: Database.Statement<[object], Row>;
  readonly byNumbers: Database.Statement<[object], Row>;
  readonly inRange: Database.Statement<[object], Row>;
  readonly count: Database.Statement<[object], number>;
  readonly values: Reading['values'];
}

function heldOf(of: Statements, parameters: object, by: 'byKey' | 'byNumbers'): Held | undefined {
  const row = of[by].get(parameters);
  return row === undefined ? undefined : rowToHeld(row, of.values);
}

function rowToHeld(row: Row, values: Reading['values']): Held {
  return {
    id: row.id,
    sub: row.sub,
    key: row.key,
    mediaId: row.mediaId,
    titleUid: titleUidOf(row),
    values: values(row),
    dead: row['dead'] === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function titleUidOf({ key, media }: Row): Buffer {
  if (typeof media === 'string') return Buffer.from(media, 'hex');
  return key.length === 32 ? key.subarray(16) : key;
}

/** Of a record, as it is stored. */
export interface Address {
  readonly coll: number | string;
  readonly key: Buffer | string;
}

/** The fields of a collection in the order of a mark's bits, which begin behind that of existence. */
export function fieldsOf(collection: CollectionName): readonly Field[] {
  return Object.keys(collections[collection].fields);
}

/** A record's key as it is stored: bytes where it is made of uids. */
export function storedKey(k: string): Buffer | string {
  return /^[0-9a-f]{32}(?:\/[0-9a-f]{32})?$/.test(k) ? Buffer.from(k.replace('/', ''), 'hex') : k;
}

/** The record's key. */
export function keyText(key: Buffer | string): string {
  if (typeof key === 'string') return key;
  const hex = key.toString('hex');
  return hex.length === 32 ? hex : `${hex.slice(0, 32)}/${hex.slice(32)}`;
}

// Reading lists: their facts with the first covers, and their titles page by page in their own order.
import { sql } from 'kysely';
import type { ListId, ListItem, TitleList } from '#shared/api/lists.ts';
import { rowToReference, rowToSummary, selectSummaries, type SummaryRow } from '../catalog/media-rows.ts';
import { readCursor } from '../db/cursor.ts';
import type { Db } from '../db/db.ts';

const coversPerList = 5;

type Place = readonly [position: string, mediaId: number];

interface ListRow {
  readonly id: number;
  readonly uid: Buffer;
  readonly name: string;
  readonly description: string | null;
  readonly ranked: 0 | 1;
  readonly created_at: string;
  readonly updated_at: string;
  readonly count: number;
  readonly covers: string;
}

/** The latest changed first; of one list alone, where its id is given. */
export async function readLists(db: Db, userId: number, id?: number): Promise<TitleList[]> {
  const only = id === undefined ? sql`` : sql`AND lists.id = ${id}`;
  const { rows } = await sql<ListRow>`
    SELECT lists.id, lists.uid, lists.name, description, ranked, lists.created_at, lists.updated_at,
      (SELECT count(*) FROM list_items CROSS JOIN media ON media.id = media_id
        WHERE list_id = lists.id AND list_items.deleted_at IS NULL AND media.deleted_at IS NULL) AS count,
      (SELECT json_group_array(json_object('id', id, 'uid', hex(uid), 'kind', kind, 'title', title, 'year', year, 'creator', creator)) FROM (
        SELECT media.id, media.uid, kind, title, year, creator FROM list_items CROSS JOIN media ON media.id = media_id
        WHERE list_id = lists.id AND list_items.deleted_at IS NULL AND media.deleted_at IS NULL
        ORDER BY position LIMIT ${coversPerList})) AS covers
    FROM lists WHERE lists.user_id = ${userId} AND lists.deleted_at IS NULL ${only}
    ORDER BY lists.updated_at DESC, lists.id DESC`.execute(db);
  return rows.map(rowToList);
}

/** One page of a list's titles. Throws `invalid_input` for a cursor of another list. */
export async function listItemPage(
  db: Db,
  userId: number,
  id: number,
  cursor: string | null,
  limit: number,
): Promise<{ items: ListItem[]; nextCursor: string | null }> {
  const after = cursor === null ? undefined : readCursor(cursor, isPlace);
  const rows = await listItems(db, userId, id, after, limit + 1).execute();
  const items = rows.slice(0, limit).map((row) => ({
    ...rowToSummary(row as SummaryRow),
    note: row.note,
    addedAt: row.added_at,
  }));
  const last = rows[limit - 1];
  const nextCursor = rows.length > limit && last ? JSON.stringify([last.position, last.id]) : null;
  return { items, nextCursor };
}

export function listItems(db: Db, userId: number, id: number, after: Place | undefined, limit: number) {
  return selectSummaries(db, userId)
    .innerJoin('list_items', 'list_items.media_id', 'media.id')
    .where('list_items.list_id', '=', id)
    .where('list_items.deleted_at', 'is', null)
    .select(['list_items.position', 'list_items.note', 'list_items.created_at as added_at'])
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(list_items.position, list_items.media_id) > (${after?.[0]}, ${after?.[1]})`),
    )
    .orderBy('list_items.position')
    .orderBy('list_items.media_id')
    .limit(limit);
}

function rowToList(row: ListRow): TitleList {
  const covers = JSON.parse(row.covers) as (Omit<SummaryRow, 'uid'> & { readonly uid: string })[];
  return {
    id: row.id as ListId,
    uid: row.uid.toString('hex'),
    name: row.name,
    description: row.description,
    ranked: row.ranked === 1,
    count: row.count,
    covers: covers.map((cover) => rowToReference({ ...cover, uid: Buffer.from(cover.uid, 'hex') })),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function isPlace(parts: readonly unknown[]): parts is Place {
  return parts.length === 2 && typeof parts[0] === 'string' && Number.isSafeInteger(parts[1]);
}

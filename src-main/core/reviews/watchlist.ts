// The watchlist as a page: sorted and in keyset pages. A cursor holds the sort value and id of the last row.
import { sql, type RawBuilder } from 'kysely';
import type { HandlerInput, MethodOutput } from '#shared/api/index.ts';
import { rowToSummary, selectSummaries } from '../catalog/media-rows.ts';
import { readSortedCursor } from '../db/cursor.ts';
import type { Db } from '../db/db.ts';

type Input = HandlerInput<'watchlist.list'>;

/** What each sort orders by: never null. Titles of unknown length or year count as 0. */
const sortColumns: Readonly<Record<Input['sort'], RawBuilder<string | number>>> = {
  added: sql`watchlist.created_at`,
  title: sql`media.sort_key`,
  year: sql`coalesce(media.year, 0)`,
  rating: sql`media.weighted_rating`,
  length: sql`coalesce(media.runtime, 0)`,
};

/** Throws `invalid_input` for a cursor of another list. */
export async function watchlistPage(
  db: Db,
  userId: number,
  { kind, sort, descending, cursor, limit }: Input,
): Promise<MethodOutput<'watchlist.list'>> {
  const column = sortColumns[sort];
  const direction = descending ? 'desc' : 'asc';
  const after = cursor === null ? undefined : readSortedCursor(cursor, sort);
  const past = descending ? sql`<` : sql`>`;
  const query = selectSummaries(db, userId)
    .innerJoin('watchlist', 'watchlist.media_id', 'media.id')
    .where('watchlist.user_id', '=', userId)
    .where('watchlist.deleted_at', 'is', null)
    .$if(kind !== undefined, (rows) => rows.where('media.kind', '=', kind ?? 'movie'));
  const rows = await query
    .select(['watchlist.created_at as added_at', 'media.runtime', column.as('sort_value')])
    .$if(after !== undefined, (page) =>
      page.where(sql<boolean>`(${column}, media.id) ${past} (${after?.value}, ${after?.id})`),
    )
    .orderBy(column, direction)
    .orderBy('media.id', direction)
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => ({ ...rowToSummary(row), addedAt: row.added_at, runtime: row.runtime })),
    nextCursor: rows.length > limit && last ? JSON.stringify([sort, last.sort_value, last.id]) : null,
    total: cursor === null ? await count(db, userId, kind) : null,
  };
}

async function count(db: Db, userId: number, kind: Input['kind']): Promise<number> {
  const row = await db
    .selectFrom('watchlist')
    .crossJoin('media')
    .whereRef('media.id', '=', 'watchlist.media_id')
    .where('watchlist.user_id', '=', userId)
    .where('watchlist.deleted_at', 'is', null)
    .where('media.deleted_at', 'is', null)
    .$if(kind !== undefined, (rows) => rows.where('media.kind', '=', kind ?? 'movie'))
    .select((is) => is.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

// The library's list: filters, sorts and keyset pages. A cursor holds the sort value and id of the last row.
import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely';
import type { HandlerInput } from '#shared/api/index.ts';
import type { MediaFilter } from '#shared/api/catalog.ts';
import { normaliseTitle } from '#shared/domain/media-identity.ts';
import { readSortedCursor } from '../db/cursor.ts';
import type { Db } from '../db/db.ts';
import type { Schema } from '../db/schema.ts';
import { onShelf, selectSummaries, type SummaryRow } from './media-rows.ts';

type ListInput = HandlerInput<'catalog.list'>;
type Query = SelectQueryBuilder<Schema, 'media', SummaryRow>;

/** What each sort orders by: an expression that an index holds, and never null. */
const sortColumns: Readonly<Record<ListInput['sort'], RawBuilder<string | number>>> = {
  title: sql`media.sort_key`,
  added: sql`media.id`,
  year: sql`coalesce(media.year, 0)`,
  rating: sql`media.weighted_rating`,
  mine: sql`own.rating`,
};

/** One page of titles, and the cursor of the next. Throws `invalid_input` for a cursor of another list. */
export async function listPage(
  db: Db,
  userId: number,
  input: ListInput,
): Promise<{ rows: SummaryRow[]; nextCursor: string | null }> {
  const column = sortColumns[input.sort];
  const direction = input.descending ? 'desc' : 'asc';
  let query = filtered(selectSummaries(db, userId), userId, input.filter).select(column.as('sort_value'));
  if (input.sort === 'mine') query = query.where(sql<boolean>`own.rating IS NOT NULL`);
  if (input.cursor !== null) {
    const { value, id } = readSortedCursor(input.cursor, input.sort);
    const [before, past] = input.descending ? [sql`<=`, sql`<`] : [sql`>=`, sql`>`];
    query = query.where(
      sql<boolean>`${column} ${before} ${value} AND (${column} ${past} ${value} OR media.id ${past} ${id})`,
    );
  }
  const rows = await query
    .orderBy(column, direction)
    .orderBy('media.id', direction)
    .limit(input.limit + 1)
    .execute();
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const nextCursor =
    rows.length > page.length && last ? JSON.stringify([input.sort, last.sort_value, last.id]) : null;
  return { rows: page, nextCursor };
}

/** How many titles the filter holds. */
export async function countTitles(db: Db, userId: number, filter: MediaFilter): Promise<number> {
  const base = db
    .selectFrom('media')
    .$if(filter.shelf === 'rated' || filter.shelf === 'unrated', (query) =>
      query.leftJoin('reviews as own', (join) =>
        join
          .onRef('own.media_id', '=', 'media.id')
          .on('own.user_id', '=', userId)
          .on('own.deleted_at', 'is', null),
      ),
    )
    .where('media.deleted_at', 'is', null);
  const row = await filtered(base as unknown as Query, userId, filter)
    .clearSelect()
    .select((is) => is.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

function filtered(query: Query, userId: number, filter: MediaFilter): Query {
  const { kind, genre, creator, yearFrom, yearTo, ratingFrom, ratingTo, shelf } = filter;
  let result = query;
  const only = (condition: ReturnType<typeof sql<boolean>>) => void (result = result.where(condition));
  if (kind !== undefined) only(sql`media.kind = ${kind}`);
  if (genre !== undefined) {
    only(
      sql`media.id IN (SELECT media_id FROM media_genres JOIN genres ON genres.id = genre_id WHERE genres.key = ${normaliseTitle(genre)})`,
    );
  }
  if (creator !== undefined) only(sql`lower(media.creator) = lower(${creator})`);
  if (yearFrom !== undefined) only(sql`coalesce(media.year, 0) >= ${yearFrom}`);
  if (yearTo !== undefined) only(sql`coalesce(media.year, 0) BETWEEN 1 AND ${yearTo}`);
  if (ratingFrom !== undefined)
    only(sql`media.rating_count > 0 AND media.rating_sum >= ${ratingFrom} * media.rating_count`);
  if (ratingTo !== undefined)
    only(sql`media.rating_count > 0 AND media.rating_sum <= ${ratingTo} * media.rating_count`);
  if (shelf === 'rated') only(sql`own.rating IS NOT NULL`);
  if (shelf === 'unrated') only(sql`own.rating IS NULL`);
  if (shelf === 'favorites' || shelf === 'watchlist') only(sql`${onShelf(shelf, userId)}`);
  return result;
}

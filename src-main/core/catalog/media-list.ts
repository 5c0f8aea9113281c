// The library's list: filters, sorts and keyset pages. A cursor holds the sort value and id of the last row; a page in
// the middle is reached by its offset over anchors (list-anchors.ts).
import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely';
import type { HandlerInput } from '#shared/api/index.ts';
import { normaliseTitle } from '#shared/domain/media-identity.ts';
import type { Cache } from '../cache.ts';
import { readSortedCursor } from '../db/cursor.ts';
import type { Db } from '../db/db.ts';
import type { Schema } from '../db/schema.ts';
import { anchorBefore, type Place } from './list-anchors.ts';
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
  anchors: Cache<object>,
  userId: number,
  input: ListInput,
): Promise<{ rows: SummaryRow[]; nextCursor: string | null }> {
  const column = sortColumns[input.sort];
  const direction = input.descending ? 'desc' : 'asc';
  const start =
    input.cursor === null
      ? await anchorBefore(anchors, anchorKey(userId, input), input.offset, (place, skip) =>
          rowAfter(db, userId, input, place, skip),
        )
      : { place: readSortedCursor(input.cursor, input.sort), skip: 0 };
  const rows = await behind(
    filtered(selectSummaries(db, userId), userId, input).select(column.as('sort_value')),
    input,
    start.place,
  )
    .orderBy(column, direction)
    .orderBy('media.id', direction)
    .limit(input.limit + 1)
    .offset(start.skip)
    .execute();
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const nextCursor =
    rows.length > page.length && last ? JSON.stringify([input.sort, last.sort_value, last.id]) : null;
  return { rows: page, nextCursor };
}

/** Rows behind a place of the order; all of them where it is null. */
function behind<Row>(
  query: SelectQueryBuilder<Schema, 'media', Row>,
  { sort, descending }: ListInput,
  place: Place | null,
) {
  if (place === null) return query;
  const column = sortColumns[sort];
  const [before, past] = descending ? [sql`<=`, sql`<`] : [sql`>=`, sql`>`];
  return query.where(
    sql<boolean>`${column} ${before} ${place.value} AND (${column} ${past} ${place.value} OR media.id ${past} ${place.id})`,
  );
}

/** For anchors: reads nothing but the order, so that an index alone answers. */
async function rowAfter(
  db: Db,
  userId: number,
  input: ListInput,
  place: Place | null,
  skip: number,
): Promise<Place | null> {
  const column = sortColumns[input.sort];
  const direction = input.descending ? 'desc' : 'asc';
  const row = await behind(filtered(orderOnly(db, userId, input), userId, input), input, place)
    .clearSelect()
    .select(['media.id', column.as('value')])
    .orderBy(column, direction)
    .orderBy('media.id', direction)
    .limit(1)
    .offset(skip)
    .executeTakeFirst();
  return row ?? null;
}

function anchorKey(userId: number, { filter, sort, descending }: ListInput): string {
  return JSON.stringify([userId, filter, sort, descending]);
}

/** Titles, joined with the own reviews only where filter or order ask for them. */
function orderOnly(db: Db, userId: number, { filter, sort }: Pick<ListInput, 'filter' | 'sort'>): Query {
  const asksOwn = filter.shelf === 'rated' || filter.shelf === 'unrated' || sort === 'mine';
  return db
    .selectFrom('media')
    .$if(asksOwn, (query) =>
      query.leftJoin('reviews as own', (join) =>
        join
          .onRef('own.media_id', '=', 'media.id')
          .on('own.user_id', '=', userId)
          .on('own.deleted_at', 'is', null),
      ),
    )
    .where('media.deleted_at', 'is', null) as unknown as Query;
}

/** How many titles the list holds: those of the filter, or among them those that the profile rated. */
export async function countTitles(
  db: Db,
  userId: number,
  order: Pick<ListInput, 'filter' | 'sort'>,
): Promise<number> {
  const row = await filtered(orderOnly(db, userId, order), userId, order)
    .clearSelect()
    .select((is) => is.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

function filtered(query: Query, userId: number, { filter, sort }: Pick<ListInput, 'filter' | 'sort'>): Query {
  const { kind, genre, creator, yearFrom, yearTo, ratingFrom, ratingTo, shelf } = filter;
  let result = query;
  const only = (condition: ReturnType<typeof sql<boolean>>) => void (result = result.where(condition));
  if (sort === 'mine') only(sql`own.rating IS NOT NULL`);
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

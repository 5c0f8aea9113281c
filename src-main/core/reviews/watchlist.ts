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
  // What a title is shown with is read for the page alone, not for all that is sorted.
  const rows = await waiting(db, userId, kind)
    .select(['media.id', 'watchlist.created_at as added_at', 'media.runtime', column.as('sort_value')])
    .$if(after !== undefined, (page) =>
      page.where(sql<boolean>`(${column}, watchlist.media_id) ${past} (${after?.value}, ${after?.id})`),
    )
    .orderBy(column, direction)
    .orderBy('watchlist.media_id', direction)
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const summaries = await selectSummaries(db, userId)
    .where('media.id', 'in', page.map(({ id }) => id))
    .execute(); // prettier-ignore
  const byId = new Map(summaries.map((row) => [row.id, rowToSummary(row)]));
  return {
    items: page.flatMap(({ id, added_at: addedAt, runtime }) => {
      const summary = byId.get(id);
      return summary ? [{ ...summary, addedAt, runtime }] : [];
    }),
    nextCursor: rows.length > limit && last ? JSON.stringify([sort, last.sort_value, last.id]) : null,
    total: cursor === null ? await count(db, userId, kind) : null,
  };
}

/** Each is as likely as another. */
export async function pickFromWatchlist(
  db: Db,
  userId: number,
  { kind, except }: HandlerInput<'watchlist.pick'>,
): Promise<MethodOutput<'watchlist.pick'>> {
  const picked = await waiting(db, userId, kind)
    .select('media.id')
    .orderBy(sql`media.id = ${except ?? 0}, random()`)
    .limit(1)
    .executeTakeFirst();
  if (!picked) return null;
  const row = await selectSummaries(db, userId).where('media.id', '=', picked.id).executeTakeFirst();
  return row ? rowToSummary(row) : null;
}

async function count(db: Db, userId: number, kind: Input['kind']): Promise<number> {
  const row = await waiting(db, userId, kind)
    .select((is) => is.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

function waiting(db: Db, userId: number, kind: Input['kind']) {
  return db
    .selectFrom('watchlist')
    .crossJoin('media')
    .whereRef('media.id', '=', 'watchlist.media_id')
    .where('watchlist.user_id', '=', userId)
    .where('watchlist.deleted_at', 'is', null)
    .where('media.deleted_at', 'is', null)
    .$if(kind !== undefined, (rows) => rows.where('media.kind', '=', kind ?? 'movie'));
}

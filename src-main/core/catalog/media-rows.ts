// Reading titles: the columns that a summary needs, with what the asking profile holds of each, in one query.
import type Database from 'better-sqlite3';
import { sql, type SelectQueryBuilder } from 'kysely';
import type { MediaId } from '#shared/api/contract.ts';
import type { MediaSummary } from '#shared/api/catalog.ts';
import type { MediaReference } from '#shared/api/reviews.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import type { Rating } from '#shared/domain/rating.ts';
import type { Db } from '../db/db.ts';
import type { Schema } from '../db/schema.ts';

export interface SummaryRow {
  readonly id: number;
  readonly uid: Buffer;
  readonly kind: MediaKind;
  readonly title: string;
  readonly year: number | null;
  readonly creator: string | null;
  readonly rating_count: number;
  readonly rating_sum: number;
  readonly weighted_rating: number;
  /** JSON array of names in the title's own order. */
  readonly genres: string;
  readonly my_review: number | null;
  readonly my_rating: number | null;
  readonly my_favorite: 0 | 1;
  readonly my_watchlist: 0 | 1;
}

/** Titles that are not deleted, as summaries for one profile. Callers add conditions, order and limit. */
export function selectSummaries(db: Db, userId: number): SelectQueryBuilder<Schema, 'media', SummaryRow> {
  return db
    .selectFrom('media')
    .leftJoin('reviews as own', (join) =>
      join
        .onRef('own.media_id', '=', 'media.id')
        .on('own.user_id', '=', userId)
        .on('own.deleted_at', 'is', null),
    )
    .where('media.deleted_at', 'is', null)
    .select(['media.id', 'media.uid', 'media.kind', 'media.title', 'media.year', 'media.creator'])
    .select(['media.rating_count', 'media.rating_sum', 'media.weighted_rating'])
    .select(['own.id as my_review', 'own.rating as my_rating'])
    .select([
      sql<string>`(SELECT json_group_array(name) FROM (
        SELECT name FROM media_genres JOIN genres ON genres.id = genre_id WHERE media_id = media.id ORDER BY position))`.as(
        'genres',
      ),
      onShelf('favorites', userId).as('my_favorite'),
      onShelf('watchlist', userId).as('my_watchlist'),
    ]);
}

/** Summaries of these titles, in this order, by one statement that is prepared once. Titles that are gone are left out. */
export function createSummaryReader(
  db: Db,
  sqlite: Database.Database,
): (ids: readonly number[], userId: number) => MediaSummary[] {
  const asked = { user: -1, ids: 'ids' } as const;
  const query = selectSummaries(db, asked.user)
    .where(sql<boolean>`media.id IN (SELECT value FROM json_each(${asked.ids}))`)
    .compile();
  const statement = sqlite.prepare<unknown[], SummaryRow>(query.sql);
  return (ids, userId) => {
    if (ids.length === 0) return [];
    const given = new Map<unknown, unknown>([
      [asked.user, userId],
      [asked.ids, JSON.stringify(ids)],
    ]);
    const rows = statement.all(...query.parameters.map((parameter) => given.get(parameter) ?? parameter));
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => {
      const row = byId.get(id);
      return row === undefined ? [] : rowToSummary(row);
    });
  };
}

/** True for a title that is on the profile's shelf. */
export function onShelf(shelf: 'favorites' | 'watchlist', userId: number) {
  return sql<0 | 1>`EXISTS (
    SELECT 1 FROM ${sql.table(shelf)} AS shelf WHERE shelf.user_id = ${userId} AND shelf.media_id = media.id AND shelf.deleted_at IS NULL)`;
}

export function rowToSummary(row: SummaryRow): MediaSummary {
  return {
    ...rowToReference(row),
    genres: JSON.parse(row.genres) as string[],
    averageRating: row.rating_count === 0 ? null : row.rating_sum / row.rating_count,
    ratingCount: row.rating_count,
    mine: {
      rating: row.my_rating as Rating | null,
      reviewed: row.my_review !== null,
      favorite: row.my_favorite === 1,
      watchlist: row.my_watchlist === 1,
    },
  };
}

export function rowToReference(
  row: Pick<SummaryRow, 'id' | 'uid' | 'kind' | 'title' | 'year' | 'creator'>,
): MediaReference {
  return {
    id: row.id as MediaId,
    uid: row.uid.toString('hex'),
    kind: row.kind,
    title: row.title,
    year: row.year,
    creator: row.creator,
  };
}

// The rating totals that every title carries: changed one by one by the transaction that changes a rating, or
// counted anew where many went at once.
import type Database from 'better-sqlite3';
import { sql } from 'kysely';
import { ratingPrior } from '#shared/domain/rating.ts';
import type { Db } from '../db/db.ts';

/** Adds a change to a title's totals in place: `count` and `sum` may be negative. */
export function createTotalsWriter(
  sqlite: Database.Database,
): (mediaId: number, count: number, sum: number) => void {
  const add = sqlite.prepare(
    `UPDATE media SET rating_count = rating_count + @count, rating_sum = rating_sum + @sum,
       weighted_rating = ${weighted('rating_sum + @sum', 'rating_count + @count')}
     WHERE id = @mediaId`,
  );
  return (mediaId, count, sum) => void add.run({ mediaId, count, sum });
}

/** Counts the totals of one title anew from its reviews, for loops over many. */
export function createRecount(sqlite: Database.Database): (mediaId: number) => void {
  const recount = sqlite.prepare(
    `UPDATE media SET (rating_count, rating_sum, weighted_rating) = (
       SELECT count(rating), coalesce(sum(rating), 0), ${weighted('sum(rating)', 'count(rating)')}
       FROM reviews WHERE media_id = @mediaId AND deleted_at IS NULL
     ) WHERE id = @mediaId`,
  );
  return (mediaId) => void recount.run({ mediaId });
}

/** Titles whose totals aren't those of their reviews. */
export function titlesWithWrongTotals(
  sqlite: Database.Database,
): { readonly id: number; readonly title: string; readonly said: number; readonly counted: number }[] {
  return sqlite
    .prepare<[], { id: number; title: string; said: number; counted: number }>(
      `SELECT id, title, rating_count AS said, coalesce(counted, 0) AS counted
       FROM media LEFT JOIN (
         SELECT media_id, count(rating) AS counted, sum(rating) AS summed FROM reviews WHERE deleted_at IS NULL GROUP BY media_id
       ) ON media_id = media.id
       WHERE rating_count <> coalesce(counted, 0) OR rating_sum <> coalesce(summed, 0)
         OR abs(weighted_rating - ${weighted('coalesce(summed, 0)', 'coalesce(counted, 0)')}) > 1e-9`,
    )
    .all();
}

/** Counts the totals of these titles anew from their reviews. */
export async function recountAllOf(tx: Db, mediaIds: readonly number[]): Promise<void> {
  for (let start = 0; start < mediaIds.length; start += 500) {
    const ids = mediaIds.slice(start, start + 500);
    await sql`
      UPDATE media SET (rating_count, rating_sum, weighted_rating) = (
        SELECT count(rating), coalesce(sum(rating), 0), ${sql.raw(weighted('sum(rating)', 'count(rating)'))}
        FROM reviews WHERE media_id = media.id AND deleted_at IS NULL
      ) WHERE id IN (${sql.join(ids)})`.execute(tx);
  }
}

/** SQL of the Bayesian mean; 0 while nobody has rated. */
function weighted(sum: string, count: string): string {
  return `iif(${count} = 0, 0, (${sum} + ${ratingPrior.count * ratingPrior.mean}.0) / (${count} + ${ratingPrior.count}))`;
}

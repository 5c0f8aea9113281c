// What is going on here: plays and reviews of everybody, each counting half as much after every week. Looks at the
// newest rows only, so that a million old ones cost nothing.
import { sql } from 'kysely';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import type { Db } from '../db/db.ts';

const halfLifeDays = 7;
const longestDays = 56;
/** Rows of either table that are looked at. */
const mostRows = 5000;

/** Heat by media id, hottest first. A play counts by the day it was on, a review by when it was first written. */
export async function hottest(
  db: Db,
  now: Date,
  kind: MediaKind | undefined,
  limit: number,
): Promise<ReadonlyMap<number, number>> {
  const until = now.toISOString();
  const since = new Date(now.getTime() - longestDays * 86_400_000).toISOString();
  const { rows } = await sql<{ media_id: number; heat: number }>`
    WITH happened (media_id, moment) AS (
      SELECT media_id, created_at FROM (SELECT * FROM reviews ORDER BY id DESC LIMIT ${mostRows}) WHERE deleted_at IS NULL
      UNION ALL
      SELECT media_id, coalesce(played_at, played_on) FROM (SELECT * FROM plays ORDER BY id DESC LIMIT ${mostRows})
      WHERE deleted_at IS NULL AND (played_at IS NOT NULL OR length(played_on) = 10)
    )
    SELECT media_id, sum(pow(0.5, max(julianday(${until}) - julianday(moment), 0) / ${halfLifeDays})) AS heat
    FROM happened JOIN media ON media.id = media_id
    WHERE moment >= ${since} AND moment <= ${until} AND media.deleted_at IS NULL
      ${kind === undefined ? sql`` : sql`AND media.kind = ${kind}`}
    GROUP BY media_id ORDER BY heat DESC, media_id DESC LIMIT ${limit}`.execute(db);
  return new Map(rows.map((row) => [row.media_id, row.heat]));
}

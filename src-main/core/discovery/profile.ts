// What one profile holds of titles, as discovery needs it: read at each request, so that a rating counts at once.
import { sql } from 'kysely';
import type { Db } from '../db/db.ts';
import type { Signal } from './signals.ts';

export interface Profile {
  readonly signals: ReadonlyMap<number, Signal>;
  /** Reviewed, played or dismissed: never suggested. */
  readonly excluded: ReadonlySet<number>;
  readonly watchlist: ReadonlySet<number>;
}

export async function readProfile(db: Db, userId: number): Promise<Profile> {
  const { rows } = await sql<{ what: number; media_id: number; rating: number | null }>`
    SELECT 0 AS what, media_id, rating FROM reviews WHERE user_id = ${userId} AND deleted_at IS NULL
    UNION ALL SELECT DISTINCT 1, media_id, NULL FROM plays WHERE user_id = ${userId} AND deleted_at IS NULL
    UNION ALL SELECT 2, media_id, NULL FROM favorites WHERE user_id = ${userId} AND deleted_at IS NULL
    UNION ALL SELECT 3, media_id, NULL FROM watchlist WHERE user_id = ${userId} AND deleted_at IS NULL
    UNION ALL SELECT 4, media_id, NULL FROM dismissed WHERE user_id = ${userId} AND deleted_at IS NULL`.execute(
    db,
  );
  const signals = new Map<number, Signal>();
  const excluded = new Set<number>();
  const watchlist = new Set<number>();
  for (const { what, media_id: mediaId, rating } of rows) {
    if (what === 3) watchlist.add(mediaId);
    else if (what === 2)
      signals.set(mediaId, { rating: signals.get(mediaId)?.rating ?? null, favorite: true });
    else excluded.add(mediaId);
    if (what < 2 && (rating !== null || what === 1)) {
      signals.set(mediaId, { rating: signals.get(mediaId)?.rating ?? rating, favorite: false });
    }
  }
  return { signals, excluded, watchlist };
}

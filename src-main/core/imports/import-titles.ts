// Titles as plans and rows of imports show them.
import type { MediaId } from '#shared/api/contract.ts';
import type { ImportTitleGlance } from '#shared/api/import-plans.ts';
import type { Db } from '../db/db.ts';

export type TitleGlances = ReadonlyMap<number, ImportTitleGlance>;

/** SQLite takes some thousand parameters at a time. */
const portion = 1000;

/** Those that are there; deleted ones are not. */
export async function glancesOf(db: Db, ids: readonly number[]): Promise<TitleGlances> {
  const wanted = [...new Set(ids)];
  const glances = new Map<number, ImportTitleGlance>();
  for (let at = 0; at < wanted.length; at += portion) {
    const rows = await db
      .selectFrom('media')
      .select(['id', 'title', 'year', 'kind', 'creator', 'rating_count'])
      .where('id', 'in', wanted.slice(at, at + portion))
      .where('deleted_at', 'is', null)
      .execute();
    for (const { rating_count: ratingCount, id, ...title } of rows)
      glances.set(id, { ...title, id: id as MediaId, ratingCount });
  }
  return glances;
}

// Everything that a title's page shows.
import { sql } from 'kysely';
import type { Media } from '#shared/api/catalog.ts';
import type { Db } from '../db/db.ts';
import { isModerator, type Person } from '../dispatch.ts';
import { rowToSummary, selectSummaries } from './media-rows.ts';

/** Undefined where there is no such title, or it is deleted. */
export async function mediaDetails(db: Db, id: number, person: Person): Promise<Media | undefined> {
  const row = await selectSummaries(db, person.id)
    .where('media.id', '=', id)
    .select(['media.slug', 'media.runtime', 'media.description', 'media.disambiguator', 'media.added_by'])
    .select(['media.created_at', 'media.updated_at'])
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    ...rowToSummary(row),
    slug: row.slug,
    runtime: row.runtime,
    description: row.description,
    disambiguator: row.disambiguator,
    weightedRating: row.weighted_rating,
    externalIds: await externalIdsOf(db, id),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    histogram: await histogramOf(db, id),
    editable: row.added_by === person.id || isModerator(person),
  };
}

/** Every id that the title has elsewhere, by source. */
export async function externalIdsOf(db: Db, id: number): Promise<Media['externalIds']> {
  const rows = await db
    .selectFrom('external_ids')
    .select(['source', 'value'])
    .where('media_id', '=', id)
    .orderBy('value')
    .execute();
  const grouped = Map.groupBy(rows, (row) => row.source);
  return Object.fromEntries([...grouped].map(([source, ids]) => [source, ids.map((row) => row.value)]));
}

/** How many ratings fell on each whole point from 1 to 10. */
async function histogramOf(db: Db, id: number): Promise<number[]> {
  const rows = await db
    .selectFrom('reviews')
    .select((is) => [sql<number>`rating / 10`.as('point'), is.fn.countAll<number>().as('count')])
    .where('media_id', '=', id)
    .where('rating', 'is not', null)
    .where('deleted_at', 'is', null)
    .groupBy('point')
    .execute();
  const histogram = Array.from({ length: 10 }, () => 0);
  for (const { point, count } of rows) histogram[point - 1] = count;
  return histogram;
}

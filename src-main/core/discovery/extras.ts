// Facts of titles that the model doesn't know: those added since it was built, and what a profile rated of others.
import { sql } from 'kysely';
import { mediaKinds, type MediaKind } from '#shared/domain/media-kind.ts';
import type { Db } from '../db/db.ts';
import { creatorHash, seriesHash } from './series.ts';
import type { Facts } from './taste.ts';

const mostNewer = 200;
const mostRated = 500;

interface Row {
  readonly id: number;
  readonly kind: MediaKind;
  readonly title: string;
  readonly year: number | null;
  readonly creator: string | null;
  readonly runtime: number | null;
  readonly weighted_rating: number;
  readonly genres: string;
}

/** Genres that the model doesn't know are numbered on from its own; `genreCount` says how many there are then. */
export async function readExtras(
  db: Db,
  lastMediaId: number,
  unknown: readonly number[],
  genreNames: readonly string[],
): Promise<{ readonly facts: Facts[]; readonly genres: readonly string[] }> {
  const ids = unknown.slice(-mostRated);
  const { rows } = await sql<Row>`
    SELECT id, kind, title, year, creator, runtime, weighted_rating, (SELECT json_group_array(name) FROM (
      SELECT name FROM media_genres JOIN genres ON genres.id = genre_id WHERE media_id = media.id ORDER BY position)) AS genres
    FROM media WHERE deleted_at IS NULL AND id IN (
      SELECT value FROM json_each(${JSON.stringify(ids)})
      UNION SELECT id FROM (SELECT id FROM media WHERE id > ${lastMediaId} ORDER BY id DESC LIMIT ${mostNewer}))
    ORDER BY id`.execute(db);
  const index = new Map(genreNames.map((name, position) => [name, position]));
  const facts = rows.map((row) => ({
    mediaId: row.id,
    kind: mediaKinds.indexOf(row.kind),
    year: row.year ?? 0,
    runtime: row.runtime ?? 0,
    genres: (JSON.parse(row.genres) as string[]).map((name) => {
      const known = index.get(name) ?? index.size;
      index.set(name, known);
      return known;
    }),
    creator: creatorHash(row.creator),
    series: seriesHash(row.title),
    likes: 0,
    weightedRating: row.weighted_rating,
  }));
  return { facts, genres: [...index.keys()] };
}

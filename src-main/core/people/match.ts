// What two people's reviews say of each other's taste.
import { sql } from 'kysely';
import { leastShared, type TasteMatch } from '#shared/api/people.ts';
import type { MediaReference } from '#shared/api/reviews.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { rowToReference } from '../catalog/media-rows.ts';
import type { Db } from '../db/db.ts';
import { similarityOf } from './similarity.ts';

const loved = 80;
const far = 20;
const most = 12;
const mostGenres = 8;

interface Pair {
  readonly mediaId: number;
  readonly own: Rating;
  readonly theirs: Rating;
}

interface Loved {
  readonly mediaId: number;
  readonly rating: Rating;
}

export async function matchOf(db: Db, own: number, theirs: number): Promise<Omit<TasteMatch, 'person'>> {
  const pairs = await sharedRatings(db, own, theirs);
  const ownAll = await ratingsOf(db, own);
  const theirAll = await ratingsOf(db, theirs);
  const favorites = pairs
    .filter((pair) => pair.own >= loved && pair.theirs >= loved)
    .sort((one, other) => other.own + other.theirs - one.own - one.theirs || one.mediaId - other.mediaId)
    .slice(0, most);
  const disagreements = pairs
    .filter((pair) => distanceOf(pair) >= far)
    .sort((one, other) => distanceOf(other) - distanceOf(one) || one.mediaId - other.mediaId)
    .slice(0, most);
  const fromThem = await lovedByOne(db, { lover: theirs, other: own, asksOwnDiary: true });
  const forThem = await lovedByOne(db, { lover: own, other: theirs, asksOwnDiary: false });
  const media = await referencesById(
    db,
    [...favorites, ...disagreements, ...fromThem, ...forThem].map(({ mediaId }) => mediaId),
  );
  const withMedia = <T extends { readonly mediaId: number }>({ mediaId, ...rest }: T) => {
    const reference = media.get(mediaId);
    return reference ? [{ media: reference, ...rest }] : [];
  };
  return {
    shared: pairs.length,
    own: ownAll.count,
    theirs: theirAll.count,
    similarity:
      pairs.length < leastShared ? null : similarityOf(pairs, { own: ownAll.mean, theirs: theirAll.mean }),
    means:
      pairs.length === 0
        ? null
        : { own: mean(pairs.map((pair) => pair.own)), theirs: mean(pairs.map((pair) => pair.theirs)) },
    apart: apart(pairs),
    genres: await sharedGenres(db, own, theirs),
    favorites: favorites.flatMap(withMedia),
    disagreements: disagreements.flatMap(withMedia),
    fromThem: fromThem.flatMap(withMedia),
    forThem: forThem.flatMap(withMedia),
  };
}

/** The titles that both rated: one look by key for each review of the first. */
const bothRated = (own: number, theirs: number) => sql`
  FROM reviews AS a
  CROSS JOIN reviews AS b ON b.user_id = ${theirs} AND b.media_id = a.media_id
  CROSS JOIN media ON media.id = a.media_id
  WHERE a.user_id = ${own} AND a.rating IS NOT NULL AND b.rating IS NOT NULL
    AND a.deleted_at IS NULL AND b.deleted_at IS NULL AND media.deleted_at IS NULL`;

async function sharedRatings(db: Db, own: number, theirs: number): Promise<readonly Pair[]> {
  const { rows } = await sql<Pair>`
    SELECT a.media_id AS mediaId, a.rating AS own, b.rating AS theirs ${bothRated(own, theirs)}`.execute(db);
  return rows;
}

async function sharedGenres(db: Db, own: number, theirs: number): Promise<TasteMatch['genres']> {
  const { rows } = await sql<TasteMatch['genres'][number]>`
    SELECT genres.name, count(*) AS titles, avg(shared.own) AS own, avg(shared.theirs) AS theirs
    FROM (SELECT a.media_id, a.rating AS own, b.rating AS theirs ${bothRated(own, theirs)}) AS shared
    JOIN media_genres ON media_genres.media_id = shared.media_id JOIN genres ON genres.id = genre_id
    GROUP BY genres.id HAVING count(*) > 1 ORDER BY titles DESC, genres.name LIMIT ${mostGenres}`.execute(db);
  return rows;
}

async function ratingsOf(db: Db, userId: number): Promise<{ count: number; mean: number }> {
  const { rows } = await sql<{ count: number; mean: number | null }>`
    SELECT count(*) AS count, avg(rating) AS mean FROM reviews JOIN media ON media.id = media_id
    WHERE user_id = ${userId} AND rating IS NOT NULL
      AND reviews.deleted_at IS NULL AND media.deleted_at IS NULL`.execute(db);
  const [row] = rows;
  return { count: row?.count ?? 0, mean: row?.mean ?? 0 };
}

interface LovedByOne {
  readonly lover: number;
  readonly other: number;
  /** `other` is the session's own profile, whose diary may be asked; another's is nobody else's business. */
  readonly asksOwnDiary: boolean;
}

/** What one loves and the other has no review of. */
async function lovedByOne(db: Db, { lover, other, asksOwnDiary }: LovedByOne): Promise<readonly Loved[]> {
  const unplayed = sql`AND NOT EXISTS (
    SELECT 1 FROM plays WHERE plays.user_id = ${other} AND plays.media_id = a.media_id AND plays.deleted_at IS NULL)`;
  const { rows } = await sql<Loved>`
    SELECT a.media_id AS mediaId, a.rating FROM reviews AS a JOIN media ON media.id = a.media_id
    WHERE a.user_id = ${lover} AND a.rating >= ${loved} AND a.deleted_at IS NULL AND media.deleted_at IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM reviews AS b WHERE b.user_id = ${other} AND b.media_id = a.media_id AND b.deleted_at IS NULL)
      ${asksOwnDiary ? unplayed : sql``}
    ORDER BY a.rating DESC, media.weighted_rating DESC, a.media_id LIMIT ${most}`.execute(db);
  return rows;
}

async function referencesById(
  db: Db,
  mediaIds: readonly number[],
): Promise<ReadonlyMap<number, MediaReference>> {
  const rows = await db
    .selectFrom('media')
    .select(['id', 'uid', 'kind', 'title', 'year', 'creator'])
    .where('id', 'in', mediaIds)
    .execute();
  return new Map(rows.map((row) => [row.id, rowToReference(row)]));
}

function apart(pairs: readonly Pair[]): number[] {
  const counts = Array.from({ length: 10 }, () => 0);
  for (const pair of pairs) {
    const points = Math.floor(distanceOf(pair) / 10);
    counts[points] = (counts[points] ?? 0) + 1;
  }
  return counts;
}

function distanceOf({ own, theirs }: Pair): number {
  return Math.abs(own - theirs);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

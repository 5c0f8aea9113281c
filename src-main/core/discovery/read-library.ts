// Reads, on the worker's own connection, what the model is made of: interactions of everybody, the titles they are
// about, and a choice of untried titles of every kind and genre. Bounded: the 20,000 titles with most interactions and
// some thousand untried ones.
import type Database from 'better-sqlite3';
import { mediaKinds, type MediaKind } from '#shared/domain/media-kind.ts';
import type { Library } from './build.ts';
import type { Fingerprint, Titles } from './model.ts';
import { creatorHash, seriesHash } from './series.ts';
import { starsOf } from './signals.ts';

const mostTouched = 20_000;
const mostUntried = 8000;
const untriedPerGenre = 60;
const untriedPerKind = 200;

/** Tells whether to go on; asked now and then. Throws to stop. */
export type Pause = () => void;

export function readFingerprint(sqlite: Database.Database): Fingerprint {
  const [ratings = 0, ratingSum = 0] = numbers(
    sqlite,
    'SELECT count(rating), coalesce(sum(rating), 0) FROM reviews WHERE deleted_at IS NULL',
  );
  const [plays = 0] = numbers(sqlite, 'SELECT count(*) FROM plays WHERE deleted_at IS NULL');
  const [favorites = 0] = numbers(sqlite, 'SELECT count(*) FROM favorites WHERE deleted_at IS NULL');
  const [titles = 0] = numbers(sqlite, 'SELECT count(*) FROM media WHERE deleted_at IS NULL');
  return { ratings, ratingSum, plays, favorites, titles };
}

export function readLibrary(sqlite: Database.Database, pause: Pause): Library {
  sqlite.exec('BEGIN');
  try {
    const fingerprint = readFingerprint(sqlite);
    const [lastMediaId = 0] = numbers(sqlite, 'SELECT coalesce(max(id), 0) FROM media');
    const stars = readStars(sqlite, pause);
    const live = sqlite
      .prepare<[number], number>('SELECT 1 FROM media WHERE id = ? AND deleted_at IS NULL')
      .pluck();
    const touched = [...stars]
      .sort(([one, its], [other, others]) => others.size - its.size || one - other)
      .filter(([mediaId]) => live.get(mediaId) !== undefined)
      .slice(0, mostTouched);
    pause();
    const mediaIds = touched.map(([mediaId]) => mediaId);
    const untried = readUntried(sqlite, new Set(mediaIds));
    pause();
    const { titles, genres } = readTitles(sqlite, [...mediaIds, ...untried]);
    return {
      fingerprint,
      lastMediaId,
      genres,
      titles: { ...titles, likes: likesOf(touched, titles.mediaId.length) },
      touched: touched.length,
      interactions: interactionsOf(touched),
    };
  } finally {
    sqlite.exec('COMMIT');
  }
}

type Stars = ReadonlyMap<number, ReadonlyMap<number, number>>;

/** Stars by title and person. A rating says more than a favourite, and that more than a play. */
function readStars(sqlite: Database.Database, pause: Pause): Stars {
  const stars = new Map<number, Map<number, number>>();
  let seen = 0;
  const read = (query: string, value: (rating: number) => number) => {
    for (const row of sqlite.prepare<[], [number, number, number]>(query).raw().iterate()) {
      const [userId, mediaId, rating] = row;
      let people = stars.get(mediaId);
      if (!people) stars.set(mediaId, (people = new Map()));
      if (!people.has(userId)) people.set(userId, value(rating));
      if (++seen % 20_000 === 0) pause();
    }
  };
  read(
    'SELECT user_id, media_id, rating FROM reviews WHERE deleted_at IS NULL AND rating IS NOT NULL',
    (rating) => starsOf({ rating, favorite: false }),
  );
  read('SELECT user_id, media_id, 0 FROM favorites WHERE deleted_at IS NULL', () =>
    starsOf({ rating: null, favorite: true }),
  );
  read('SELECT DISTINCT user_id, media_id, 0 FROM plays WHERE deleted_at IS NULL', () =>
    starsOf({ rating: null, favorite: false }),
  );
  return stars;
}

function interactionsOf(
  touched: readonly (readonly [number, ReadonlyMap<number, number>])[],
): Library['interactions'] {
  const size = touched.reduce((sum, [, people]) => sum + people.size, 0);
  const person = new Uint32Array(size);
  const title = new Uint32Array(size);
  const stars = new Float32Array(size);
  const rows = new Map<number, number>();
  // People are numbered in order of id, so that the same ratings give the same model to the last bit.
  const ids = new Set(touched.flatMap(([, people]) => [...people.keys()]));
  for (const userId of [...ids].sort((one, other) => one - other)) rows.set(userId, rows.size);
  let next = 0;
  for (const [position, [, people]] of touched.entries()) {
    for (const [userId, value] of people) {
      person[next] = rows.get(userId) ?? 0;
      title[next] = position;
      stars[next] = value;
      next++;
    }
  }
  return { people: rows.size, person, title, stars };
}

function likesOf(
  touched: readonly (readonly [number, ReadonlyMap<number, number>])[],
  count: number,
): Titles['likes'] {
  const likes = new Uint32Array(count);
  for (const [position, [, people]] of touched.entries()) {
    for (const value of people.values()) if (value >= 3.5) likes[position] = (likes[position] ?? 0) + 1;
  }
  return likes;
}

/** Titles that nobody has rated: the newest of each kind and genre. */
function readUntried(sqlite: Database.Database, touched: ReadonlySet<number>): number[] {
  const chosen = new Set<number>();
  const take = (mediaIds: readonly number[]) => {
    for (const mediaId of mediaIds) {
      if (chosen.size < mostUntried && !touched.has(mediaId)) chosen.add(mediaId);
    }
  };
  const ofKind = sqlite
    .prepare<[MediaKind, number], number>(
      'SELECT id FROM media WHERE kind = ? AND weighted_rating = 0 AND deleted_at IS NULL ORDER BY id DESC LIMIT ?',
    )
    .pluck();
  for (const kind of mediaKinds) take(ofKind.all(kind, untriedPerKind));
  const ofGenre = sqlite
    .prepare<[number, number], number>(
      `SELECT media.id FROM media_genres JOIN media ON media.id = media_id
       WHERE genre_id = ? AND weighted_rating = 0 AND deleted_at IS NULL ORDER BY media_id DESC LIMIT ?`,
    )
    .pluck();
  const genres = sqlite.prepare<[], number>('SELECT id FROM genres ORDER BY id LIMIT 500').pluck().all();
  for (const genreId of genres) take(ofGenre.all(genreId, untriedPerGenre));
  return [...chosen].sort((one, other) => one - other);
}

interface MediaRow {
  readonly kind: MediaKind;
  readonly title: string;
  readonly year: number | null;
  readonly creator: string | null;
  readonly runtime: number | null;
  readonly rating_count: number;
  readonly weighted_rating: number;
}

function readTitles(
  sqlite: Database.Database,
  mediaIds: readonly number[],
): { readonly titles: Omit<Titles, 'likes'>; readonly genres: readonly string[] } {
  const count = mediaIds.length;
  const select = sqlite.prepare<[number], MediaRow>(
    'SELECT kind, title, year, creator, runtime, rating_count, weighted_rating FROM media WHERE id = ?',
  );
  const selectGenres = sqlite
    .prepare<[number], string>(
      'SELECT name FROM media_genres JOIN genres ON genres.id = genre_id WHERE media_id = ? ORDER BY position',
    )
    .pluck();
  const genreIndex = new Map<string, number>();
  const genreOf: number[] = [];
  const titles = {
    mediaId: Float64Array.from(mediaIds),
    kind: new Uint16Array(count),
    year: new Uint16Array(count),
    runtime: new Uint16Array(count),
    ratingCount: new Uint32Array(count),
    weightedRating: new Float32Array(count),
    genreStart: new Uint32Array(count + 1),
    creator: new Uint32Array(count),
    series: new Uint32Array(count),
  };
  for (const [j, mediaId] of mediaIds.entries()) {
    const row = select.get(mediaId);
    if (!row) throw new Error('a title left in the middle of a read transaction');
    titles.kind[j] = mediaKinds.indexOf(row.kind);
    titles.year[j] = row.year ?? 0;
    titles.runtime[j] = row.runtime ?? 0;
    titles.ratingCount[j] = row.rating_count;
    titles.weightedRating[j] = row.weighted_rating;
    titles.creator[j] = creatorHash(row.creator);
    titles.series[j] = seriesHash(row.title);
    for (const name of selectGenres.all(mediaId)) {
      const known = genreIndex.get(name) ?? genreIndex.size;
      genreIndex.set(name, known);
      genreOf.push(known);
    }
    titles.genreStart[j + 1] = genreOf.length;
  }
  return { titles: { ...titles, genreOf: Uint16Array.from(genreOf) }, genres: [...genreIndex.keys()] };
}

function numbers(sqlite: Database.Database, query: string): number[] {
  return sqlite.prepare<[], number[]>(query).raw().get() ?? [];
}

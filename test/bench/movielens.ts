// MovieLens small as the recommendation bench uses it: who rated what, the split of PROTOCOL.md, its two figures, and a
// database of Mediary's own that holds the training part.
import type Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import papa from 'papaparse';
import { ratingPrior } from '#shared/domain/rating.ts';

export interface RatingLine {
  readonly userId: number;
  readonly movieId: number;
  readonly stars: number;
}

export interface Movie {
  readonly movieId: number;
  readonly title: string;
  readonly year: number | null;
  readonly genres: readonly string[];
}

export interface MovieLens {
  readonly ratings: readonly RatingLine[];
  readonly movies: readonly Movie[];
}

export interface Split {
  readonly train: readonly RatingLine[];
  /** Held-out titles rated 4 or more, by user; nobody without one. */
  readonly relevant: ReadonlyMap<number, ReadonlySet<number>>;
}

export interface Quality {
  readonly ndcg10: number;
  readonly recall20: number;
}

export function readMovieLens(folder: string): MovieLens {
  const ratings = rowsOf(join(folder, 'ratings.csv')).map(([user, movie, stars]) => ({
    userId: Number(user),
    movieId: Number(movie),
    stars: Number(stars),
  }));
  const movies = rowsOf(join(folder, 'movies.csv')).map(([movie, name = '', genres = '']) => {
    const match = /^(.*?)\s*\((\d{4})\)\s*$/u.exec(name);
    return {
      movieId: Number(movie),
      title: match?.[1] ?? name,
      year: match ? Number(match[2]) : null,
      genres: genres.split('|').filter((genre) => genre !== '(no genres listed)'),
    };
  });
  return { ratings, movies };
}

export function splitBy(salt: string, { ratings }: MovieLens): Split {
  const train: RatingLine[] = [];
  const relevant = new Map<number, Set<number>>();
  for (const line of ratings) {
    if (fnv1a(`${salt}:${line.userId}:${line.movieId}`) % 5 !== 0) train.push(line);
    else if (line.stars >= 4) {
      const known = relevant.get(line.userId) ?? new Set();
      relevant.set(line.userId, known.add(line.movieId));
    }
  }
  return { train, relevant };
}

/** Means over the users with relevant titles. `topOf` gives the movie ids of a user's first twenty. */
export function qualityOf({ relevant }: Split, topOf: (userId: number) => readonly number[]): Quality {
  let ndcg = 0;
  let recall = 0;
  for (const [userId, wanted] of relevant) {
    const hits = topOf(userId)
      .slice(0, 20)
      .map((movieId) => wanted.has(movieId));
    const gain = hits.slice(0, 10).reduce((sum, hit, place) => sum + (hit ? 1 / Math.log2(place + 2) : 0), 0);
    let ideal = 0;
    for (let place = 0; place < Math.min(10, wanted.size); place++) ideal += 1 / Math.log2(place + 2);
    ndcg += gain / ideal;
    recall += hits.filter(Boolean).length / Math.min(20, wanted.size);
  }
  return { ndcg10: ndcg / relevant.size, recall20: recall / relevant.size };
}

/** Fills a migrated database: users and titles under MovieLens' own ids, and the training ratings as reviews. */
export function fillDatabase(sqlite: Database.Database, { movies }: MovieLens, { train }: Split): void {
  const time = '2026-01-01T00:00:00.000Z';
  const uid = (kind: number, id: number) => {
    const bytes = Buffer.alloc(16, kind);
    bytes.writeUInt32BE(id, 12);
    return bytes;
  };
  const user = sqlite.prepare(
    `INSERT INTO users (id, uid, name, role, hue, created_at, updated_at) VALUES (?, ?, ?, 'member', 0, ?, ?)`,
  );
  const title = sqlite.prepare(
    `INSERT INTO media (id, uid, kind, title, title_key, sort_key, year, created_at, updated_at) VALUES (?, ?, 'movie', ?, ?, ?, ?, ?, ?)`,
  );
  const genre = sqlite.prepare('INSERT INTO genres (id, name, key) VALUES (?, ?, ?)');
  const has = sqlite.prepare('INSERT INTO media_genres (media_id, position, genre_id) VALUES (?, ?, ?)');
  const review = sqlite.prepare(
    'INSERT INTO reviews (user_id, media_id, rating, created_at, updated_at) VALUES (?, ?, ?, ?, ?)',
  );
  const genres = new Map<string, number>();
  sqlite.transaction(() => {
    for (const userId of new Set(train.map((line) => line.userId)))
      user.run(userId, uid(1, userId), `User ${userId}`, time, time);
    for (const movie of movies) {
      const key = movie.title.toLowerCase();
      title.run(movie.movieId, uid(2, movie.movieId), movie.title, key, key, movie.year, time, time);
      for (const [position, name] of movie.genres.entries()) {
        const known = genres.get(name) ?? genres.size + 1;
        if (!genres.has(name)) genre.run(known, name, name.toLowerCase());
        genres.set(name, known);
        has.run(movie.movieId, position, known);
      }
    }
    for (const { userId, movieId, stars } of train) review.run(userId, movieId, stars * 20, time, time);
    const { count, mean } = ratingPrior;
    sqlite.exec(`UPDATE media SET (rating_count, rating_sum, weighted_rating) = (
      SELECT count(*), coalesce(sum(rating), 0), iif(count(*) = 0, 0, (sum(rating) + ${count * mean}.0) / (count(*) + ${count}))
      FROM reviews WHERE media_id = media.id)`);
  })();
}

function rowsOf(file: string): string[][] {
  const { data } = papa.parse<string[]>(readFileSync(file, 'utf8'), { skipEmptyLines: true });
  return data.slice(1);
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

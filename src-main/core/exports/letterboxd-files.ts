// Letterboxd's import files: movies alone, in files of at most 1,000 rows and 1 MB, which is what it takes. What it has no
// place for is counted, so that nobody believes it came along.
//
// A play with an exact day becomes a row of the diary; the last of them carries the review. A movie without one becomes a row
// without a day. Ratings become half stars. The guard is the invisible one: Letterboxd takes none off.
import type Database from 'better-sqlite3';
import type { ExportRemark, ExportResult } from '#shared/api/jobs.ts';
import { guardInvisibly } from '#shared/exports/formula-guard.ts';
import { csvText } from './csv-files.ts';
import type { ExportFile, OnRows } from './export-file.ts';

const idColumns = ['LetterboxdURI', 'tmdbID', 'imdbID', 'Title', 'Year', 'Directors'] as const;
const filmColumns = [...idColumns, 'Rating', 'WatchedDate', 'Rewatch', 'Tags', 'Review'] as const;

const mostRows = 1000;
const mostBytes = 1_000_000;

interface MovieRow {
  readonly id: number;
  readonly title: string;
  readonly year: number | null;
  readonly creator: string | null;
  readonly uri: string | null;
  readonly tmdb: string | null;
  readonly imdb: string | null;
  readonly rating: number | null;
  readonly body: string | null;
}

interface PlayRow {
  readonly played_on: string;
  readonly rewatch: 0 | 1;
  readonly rating: number | null;
  readonly tags: string;
}

const externalId = (source: string) =>
  `(SELECT min(value) FROM external_ids WHERE source = '${source}' AND media_id = m.id)`;
const movieColumns = `m.id, m.title, m.year, m.creator, ${externalId('letterboxd')} AS uri, ${externalId('tmdb')} AS tmdb,
  ${externalId('imdb')} AS imdb`;

export interface LetterboxdFiles {
  /** Rows to come, for the progress. */
  readonly total: number;
  readonly remarks: ExportResult['remarks'];
  /** The parts' names begin with `name`. */
  files(name: string, onRows: OnRows): Generator<ExportFile>;
}

export function letterboxdFiles(sqlite: Database.Database, userId: number): LetterboxdFiles {
  const count = (sql: string) =>
    sqlite.prepare<[{ userId: number }], number>(`SELECT count(*) FROM ${sql}`).pluck().get({ userId }) ?? 0;
  const own = (table: string) =>
    `${table} AS x JOIN media AS m ON m.id = x.media_id WHERE x.user_id = @userId AND x.deleted_at IS NULL AND m.deleted_at IS NULL`;
  const ofKind = (kind: string) =>
    ['reviews', 'plays', 'watchlist'].reduce(
      (sum, table) => sum + count(`${own(table)} AND m.kind = '${kind}'`),
      0,
    );
  const found: readonly (readonly [ExportRemark, number])[] = [
    ['shows', ofKind('web_show')],
    ['songs', ofKind('song')],
    [
      'inexact_dates',
      count(`${own('plays')} AND m.kind = 'movie' AND coalesce(length(x.played_on), 0) <> 10`),
    ],
    ['rounded_ratings', count(`${own('reviews')} AND m.kind = 'movie' AND x.rating % 10 <> 0`)],
    ['lists', count('lists WHERE user_id = @userId AND deleted_at IS NULL')],
    ['favorites', count(own('favorites'))],
  ];
  const watchlistFrom = `${own('watchlist')} AND m.kind = 'movie'`;
  const total = movieCount() + count(watchlistFrom);

  function movieCount(): number {
    return count(`${own('reviews')} AND m.kind = 'movie'`) + count(`${own('plays')} AND m.kind = 'movie'`);
  }

  function* films(): Generator<readonly string[]> {
    const playsOf = sqlite.prepare<[number, number], PlayRow>(
      `SELECT played_on, rewatch, rating, tags FROM plays
       WHERE user_id = ? AND media_id = ? AND deleted_at IS NULL AND length(played_on) = 10 ORDER BY played_on, id`,
    );
    const movies = sqlite.prepare<[{ userId: number }], MovieRow>(
      `SELECT ${movieColumns}, r.rating, r.body FROM media AS m
       LEFT JOIN reviews AS r ON r.media_id = m.id AND r.user_id = @userId AND r.deleted_at IS NULL
       WHERE m.kind = 'movie' AND m.deleted_at IS NULL AND m.id IN (
         SELECT media_id FROM reviews WHERE user_id = @userId AND deleted_at IS NULL
         UNION SELECT media_id FROM plays WHERE user_id = @userId AND deleted_at IS NULL)
       ORDER BY m.id`,
    );
    for (const movie of movies.iterate({ userId })) {
      const plays = playsOf.all(userId, movie.id);
      const last = plays.at(-1);
      if (!last) yield [...idCells(movie), stars(movie.rating), '', '', '', guardInvisibly(movie.body ?? '')];
      for (const play of plays) {
        yield [
          ...idCells(movie),
          stars(play.rating ?? (play === last ? movie.rating : null)),
          play.played_on,
          play.rewatch === 1 ? 'true' : 'false',
          guardInvisibly((JSON.parse(play.tags) as string[]).join(', ')),
          play === last ? guardInvisibly(movie.body ?? '') : '',
        ];
      }
    }
  }

  function* watchlist(): Generator<readonly string[]> {
    const movies = sqlite.prepare<[{ userId: number }], MovieRow>(
      `SELECT ${movieColumns}, NULL AS rating, NULL AS body FROM ${watchlistFrom} ORDER BY x.created_at, m.id`,
    );
    for (const movie of movies.iterate({ userId })) yield idCells(movie);
  }

  return {
    total,
    remarks: found.flatMap(([remark, number]) => (number > 0 ? [{ remark, count: number }] : [])),
    *files(name, onRows) {
      yield* inParts(name, filmColumns, films(), onRows);
      if (count(watchlistFrom) > 0) yield* inParts(`${name}-watchlist`, idColumns, watchlist(), onRows);
    },
  };
}

function idCells(movie: MovieRow): string[] {
  return [
    movie.uri ?? '',
    movie.tmdb ?? '',
    movie.imdb ?? '',
    guardInvisibly(movie.title),
    movie.year === null ? '' : String(movie.year),
    guardInvisibly(movie.creator ?? ''),
  ];
}

/** Tenths of ten points as half stars; nobody's 0.1 becomes no star at all. */
function stars(rating: number | null): string {
  return rating === null ? '' : String(Math.max(1, Math.round(rating / 10)) / 2);
}

/** Files of the size that Letterboxd takes: name.csv, name-2.csv, … Each is held whole until it is written. */
function* inParts(
  name: string,
  columns: readonly string[],
  rows: Iterable<readonly string[]>,
  onRows: OnRows,
): Generator<ExportFile> {
  const header = csvText([columns]);
  let part = 1;
  let texts = [header];
  let bytes = header.length;
  const take = (): ExportFile => {
    const whole = Buffer.from(texts.join(''));
    const count = texts.length - 1;
    const file = {
      name: part === 1 ? `${name}.csv` : `${name}-${part}.csv`,
      rows: () => count,
      pieces: [whole],
    };
    part++;
    texts = [header];
    bytes = header.length;
    onRows(count);
    return file;
  };
  for (const cells of rows) {
    const text = csvText([cells]);
    const size = Buffer.byteLength(text);
    if (texts.length > mostRows || (bytes + size > mostBytes && texts.length > 1)) yield take();
    texts.push(text);
    bytes += size;
  }
  if (texts.length > 1 || part === 1) yield take();
}

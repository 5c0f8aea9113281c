// MovieLens: the data sets as a set (titles with their ids elsewhere, and one person's ratings), older sets in their
// own formats, and what the web site gives its users. A lone table of a data set is read by its columns instead.
import type { Need, Reading } from '#shared/api/import-formats.ts';
import { splitGenres } from '#shared/domain/csv/cell-text.ts';
import { splitTitle } from '#shared/domain/csv/title-text.ts';
import type { ExternalSource } from '#shared/api/catalog.ts';
import { eachRow } from './each-row.ts';
import { isProblem, rate, skip, starScale, type Format, type Out } from './format.ts';
import { fields, text as textOf } from './json-value.ts';
import type { Look } from './look.ts';
import { moment } from './moments.ts';
import { linesOf, rowsOf, type SetFile } from './set-file.ts';

const dataSet = new Set(['movies', 'links', 'ratings']);

export const movieLens: Format = {
  name: 'movielens',
  label: 'MovieLens',
  recognise(look, all) {
    const role = roleOf(look);
    if (role === undefined || !dataSet.has(role)) return role === 'tags' ? skip('tags') : role;
    // One table alone goes the way of all tables.
    const others = all.filter((other) => other !== look).map(roleOf);
    return others.some((other) => other !== undefined && dataSet.has(other) && other !== role)
      ? role
      : undefined;
  },
  needs: askPerson,
  convert(files, out, reading) {
    const of = (...roles: string[]) => files.filter(({ role }) => roles.includes(role));
    const ids = linksIn(of('links'));
    const titles = new Map<string, number>();
    const person = reading.person;
    eachRow(of('movies'), out, ({ row, at }) => {
      const id = row.get('movieid');
      const { title, year } = splitTitle(row.get('title'));
      const genres = splitGenres(row.get('genres'));
      titles.set(
        id,
        out.add({
          ...at,
          title,
          year,
          kind: 'movie',
          genres,
          ids: { movielens: id, ...ids.get(id) },
          entry: 'title',
        }),
      );
    });
    eachRow(of('links'), out, ({ row, at, refuse }) => {
      const line = titles.get(row.get('movieid'));
      if (line === undefined) refuse('belongs to no movie of the set', 'movieId');
      else out.add({ ...at, entry: 'same', sameLine: line });
    });
    eachRow(of('ratings'), out, ({ row, at, date, rated }) => {
      if (person !== null && row.get('userid') !== person) return;
      const rating = rated(['rating'], starScale);
      const when = date(['timestamp']);
      if (rating === undefined || when === undefined) return;
      out.add({
        ...at,
        ...rating,
        kind: 'movie',
        date: when,
        ids: { movielens: row.get('movieid') },
        entry: 'review',
      });
    });
    for (const file of of('movies.dat', 'u.item')) convertOldMovies(file, out);
    for (const file of of('ratings.dat', 'u.data')) convertOldRatings(file, out, person);
    convertSite(of('site-ratings', 'site-wishlist'), out, ratedOn(of('site-log')));
  },
};

function roleOf(look: Look): string | undefined {
  const { base } = look;
  if (/^(?:ratings|movies)\.dat$/.test(base) && look.records.some((cells) => cells.join(',').includes('::')))
    return base;
  if (base === 'u.data' && (look.records[0] ?? []).length === 4) return base;
  if (base === 'u.item' && look.records[0]?.some((cell) => /imdb|\(\d{4}\)/.test(cell)) === true) return base;
  if (look.kind !== 'table') return undefined;
  if (look.has('movieid', 'imdbid', 'tmdbid', 'title'))
    return look.has('rating') ? 'site-ratings' : 'site-wishlist';
  if (look.has('datetime', 'actiontype', 'logjson')) return 'site-log';
  if (look.has('userid', 'movieid', 'rating')) return 'ratings';
  if (look.has('userid', 'movieid', 'tag')) return 'tags';
  if (look.has('movieid', 'imdbid')) return 'links';
  return look.has('movieid', 'title', 'genres') ? 'movies' : undefined;
}

/** Whose ratings: asked where there are several people in the file. */
function askPerson(files: readonly SetFile[], { person }: Reading): Need[] {
  if (person !== null) return [];
  const people = new Set<string>();
  for (const file of files) {
    if (file.role === 'ratings') for (const row of rowsOf(file)) people.add(row.get('userid'));
    else if (file.role === 'ratings.dat' || file.role === 'u.data')
      for (const { text } of linesOf(file)) if (text !== '') people.add(cellsOfLine(file, text)[0] ?? '');
    if (people.size > 50) break;
  }
  return people.size > 1 ? [{ ask: 'person', choices: [...people].slice(0, 50) }] : [];
}

/** Ids elsewhere by MovieLens' own. */
function linksIn(files: readonly SetFile[]): Map<string, Partial<Record<ExternalSource, string>>> {
  const ids = new Map<string, Partial<Record<ExternalSource, string>>>();
  for (const file of files) {
    for (const row of rowsOf(file)) {
      const imdb = row.get('imdbid');
      const tmdb = row.get('tmdbid');
      ids.set(row.get('movieid'), {
        ...(imdb === '' ? {} : { imdb: imdbId(imdb) }),
        ...(tmdb === '' ? {} : { tmdb: tmdb.replace(/\.0+$/, '') }),
      });
    }
  }
  return ids;
}

function imdbId(text: string): string {
  return `tt${text.replace(/^tt/i, '').padStart(7, '0')}`;
}

/** "1::Toy Story (1995)::Animation|Comedy", or "1|Toy Story (1995)|01-Jan-1995||address|0|0|…". */
function convertOldMovies(file: SetFile, out: Out): void {
  for (const { line, text } of linesOf(file, out.heard)) {
    if (text.trim() === '') continue;
    const cells = file.role === 'u.item' ? text.split('|') : text.split('::');
    const [id = '', name = '', genres = ''] = cells;
    if (!/^\d+$/.test(id) || name === '') {
      out.refuse(file, { line, cells }, 'is no row of a movie');
      continue;
    }
    const { title, year } = splitTitle(name);
    const isNew = file.role !== 'u.item';
    const kinds = isNew ? splitGenres(genres) : [];
    out.add({
      file: file.path,
      line,
      title,
      year,
      kind: 'movie',
      genres: kinds,
      ids: { movielens: id },
      entry: 'title',
    });
  }
}

function convertOldRatings(file: SetFile, out: Out, person: string | null): void {
  for (const { line, text } of linesOf(file, out.heard)) {
    if (text.trim() === '') continue;
    const cells = cellsOfLine(file, text);
    const [user = '', movie = '', value = '', time = ''] = cells;
    if (person !== null && user !== person) continue;
    const rated = rate(value, starScale);
    const date = moment(time);
    if (cells.length < 3 || !/^\d+$/.test(movie)) out.refuse(file, { line, cells }, 'is no row of a rating');
    else if (isProblem(rated)) out.refuse(file, { line, cells }, rated.problem, 'Rating');
    else if (date === undefined)
      out.refuse(file, { line, cells }, 'is no date that can be read', 'Timestamp');
    else
      out.add({
        file: file.path,
        line,
        ...rated,
        kind: 'movie',
        ids: { movielens: movie },
        date,
        entry: 'review',
      });
  }
}

function cellsOfLine({ role }: SetFile, text: string): string[] {
  return text.split(role === 'u.data' ? '\t' : '::').map((cell) => cell.trim());
}

/** When movies were rated, by MovieLens' ids: only the log of what was done says it. The last time counts. */
function ratedOn(logs: readonly SetFile[]): Map<string, string> {
  const dates = new Map<string, string>();
  for (const file of logs) {
    for (const row of rowsOf(file)) {
      const { movieId, rating } = fields(parsed(row.whole('log_json')));
      const date = moment(row.get('datetime'));
      const id = textOf(movieId);
      if (row.refusal || id === '' || textOf(rating) === '' || date === undefined || date === '') continue;
      if (date > (dates.get(id) ?? '')) dates.set(id, date);
    }
  }
  return dates;
}

/** Undefined for what is no JSON: a row of the log that says nothing of ratings. */
function parsed(source: string): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch {
    return undefined;
  }
}

function convertSite(files: readonly SetFile[], out: Out, dates: ReadonlyMap<string, string>): void {
  eachRow(files, out, ({ file, row, at, rated }) => {
    const rating = rated(['rating'], starScale);
    if (rating === undefined) return;
    const { title, year } = splitTitle(row.get('title'));
    const imdb = row.get('imdbid');
    const tmdb = row.get('tmdbid');
    const ids = {
      movielens: row.get('movieid'),
      ...(imdb === '' ? {} : { imdb: imdbId(imdb) }),
      ...(tmdb === '' ? {} : { tmdb }),
    };
    const about = { ...at, title, year, kind: 'movie', ids } as const;
    if (file.role === 'site-wishlist') out.add({ ...about, entry: 'watchlist' });
    else if (rating.rating === undefined) out.add({ ...about, entry: 'title' });
    else out.add({ ...about, ...rating, entry: 'review', date: dates.get(row.get('movieid')) });
  });
}

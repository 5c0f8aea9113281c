// The files of the community's exporters for TV Time: shows with a status, their episodes, movies and lists.
// Names carry a date, and one is the beginning of another.
import { splitTitle } from '#shared/domain/csv/title-text.ts';
import type { ExternalSource } from '#shared/api/catalog.ts';
import { externalId } from '#shared/domain/csv/cell-text.ts';
import { byPlace } from './by-place.ts';
import { isYes, rateOrNone, isProblem, tenScale, wholeNumber, yearOf, type Out } from './format.ts';
import type { Look } from './look.ts';
import { cellsOf, fields, list, prose, text, type Fields } from './json-value.ts';
import { createRewatches, type Rewatches } from './tv-time-rewatches.ts';
import { itemsOf, rowsOf, type SetFile, type TableRow } from './set-file.ts';

export function extensionRole(look: Look): string | undefined {
  const { base, kind } = look;
  if (kind === 'json') return base.startsWith('tvtime-lists') ? 'extension-lists-json' : undefined;
  if (kind !== 'table') return undefined;
  if (
    look.has('iswatched', 'season', 'episode') &&
    (look.has('seriestvdbid') || look.has('seriesuuid') || look.has('title'))
  )
    return 'extension-episodes';
  if (look.has('title', 'iswatched') && (look.has('tvdbid') || look.has('imdbid') || look.has('uuid')))
    return 'extension-movies';
  if (look.has('title', 'status') && look.has('uuid') && (look.has('tvdbid') || look.has('imdbid')))
    return 'extension-series';
  return base.startsWith('tvtime-lists') && (look.has('list') || look.has('listname') || look.has('name'))
    ? 'extension-lists'
    : undefined;
}

export const extensionDates = Object.fromEntries(
  ['episodes', 'series', 'movies'].map((name) => [
    `extension-${name}`,
    ['watchedat', 'createdat', 'followedat'],
  ]),
);

interface Told {
  /** Plays by show, season, number and moment, with their lines. */
  readonly episodes: Map<string, number>;
  readonly shows: Map<string, number>;
  readonly movies: Map<string, number>;
  readonly years: ReadonlyMap<string, string>;
  readonly again: Rewatches;
}

export function convertExtension(files: readonly SetFile[], out: Out): void {
  const of = (role: string) => files.filter((file) => file.role === `extension-${role}`);
  const told: Told = {
    episodes: new Map(),
    shows: new Map(),
    movies: new Map(),
    years: showYears(of('series')),
    again: createRewatches(out),
  };
  for (const file of of('episodes'))
    for (const row of rowsOf(file, out.heard)) convertEpisode(file, row, out, told);
  for (const file of of('series'))
    for (const row of rowsOf(file, out.heard)) convertSeries(file, row, out, told);
  for (const file of of('movies'))
    for (const row of rowsOf(file, out.heard)) convertMovie(file, row, out, told);
  told.again.write();
  for (const file of of('lists'))
    for (const row of byPlace(rowsOf(file, out.heard), (one) => one.get('position', 'order')))
      convertListRow(file, row, out);
  for (const file of of('lists-json')) convertListsJson(file, out);
}

function convertEpisode(
  file: SetFile,
  row: TableRow,
  out: Out,
  { episodes, shows, years, again }: Told,
): void {
  if (row.refusal) {
    out.refuse(file, row, row.refusal.reason, row.refusal.field);
    return;
  }
  const season = wholeNumber(row.get('season', 'seasonnumber'));
  const episode = wholeNumber(row.get('episode', 'episodenumber'));
  const { title, year } = splitTitle(row.get('seriestitle', 'showtitle', 'seriesname', 'title'));
  const ids = idsOf(row, 'series');
  const show = row.get('seriestvdbid', 'seriesuuid', 'seriesimdbid') || title;
  const about = {
    file: file.path,
    line: row.line,
    title,
    year: year ?? years.get(show) ?? years.get(title),
    kind: 'web_show',
    ids,
  } as const;
  const isWatched = isYes(row.get('iswatched'));
  if (!isWatched) {
    const known = shows.get(show);
    // That there is an episode says nothing of the user; the show itself is known by its own file.
    if (known === undefined) shows.set(show, out.add({ ...about, entry: 'title' }));
    else out.add({ ...about, entry: 'same', sameLine: known });
    return;
  }
  const played = row.moment('watchedat');
  if (played === undefined) {
    out.refuse(file, row, `"${row.get('watchedat').slice(0, 40)}" is no date that can be read`, 'watched_at');
    return;
  }
  if (episode === undefined) {
    out.refuse(file, row, 'says no number of the episode', 'episode');
    return;
  }
  // The exporter repeats rows: one of the same moment is the same play.
  const key = `${show}\0${season ?? ''}\0${episode}\0${played}`;
  const known = episodes.get(key);
  if (known !== undefined) {
    out.add({ ...about, entry: 'same', sameLine: known });
    return;
  }
  const line = out.add({ ...about, entry: 'play', played, season, episode });
  episodes.set(key, line);
  again.seen(`${show}\0${season ?? ''}\0${episode}`, { ...about, season, episode }, row.get('rewatchcount'));
  if (!shows.has(show)) shows.set(show, line);
}

function convertSeries(file: SetFile, row: TableRow, out: Out, { shows }: Told): void {
  const work = workOf(file, row, out);
  if (work === undefined) return;
  const { title } = work;
  const date = row.moment('createdat', 'followedat') ?? '';
  const about = { ...work, kind: 'web_show', date } as const;
  const known =
    shows.get(row.get('tvdbid')) ??
    shows.get(row.get('uuid')) ??
    shows.get(row.get('imdbid')) ??
    shows.get(title);
  const isWanted = ['not_started_yet', 'watch_later', 'not started yet', 'watch later'].includes(
    row.get('status').toLowerCase(),
  );
  const rated = rateOrNone(row.get('rating'), tenScale);
  const isFavorite = isYes(row.get('isfavorited', 'isfavorite', 'favorite'));
  const rating = isProblem(rated) ? {} : rated;
  if (isFavorite) out.add({ ...about, entry: 'favorite' });
  else if (isWanted) out.add({ ...about, entry: 'watchlist' });
  else if (rating.rating !== undefined) out.add({ ...about, ...rating, entry: 'review' });
  else if (known === undefined) out.add({ ...about, entry: 'title' });
  else out.add({ ...about, entry: 'same', sameLine: known });
}

function convertMovie(file: SetFile, row: TableRow, out: Out, { movies, again }: Told): void {
  const work = workOf(file, row, out);
  if (work === undefined) return;
  const about = { ...work, kind: 'movie' } as const;
  const isWatched = isYes(row.get('iswatched'));
  const played = row.moment('watchedat');
  if (played === undefined) {
    out.refuse(file, row, `"${row.get('watchedat').slice(0, 40)}" is no date that can be read`, 'watched_at');
    return;
  }
  const film = [row.get('uuid', 'tvdbid', 'imdbid'), about.title, about.year ?? ''].join('\0');
  const key = [film, isWatched, played].join('\0');
  const known = movies.get(key);
  if (known !== undefined) {
    out.add({ ...about, entry: 'same', sameLine: known });
    return;
  }
  const date = row.moment('createdat') ?? '';
  movies.set(
    key,
    isWatched
      ? out.add({ ...about, entry: 'play', played })
      : out.add({ ...about, entry: 'watchlist', date }),
  );
  if (isWatched) again.seen(film, about, row.get('rewatchcount'));
}

/** The show or movie that a row of its own is about; undefined where the row was refused. */
function workOf(file: SetFile, row: TableRow, out: Out) {
  if (row.refusal) {
    out.refuse(file, row, row.refusal.reason, row.refusal.field);
    return undefined;
  }
  const { title, year } = splitTitle(row.get('title'));
  return {
    file: file.path,
    line: row.line,
    title,
    year: yearOf(row.get('year')) || year,
    ids: idsOf(row, ''),
  };
}

/** Years of shows by their ids and names: the rows of episodes don't say them. */
function showYears(series: readonly SetFile[]): Map<string, string> {
  const years = new Map<string, string>();
  for (const file of series)
    for (const row of rowsOf(file)) {
      const { title, year } = splitTitle(row.get('title'));
      const known = yearOf(row.get('year')) || String(year ?? '');
      if (row.refusal || known === '') continue;
      for (const key of [row.get('tvdbid'), row.get('uuid'), row.get('imdbid'), title])
        if (key !== '') years.set(key, known);
    }
  return years;
}

function convertListRow(file: SetFile, row: TableRow, out: Out): void {
  if (row.refusal) {
    out.refuse(file, row, row.refusal.reason, row.refusal.field);
    return;
  }
  const name = row.get('listname', 'list', 'name');
  const itemTitle = row.get('title', 'itemtitle', 'itemname');
  const about = { file: file.path, line: row.line, list: name };
  if (itemTitle === '') out.add({ ...about, entry: 'list', description: row.prose('description') });
  else {
    const { title, year } = splitTitle(itemTitle);
    const kind = /movie|film/i.test(row.get('type', 'itemtype')) ? 'movie' : 'web_show';
    out.add({
      ...about,
      entry: 'list_item',
      title,
      year: yearOf(row.get('year')) || year,
      kind,
      ids: idsOf(row, ''),
      position: row.get('position', 'order'),
    });
  }
}

function convertListsJson(file: SetFile, out: Out): void {
  for (const { number, value, problem } of itemsOf(file, out.heard)) {
    if (problem) {
      out.refuse(file, { line: number, cells: [problem.source] }, problem.reason);
      continue;
    }
    const named = fields(value);
    const name = text(named['name']) || text(named['title']);
    if (name === '') {
      out.refuse(file, { line: number, cells: cellsOf(value) }, 'is a list without a name', 'name');
      continue;
    }
    const about = { file: file.path, line: number, list: name };
    out.add({ ...about, entry: 'list', description: prose(named['description']) });
    for (const [index, item] of [...list(named['items']), ...list(named['objects'])].entries()) {
      const of = fields(item);
      const { title, year } = splitTitle(text(of['title']) || text(of['name']));
      const kind = /movie|film/i.test(text(of['type'])) ? 'movie' : 'web_show';
      out.add({
        ...about,
        entry: 'list_item',
        title,
        year: text(of['year']) || year,
        kind,
        ids: jsonIds(of),
        position: index + 1,
      });
    }
  }
}

function idsOf(row: TableRow, prefix: string): Partial<Record<ExternalSource, string>> {
  const imdb = row.get(`${prefix}imdbid`);
  const tvdb = row.get(`${prefix}tvdbid`);
  const tmdb = row.get(`${prefix}tmdbid`);
  return {
    ...(/^tt\d+$/i.test(imdb) ? { imdb: externalId('imdb', imdb) } : {}),
    ...(/^[1-9]\d*$/.test(tvdb) ? { tvdb } : {}),
    ...(/^[1-9]\d*$/.test(tmdb) ? { tmdb } : {}),
  };
}

function jsonIds(of: Fields): Partial<Record<ExternalSource, string>> {
  const imdb = text(of['imdb_id']);
  const tvdb = text(of['tvdb_id']);
  return { ...(imdb === '' ? {} : { imdb: externalId('imdb', imdb) }), ...(tvdb === '' ? {} : { tvdb }) };
}

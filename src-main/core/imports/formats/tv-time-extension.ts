// The files of the community's exporters for TV Time: shows with a status, their episodes, movies and lists.
// Names carry a date, and one is the beginning of another.
import { splitTitle } from '#shared/domain/csv/title-text.ts';
import type { ExternalSource } from '#shared/api/catalog.ts';
import { externalId } from '#shared/domain/csv/cell-text.ts';
import { isYes, rateOrNone, isProblem, tenScale, wholeNumber, yearOf, type Out } from './format.ts';
import type { Look } from './look.ts';
import { moment } from './moments.ts';
import { cellsOf, fields, list, prose, text, type Fields } from './json-value.ts';
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

export function convertExtension(files: readonly SetFile[], out: Out): void {
  const of = (role: string) => files.filter((file) => file.role === `extension-${role}`);
  const episodes = new Map<string, number>();
  const shows = new Map<string, number>();
  for (const file of of('episodes'))
    for (const row of rowsOf(file, out.heard)) convertEpisode(file, row, out, episodes, shows);
  for (const file of of('series'))
    for (const row of rowsOf(file, out.heard)) convertSeries(file, row, out, shows);
  const movies = new Map<string, number>();
  for (const file of of('movies'))
    for (const row of rowsOf(file, out.heard)) convertMovie(file, row, out, movies);
  for (const file of of('lists')) for (const row of rowsOf(file, out.heard)) convertListRow(file, row, out);
  for (const file of of('lists-json')) convertListsJson(file, out);
}

function convertEpisode(
  file: SetFile,
  row: TableRow,
  out: Out,
  episodes: Map<string, number>,
  shows: Map<string, number>,
): void {
  if (row.refusal) {
    out.refuse(file, row, row.refusal.reason, row.refusal.field);
    return;
  }
  const season = wholeNumber(row.get('season', 'seasonnumber'));
  const episode = wholeNumber(row.get('episode', 'episodenumber'));
  const { title, year } = splitTitle(row.get('seriestitle', 'showtitle', 'seriesname', 'title'));
  const ids = idsOf(row, 'series');
  const about = { file: file.path, line: row.line, title, year, kind: 'web_show', ids } as const;
  const show = row.get('seriestvdbid', 'seriesuuid', 'seriesimdbid') || title;
  const isWatched = isYes(row.get('iswatched'));
  if (!isWatched) {
    const known = shows.get(show);
    // That there is an episode says nothing of the user; the show itself is known by its own file.
    if (known === undefined) shows.set(show, out.add({ ...about, entry: 'title' }));
    else out.add({ ...about, entry: 'same', sameLine: known });
    return;
  }
  const played = moment(row.get('watchedat'));
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
  const rewatch = (wholeNumber(row.get('rewatchcount')) ?? 0) > 0;
  const line = out.add({ ...about, entry: 'play', played, season, episode, rewatch });
  episodes.set(key, line);
  if (!shows.has(show)) shows.set(show, line);
}

function convertSeries(file: SetFile, row: TableRow, out: Out, shows: Map<string, number>): void {
  if (row.refusal) {
    out.refuse(file, row, row.refusal.reason, row.refusal.field);
    return;
  }
  const { title, year } = splitTitle(row.get('title'));
  const about = {
    file: file.path,
    line: row.line,
    title,
    year: yearOf(row.get('year')) || year,
    kind: 'web_show',
    ids: idsOf(row, ''),
    date: moment(row.get('createdat', 'followedat')) ?? '',
  } as const;
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

function convertMovie(file: SetFile, row: TableRow, out: Out, movies: Map<string, number>): void {
  if (row.refusal) {
    out.refuse(file, row, row.refusal.reason, row.refusal.field);
    return;
  }
  const { title, year } = splitTitle(row.get('title'));
  const about = {
    file: file.path,
    line: row.line,
    title,
    year: yearOf(row.get('year')) || year,
    kind: 'movie',
    ids: idsOf(row, ''),
  } as const;
  const isWatched = isYes(row.get('iswatched'));
  const played = moment(row.get('watchedat'));
  if (played === undefined) {
    out.refuse(file, row, `"${row.get('watchedat').slice(0, 40)}" is no date that can be read`, 'watched_at');
    return;
  }
  const key = [row.get('uuid', 'tvdbid', 'imdbid'), title, about.year ?? '', isWatched, played].join('\0');
  const known = movies.get(key);
  if (known !== undefined) {
    out.add({ ...about, entry: 'same', sameLine: known });
    return;
  }
  const rewatch = (wholeNumber(row.get('rewatchcount')) ?? 0) > 0;
  const date = moment(row.get('createdat')) ?? '';
  movies.set(
    key,
    isWatched
      ? out.add({ ...about, entry: 'play', played, rewatch })
      : out.add({ ...about, entry: 'watchlist', date }),
  );
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

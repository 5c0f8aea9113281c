// TV Time: the ZIP of tables that it gave by law, and the files of the community's exporter. Columns come in any
// order and some are missing. Files with tokens and addresses are never opened (survey.ts).
import { splitTitle } from '#shared/domain/csv/title-text.ts';
import type { Entry } from './entry.ts';
import { isYes, skip, wholeNumber, type Format, type Out } from './format.ts';
import { moment } from './moments.ts';
import { rowsOf, type SetFile, type TableRow } from './set-file.ts';
import { convertExtension, extensionDates, extensionRole } from './tv-time-extension.ts';
import { createRewatches, type Rewatches } from './tv-time-rewatches.ts';

export const tvTime: Format = {
  name: 'tvtime',
  label: 'TV Time',
  recognise(look) {
    const extension = extensionRole(look);
    if (extension !== undefined) return extension;
    if (look.kind !== 'table') return undefined;
    if (look.has('key', 'sid') && look.has('seriesname')) return 'records-v2';
    if (look.has('entitytype', 'type') && (look.has('moviename') || look.has('seriesname'))) return 'records';
    if (look.has('isfavorited', 'tvshowname')) return 'shows';
    if (look.has('tvshowname', 'tvshowid') && (look.has('archived') || look.has('active'))) return 'followed';
    if (look.has('tvshowname', 'episodeseasonnumber', 'episodenumber')) return 'seen';
    if (look.has('votekey')) return skip('votes');
    if (look.has('skey', 'objects') && look.has('name')) return 'lists';
    return /^(?:tracking|user|auth|ratings|lists|followed|seen|watched|tv|show|episode|friend|comment|device|notification)[-_].*\.csv$/.test(
      look.base,
    ) && look.has('userid')
      ? skip('others')
      : undefined;
  },
  dates: extensionDates,
  convert(files, out) {
    const of = (...roles: string[]) => files.filter((file) => roles.includes(file.role));
    convertExtension(files, out);
    const told: Told = {
      episodes: new Map(),
      shows: new Map(),
      favorites: new Map(),
      names: showNames(of('records-v2', 'shows', 'followed')),
      followed: followedOn(of('records-v2', 'followed')),
      movies: moviesIn(of('records')),
      watched: new Map(),
      again: createRewatches(out),
    };
    for (const file of of('records-v2')) each(file, out, (row) => convertRecord(file, row, out, told));
    // A movie that was watched was followed first: what says so comes after it.
    for (const isWatch of [true, false])
      for (const file of of('records'))
        each(file, isWatch ? out : silent(out), (row) => {
          if (watches.has(row.get('type').toLowerCase()) === isWatch) convertOldRecord(file, row, out, told);
        });
    for (const file of of('seen')) each(file, out, (row) => convertSeen(file, row, out, told));
    told.again.write();
    for (const file of of('shows', 'followed')) each(file, out, (row) => convertShow(file, row, out, told));
    for (const file of of('lists')) each(file, out, (row) => convertList(file, row, out, told));
  },
};

interface Told {
  /** Episodes by show, season and number: the line of their first play, and the file that it stood in. */
  readonly episodes: Map<string, { readonly line: number; readonly path: string }>;
  /** Shows that something was written of. */
  readonly shows: Map<string, number>;
  readonly favorites: Map<string, number>;
  /** Names by TheTVDB's id. */
  readonly names: ReadonlyMap<string, string>;
  /** When shows were followed, by TheTVDB's id: of the files with a row for each show some say it. */
  readonly followed: ReadonlyMap<string, string>;
  /** Movies by the number that lists name them by. */
  readonly movies: ReadonlyMap<string, Pick<Entry, 'title' | 'year'>>;
  /** Movies of which there is a play, with its line. */
  readonly watched: Map<string, number>;
  readonly again: Rewatches;
}

const watches: ReadonlySet<string> = new Set(['watch', 'rewatch']);

/** For a second reading: what can't be read was refused in the first. */
function silent(out: Out): Out {
  return { ...out, refuse: () => undefined, heard: () => undefined };
}

function each(file: SetFile, out: Out, convert: (row: TableRow) => void): void {
  for (const row of rowsOf(file, out.heard)) {
    if (row.refusal) out.refuse(file, row, row.refusal.reason, row.refusal.field);
    else convert(row);
  }
}

/** One record of an episode that was watched, or of a show that is followed. */
function convertRecord(file: SetFile, row: TableRow, out: Out, told: Told): void {
  const key = row.get('key');
  if (key.startsWith('watch-episode') || (key === '' && row.get('epno', 'episodenumber') !== '')) {
    const season = wholeNumber(row.get('sno', 'seasonnumber'));
    const episode = wholeNumber(row.get('epno', 'episodenumber'));
    addEpisode({ file, row, out, told }, season, episode, row.get('createdat', 'updatedat'));
  } else if (key.startsWith('user-series'))
    addShow({ file, row, out, told }, row.get('followedat', 'createdat'));
}

/** The older file: movies watched and followed, and episodes that the newer one may have as well. */
function convertOldRecord(file: SetFile, row: TableRow, out: Out, told: Told): void {
  const type = row.get('type').toLowerCase();
  const entity = row.get('entitytype').toLowerCase();
  if (/^(?:count|last|most|total)/.test(type) || /^(?:count|last)/.test(row.get('typeuuidn'))) return;
  const isWatch = watches.has(type);
  const isWanted = type === 'follow' || type === 'towatch' || type === 'for_later' || type === 'forlater';
  if (entity === 'movie' || (entity === '' && row.get('moviename') !== '')) {
    const about = { file: file.path, line: row.line, ...movieOf(row), kind: 'movie' as const };
    const key = `${nameOf(about.title)}\0${about.year ?? ''}`;
    if (isWatch) {
      const played = whenOf(row.get('watchdate')) || whenOf(row.get('createdat'));
      if (played === undefined) {
        out.refuse(file, row, 'is no date that can be read', 'watch_date');
        return;
      }
      const line = out.add({ ...about, entry: 'play', played, rewatch: type === 'rewatch' });
      if (!told.watched.has(key)) told.watched.set(key, line);
      told.again.seen(key, about, row.get('rewatchcount'));
    } else if (isWanted && told.watched.has(key))
      out.add({ ...about, entry: 'same', sameLine: told.watched.get(key) });
    else if (isWanted) out.add({ ...about, entry: 'watchlist', date: whenOf(row.get('createdat')) ?? '' });
    return;
  }
  if (entity === 'episode' || (entity === '' && row.get('episodenumber') !== '')) {
    if (!isWatch) return;
    const season = wholeNumber(row.get('seasonnumber'));
    const episode = wholeNumber(row.get('episodenumber'));
    addEpisode({ file, row, out, told }, season, episode, row.get('watchdate') || row.get('createdat'));
  } else if (entity === 'series' && isWanted) addShow({ file, row, out, told }, row.get('createdat'));
}

function convertSeen(file: SetFile, row: TableRow, out: Out, told: Told): void {
  const season = wholeNumber(row.get('episodeseasonnumber', 'seasonnumber'));
  addEpisode({ file, row, out, told }, season, wholeNumber(row.get('episodenumber')), row.get('createdat'));
}

function convertShow(file: SetFile, row: TableRow, out: Out, told: Told): void {
  addShow({ file, row, out, told }, row.get('createdat'));
}

interface Context {
  readonly file: SetFile;
  readonly row: TableRow;
  readonly out: Out;
  readonly told: Told;
}

/** An episode that was watched: the record of another file about the same one is the same. */
function addEpisode(
  { file, row, out, told }: Context,
  season: number | undefined,
  episode: number | undefined,
  time: string,
): void {
  const about = showOf(file, row, told);
  if (about.title === '') {
    out.refuse(file, row, 'names no show', 'series_name');
    return;
  }
  if (episode === undefined) {
    out.refuse(file, row, 'says no number of the episode', 'episode_number');
    return;
  }
  const played = whenOf(time);
  if (played === undefined) {
    out.refuse(file, row, `"${time.slice(0, 40)}" is no date that can be read`, 'created_at');
    return;
  }
  const key = `${nameOf(about.title)}\0${season ?? ''}\0${episode}`;
  const known = told.episodes.get(key);
  if (known !== undefined && known.path !== file.path) {
    out.add({ ...about, entry: 'same', sameLine: known.line });
    return;
  }
  const rewatch = known !== undefined;
  // What was marked in one go was seen some time before: its moment is that of the marking.
  const isBulk = row.get('bulktype') !== '' || isYes(row.get('isunitary', 'unitarian'));
  const when = isBulk ? { played: '', date: played } : { played };
  const line = out.add({ ...about, ...when, entry: 'play', season, episode, rewatch });
  if (known === undefined) told.episodes.set(key, { line, path: file.path });
  told.again.seen(key, { ...about, season, episode }, row.get('rewatchcount'));
  const show = nameOf(about.title);
  if (!told.shows.has(show)) told.shows.set(show, line);
}

/** A show that is followed: on the watchlist while it was not begun, a favourite where it is one, else just known. */
function addShow({ file, row, out, told }: Context, when: string): void {
  const about = showOf(file, row, told);
  if (about.title === '') {
    out.refuse(file, row, 'names no show', 'series_name');
    return;
  }
  const date = whenOf(when) || (told.followed.get(showId(row)) ?? '');
  const key = nameOf(about.title);
  if (isYes(row.get('isfavorited')) && !told.favorites.has(key)) {
    const line = out.add({ ...about, entry: 'favorite', date });
    told.favorites.set(key, line);
    if (!told.shows.has(key)) told.shows.set(key, line);
    return;
  }
  const known = told.shows.get(key);
  if (known !== undefined) {
    out.add({ ...about, entry: 'same', sameLine: known });
    return;
  }
  const seen = wholeNumber(row.get('nbepisodesseen')) ?? 0;
  const isWanted =
    isYes(row.get('isforlater')) ||
    (seen === 0 && isYes(row.get('isfollowed', 'active')) && !isYes(row.get('isarchived', 'archived')));
  told.shows.set(key, out.add({ ...about, entry: isWanted ? 'watchlist' : 'title', date }));
}

function showOf(
  file: SetFile,
  row: TableRow,
  { names }: Told,
): Omit<Entry, 'entry'> & { readonly title: string } {
  const id = showId(row);
  const { title, year } = splitTitle(row.get('seriesname', 'tvshowname') || (names.get(id) ?? ''));
  const tvdb = /^\d{1,9}$/.test(id) && id !== '0' ? { ids: { tvdb: id } } : {};
  return { file: file.path, line: row.line, title, year, kind: 'web_show', ...tvdb };
}

function showId(row: TableRow): string {
  return row.get('sid', 'tvshowid', 'seriesid');
}

/** What a row of the older file says of its movie. */
function movieOf(row: TableRow): { readonly title: string; readonly year: number | string | undefined } {
  const released = /^(?!0000|0001)(\d{4})/.exec(row.get('releasedate'))?.[1];
  const { title, year } = splitTitle(row.get('moviename'));
  return { title, year: year ?? released };
}

function moviesIn(records: readonly SetFile[]): Map<string, ReturnType<typeof movieOf>> {
  const movies = new Map<string, ReturnType<typeof movieOf>>();
  for (const file of records)
    for (const row of rowsOf(file)) {
      const uuid = row.get('uuid');
      if (!row.refusal && uuid !== '' && row.get('moviename') !== '') movies.set(uuid, movieOf(row));
    }
  return movies;
}

function showNames(of: readonly SetFile[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const file of of) {
    for (const row of rowsOf(file)) {
      const id = row.get('sid', 'tvshowid');
      const name = row.get('seriesname', 'tvshowname');
      if (id !== '' && name !== '' && !names.has(id)) names.set(id, name);
    }
  }
  return names;
}

function followedOn(files: readonly SetFile[]): Map<string, string> {
  const dates = new Map<string, string>();
  for (const file of files) {
    for (const row of rowsOf(file)) {
      const isShow = file.role === 'followed' || row.get('key').startsWith('user-series');
      const date = isShow && !row.refusal ? whenOf(row.get('followedat', 'createdat')) : undefined;
      if (date && !dates.has(showId(row))) dates.set(showId(row), date);
    }
  }
  return dates;
}

/** "2019-05-31 20:00:00", with fractions of seconds, or unix seconds, also as "1.6e+09"; '' where there is none. */
function whenOf(text: string): string | undefined {
  const plain = /^\d\.\d+e\+09$/.test(text) ? String(Math.trunc(Number(text))) : text;
  return moment(plain.replace(/^(\d{9,10})\.\d+$/, '$1').replace(/^(\d{10})\d{6}$/, '$1'));
}

/** A list: its items are the dump of a Go value, which names series and movies by numbers alone. */
function convertList(file: SetFile, row: TableRow, out: Out, { names, movies }: Told): void {
  const name = row.get('name');
  if (name === '') return;
  const about = { file: file.path, line: row.line, list: name };
  out.add({
    ...about,
    entry: 'list',
    description: row.prose('description'),
    date: whenOf(row.get('createdat')) ?? '',
  });
  let position = 1;
  for (const [item] of row.get('objects').matchAll(/\bmap\[[^[\]]+\]/g)) {
    const value = (key: string) => new RegExp(String.raw`\b${key}:(\S+?)(?=[\s\]])`).exec(item)?.[1] ?? '';
    const [id, uuid] = [value('id'), value('uuid')];
    const isMovie = value('type') === 'movie';
    const named = isMovie ? (movies.get(uuid) ?? movies.get(id)) : splitTitle(names.get(id) ?? '');
    if (named === undefined || named.title === '') {
      const what = isMovie ? `movie ${uuid || id}` : `series ${id || uuid}`;
      out.refuse(file, row, `has a ${what} on it, which no file of the export names`, 'objects');
      continue;
    }
    const kind = isMovie ? 'movie' : 'web_show';
    const ids = isMovie ? {} : { ids: { tvdb: id } };
    out.add({
      ...about,
      ...named,
      entry: 'list_item',
      year: named.year ?? undefined,
      kind,
      ...ids,
      position: position++,
      date: whenOf(value('created_at')) ?? '',
    });
  }
}

function nameOf(title: string): string {
  return title.normalize('NFC').toLowerCase();
}

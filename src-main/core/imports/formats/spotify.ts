// Spotify's playlists, as two exporters and a converter write them, and the history that Spotify itself gives on
// request. A playlist is a list (its name is that of the file), a stream of half a minute a play.
import { eachRow, type RowContext } from './each-row.ts';
import type { Entry } from './entry.ts';
import { yearOf, type Format, type Out } from './format.ts';
import type { Look } from './look.ts';
import { cellsOf, fields, text } from './json-value.ts';
import { moment } from './moments.ts';
import { itemsOf, type SetFile } from './set-file.ts';
import { accountRole, convertLibrary, convertPlaylists } from './spotify-account.ts';
import { song, type KnownSongs } from './spotify-song.ts';

/** What counts as a play with everybody who counts plays. */
const leastPlayed = 30_000;

export const spotify: Format = {
  name: 'spotify',
  label: 'Spotify',
  recognise(look) {
    if (look.kind === 'json') return jsonRole(look);
    if (look.kind !== 'table') return undefined;
    if (look.has('trackname', 'artistname', 'playlistname')) return 'tunemymusic';
    if ((look.has('trackuri') || look.has('spotifyid')) && look.has('trackname')) return playlistRole(look);
    // Headers are in the language of the exporter's page: the address of a track is the same in all.
    const uriAt =
      look.records[1]?.findIndex((cell) => /^spotify:(?:track|local|episode):/.test(cell.trim())) ?? -1;
    return uriAt === 0 && look.header.length >= 10 ? 'translated' : undefined;
  },
  convert(files, out) {
    const ids: KnownSongs = new Map();
    const of = (...roles: string[]) => files.filter(({ role }) => roles.includes(role));
    eachRow(of('playlist', 'liked'), out, (context) => convertTrack(context, ids));
    eachRow(of('translated'), out, (context) => convertTranslated(context, ids));
    eachRow(of('tunemymusic'), out, (context) => convertTuneMyMusic(context, ids));
    for (const file of of('history')) convertHistory(file, out, ids);
    for (const file of of('account-history')) convertAccountHistory(file, out, ids);
    convertPlaylists(of('account-playlists'), out, ids);
    for (const file of of('account-library')) convertLibrary(file, out, ids);
  },
};

function playlistRole({ base }: Look): string {
  return /^liked(?:[_ -]?songs)?\b/.test(base) ? 'liked' : 'playlist';
}

function jsonRole(look: Look): string | undefined {
  const { json } = look;
  const item = fields(json?.root === 'array' ? json.first.get('') : undefined);
  if ('ms_played' in item && 'ts' in item) return 'history';
  return 'msPlayed' in item && 'endTime' in item ? 'account-history' : accountRole(look);
}

function convertTrack({ file, row, out, at, refuse, date }: RowContext, ids: KnownSongs): void {
  const added = date(['addedat']);
  if (added === undefined) return;
  const uri = row.get('trackuri', 'spotifyuri') || withPrefix(row.get('spotifyid'));
  if (uri.startsWith('spotify:episode:')) {
    refuse('is an episode of a podcast in a list of songs', 'Track URI');
    return;
  }
  const about = {
    ...at,
    ...song(ids, row.get('trackname'), artists(row.get('artistname(s)', 'artistname', 'artistnames')), {
      spotify: uri,
      isrc: row.get('isrc'),
    }),
    year: yearOf(row.get('albumreleasedate', 'releasedate')),
    genres: row
      .get('genres', 'artistgenres')
      .split(/[,;]/)
      .map((genre) => genre.trim())
      .filter((genre) => genre !== '')
      .slice(0, 10),
    runtime: minutes(row.get('trackduration(ms)', 'duration(ms)', 'trackduration')),
  };
  addTrack(out, about, { file, added });
}

/** By place: uri, name, artists' uris, artists, album's uri, album, …, added at. */
function convertTranslated({ file, row, out, at }: RowContext, ids: KnownSongs): void {
  const cell = (index: number) => (row.cells[index] ?? '').trim();
  const isWide = cell(2).startsWith('spotify:artist:');
  const added =
    row.cells.map((one) => one.trim()).find((one) => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(one)) ?? '';
  const about = {
    ...at,
    ...song(ids, cell(1), artists(cell(3)), { spotify: cell(0), isrc: row.get('isrc') }),
  };
  const released = isWide ? cell(8) : '';
  addTrack(
    out,
    { ...about, year: /^\d{4}/.test(released) ? yearOf(released) : '' },
    { file, added: moment(added) ?? '' },
  );
}

function convertTuneMyMusic({ row, out, at }: RowContext, ids: KnownSongs): void {
  const about = {
    ...at,
    ...song(ids, row.get('trackname'), artists(row.get('artistname')), {
      spotify: withPrefix(row.get('spotifyid')),
      isrc: row.get('isrc'),
    }),
  };
  const isFavorite = /^favou?rites?$/i.test(row.get('type'));
  const list = row.get('playlistname');
  if (isFavorite) out.add({ ...about, entry: 'favorite' });
  else if (list === '') out.add({ ...about, entry: 'title' });
  else out.add({ ...about, entry: 'list_item', list });
}

function addTrack(
  out: Out,
  about: Omit<Entry, 'entry'>,
  { file, added }: { readonly file: SetFile; readonly added: string },
): void {
  if (file.role === 'liked') out.add({ ...about, entry: 'favorite', date: added });
  else out.add({ ...about, entry: 'list_item', list: listName(file), date: added });
}

/** "my_playlist.csv" of the exporters: the name as well as the file has it. */
function listName({ stem }: SetFile): string {
  return stem.includes(' ') ? stem : stem.replaceAll('_', ' ').trim() || 'Spotify playlist';
}

/** Joined with ", " (a comma inside a name is "\,") or with ";". */
function artists(cell: string): string {
  const names = cell.includes(';')
    ? cell.split(';')
    : cell.split(/(?<!\\),\s*/).map((name) => name.replaceAll('\\,', ','));
  return names
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .join('; ');
}

function minutes(duration: string): string {
  const ms = Number(duration);
  return /^\d{3,9}$/.test(duration) && ms >= 30_000 ? String(Math.max(1, Math.round(ms / 60_000))) : '';
}

function withPrefix(id: string): string {
  return id === '' || id.startsWith('spotify:') ? id : `spotify:track:${id}`;
}

function convertHistory(file: SetFile, out: Out, ids: KnownSongs): void {
  for (const { number, value, problem } of itemsOf(file, out.heard)) {
    if (problem) {
      out.refuse(file, { line: number, cells: [problem.source] }, problem.reason);
      continue;
    }
    const item = fields(value);
    const at = { file: file.path, line: number };
    const refuse = (reason: string, field: string) =>
      out.refuse(file, { line: number, cells: cellsOf(value) }, reason, field);
    const played = moment(text(item['ts']));
    const ms = Number(text(item['ms_played']));
    const track = text(item['master_metadata_track_name']);
    const show = text(item['episode_show_name']);
    if (played === undefined || played === '') refuse('is no date that can be read', 'ts');
    else if (track === '' && show === '')
      refuse('names neither a song nor a podcast', 'master_metadata_track_name');
    else if (ms < leastPlayed)
      refuse(`was played for ${Math.floor(ms / 1000)} s: less than the 30 s that make a play`, 'ms_played');
    else if (track !== '') {
      const creator = text(item['master_metadata_album_artist_name']);
      out.add({
        ...at,
        ...song(ids, track, creator, { spotify: text(item['spotify_track_uri']) }),
        entry: 'play',
        played,
      });
    } else addEpisode(out, at, show, played, text(item['episode_name']));
  }
}

function addEpisode(
  out: Out,
  at: Pick<Entry, 'file' | 'line'>,
  podcast: string,
  played: string,
  name: string,
): void {
  out.add({ ...at, title: podcast, kind: 'web_show', entry: 'play', played, note: name });
}

/** The year's history that comes with the account's data: times without seconds, names alone. */
function convertAccountHistory(file: SetFile, out: Out, ids: KnownSongs): void {
  for (const { number, value, problem } of itemsOf(file, out.heard)) {
    if (problem) {
      out.refuse(file, { line: number, cells: [problem.source] }, problem.reason);
      continue;
    }
    const item = fields(value);
    const at = { file: file.path, line: number };
    const refuse = (reason: string, field: string) =>
      out.refuse(file, { line: number, cells: cellsOf(value) }, reason, field);
    const played = moment(text(item['endTime']));
    const ms = Number(text(item['msPlayed']));
    const podcast = text(item['podcastName']);
    if (played === undefined || played === '') refuse('is no date that can be read', 'endTime');
    else if (ms < leastPlayed)
      refuse(`was played for ${Math.floor(ms / 1000)} s: less than the 30 s that make a play`, 'msPlayed');
    else if (podcast === '')
      out.add({
        ...at,
        ...song(ids, text(item['trackName']), text(item['artistName']), {}),
        entry: 'play',
        played,
      });
    else addEpisode(out, at, podcast, played, text(item['episodeName']));
  }
}

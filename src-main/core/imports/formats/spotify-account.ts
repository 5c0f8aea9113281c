// What Spotify gives of an account besides its history: its playlists (Playlist1.json, …) and what was kept in its
// library (YourLibrary.json). What was kept is a favourite: songs, albums and podcasts; artists are none of Mediary's kinds.
import { asAlbum } from './album.ts';
import type { Out } from './format.ts';
import { cellsOf, fields, list, prose, text, type Fields } from './json-value.ts';
import type { Look } from './look.ts';
import { moment } from './moments.ts';
import { itemsOf, type SetFile } from './set-file.ts';
import { song, type KnownSongs } from './spotify-song.ts';
import { unusedName } from './unused-name.ts';

/** What is outermost says it where the beginning of the file shows it; a long list hides what follows it. */
export function accountRole({ json, base }: Look): 'account-playlists' | 'account-library' | undefined {
  if (json?.root !== 'object') return undefined;
  const [first] = json.keys;
  const playlist = fields(json.first.get('playlists'));
  if (
    first === 'playlists' &&
    (/^playlist\d*\.json$/.test(base) || ('items' in playlist && 'name' in playlist))
  )
    return 'account-playlists';
  return first === 'tracks' && (base === 'yourlibrary.json' || json.keys.includes('bannedTracks'))
    ? 'account-library'
    : undefined;
}

export function convertPlaylists(files: readonly SetFile[], out: Out, known: KnownSongs): void {
  const taken = new Set<string>();
  for (const file of files) convertPlaylistFile(file, out, known, taken);
}

function convertPlaylistFile(file: SetFile, out: Out, known: KnownSongs, taken: Set<string>): void {
  let line = 0;
  for (const { key, value, problem } of itemsOf(file, out.heard)) {
    if (problem) out.refuse(file, { line: ++line, cells: [problem.source] }, problem.reason);
    if (problem || key !== 'playlists') continue;
    const playlist = fields(value);
    const name = unusedName(text(playlist['name']) || 'Spotify playlist', taken);
    out.add({
      file: file.path,
      line: ++line,
      entry: 'list',
      list: name,
      description: prose(playlist['description']),
    });
    for (const item of list(playlist['items']))
      convertItem(file, out, known, { list: name, line: ++line, item });
  }
}

interface PlaylistItem {
  readonly list: string;
  readonly line: number;
  readonly item: unknown;
}

function convertItem(
  file: SetFile,
  out: Out,
  known: KnownSongs,
  { list: name, line, item }: PlaylistItem,
): void {
  const { track, localTrack, episode, addedDate } = fields(item);
  const refuse = (reason: string, field: string) =>
    out.refuse(file, { line, cells: cellsOf(item) }, reason, field);
  if (episode) return refuse('is an episode of a podcast in a list of songs', 'episode');
  const about = track ? fields(track) : localSong(text(fields(localTrack)['uri']));
  const title = text(about['trackName']);
  if (title === '') return refuse('names neither a song nor a podcast', 'track');
  const date = moment(text(addedDate));
  if (date === undefined) return refuse('is no date that can be read', 'addedDate');
  out.add({
    file: file.path,
    line,
    ...song(known, title, text(about['artistName']), { spotify: text(about['trackUri']) }),
    entry: 'list_item',
    list: name,
    date,
  });
}

/** "spotify:local:Artist:Album:Title:seconds", each part as in the address of a form. */
function localSong(uri: string): Fields {
  const [, kind, artistName = '', , trackName = ''] = uri.split(':');
  if (kind !== 'local') return {};
  try {
    const plain = (part: string) => decodeURIComponent(part.replaceAll('+', ' '));
    return { artistName: plain(artistName), trackName: plain(trackName) };
  } catch {
    // A stray % is part of the name then.
    return { artistName, trackName };
  }
}

const notKept: Readonly<Record<string, string>> = {
  artists: 'is an artist, and no song is named',
  bannedArtists: 'is an artist, and no song is named',
  bannedTracks: 'is a song that is not to be played',
  episodes: 'is an episode of a podcast in a list of songs',
};

export function convertLibrary(file: SetFile, out: Out, known: KnownSongs): void {
  let line = 0;
  for (const { key, value, problem } of itemsOf(file, out.heard)) {
    line++;
    const cells = problem ? [problem.source] : cellsOf(value);
    const item = fields(value);
    const refuse = (reason: string) => out.refuse(file, { line, cells }, reason, key ?? undefined);
    const at = { file: file.path, line } as const;
    if (problem) refuse(problem.reason);
    else if (key === 'tracks' && text(item['track']) !== '')
      out.add({
        ...at,
        ...song(known, text(item['track']), text(item['artist']), { spotify: text(item['uri']) }),
        entry: 'favorite',
      });
    else if (key === 'albums' && text(item['album']) !== '')
      out.add({ ...at, ...asAlbum(text(item['album']), text(item['artist'])), entry: 'favorite' });
    else if (key === 'shows' && text(item['name']) !== '')
      out.add({ ...at, title: text(item['name']), kind: 'web_show', entry: 'favorite' });
    else refuse(notKept[key ?? ''] ?? 'names neither a song nor a podcast');
  }
}

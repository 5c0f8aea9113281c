// Scrobbles: Last.fm itself exports nothing, so these are the files of others. Each row is a play of a song.
import { eachRow } from './each-row.ts';
import type { Format, Out } from './format.ts';
import type { Look } from './look.ts';
import { cellsOf, fields, list, text } from './json-value.ts';
import { moment } from './moments.ts';
import { itemsOf, type SetFile } from './set-file.ts';

/** Such a row comes again, with its date, in the next file: as a play it would be there twice. */
const stillPlaying = 'has no date: it was playing when the file was written';

const withTime = ['artist', 'album', 'track', 'date'] as const;

export const lastFm: Format = {
  name: 'lastfm',
  label: 'Last.fm',
  recognise(look) {
    if (look.kind === 'json') return isScrobbleJson(look) ? 'json' : undefined;
    const namesTrack = look.has('artist') && (look.has('track') || look.has('trackname'));
    if (namesTrack && (look.has('uts') || look.has('utctime') || hasTimes(look))) return 'csv';
    return look.kind === 'table' && isBare(look) ? 'bare' : undefined;
  },
  convert(files, out) {
    const ids = new Map<string, string>();
    const of = (role: string) => files.filter((file) => file.role === role);
    eachRow(of('csv'), out, ({ row, at, date, refuse }) => {
      const artist = row.get('artist');
      const track = row.get('track', 'trackname');
      const played = date(['uts', 'utctime', 'date']);
      if (played === undefined) return;
      if (played === '') {
        refuse(stillPlaying, 'uts');
        return;
      }
      out.add({ ...at, ...song(ids, artist, track, row.get('trackmbid', 'mbid')), entry: 'play', played });
    });
    eachRow(
      of('bare'),
      out,
      ({ row, at, date, refuse }) => {
        const played = date(['date']);
        if (played === '') refuse(stillPlaying, 'date');
        else if (played !== undefined)
          out.add({ ...at, ...song(ids, row.get('artist'), row.get('track'), ''), entry: 'play', played });
      },
      withTime,
    );
    for (const file of of('json')) convertJson(file, out, ids);
  },
};

/** The first id that the file has for a song: other releases of it have others, and are the same song. */
function song(ids: Map<string, string>, artist: string, track: string, mbid: string) {
  const key = `${artist}\0${track}`.toLowerCase();
  const known = ids.get(key) ?? mbid;
  if (known !== '' && !ids.has(key)) ids.set(key, known);
  return {
    title: track,
    creator: artist,
    kind: 'song',
    ...(known === '' ? {} : { ids: { musicbrainz: known } }),
  } as const;
}

/** A column of dates with times: a date alone may be that of a song's release. */
function hasTimes({ names, records }: Look): boolean {
  const at = names.indexOf('date');
  return (
    at >= 0 && records.length > 1 && records.slice(1, 20).every((cells) => isTime(cells[at]?.trim() ?? ''))
  );
}

/** No header: three names and a time in every row. */
function isBare({ records }: Look): boolean {
  const rows = records.slice(0, 20);
  return (
    rows.length > 0 &&
    rows.every((cells) => cells.length === 4 && cells[0]?.trim() !== '' && isTime(cells[3]?.trim() ?? '')) &&
    rows.some((cells) => cells[3]?.trim() !== '')
  );
}

function isTime(cell: string): boolean {
  return cell === '' || /^\d{1,2} [A-Za-z]{3,9} \d{4},? \d{1,2}:\d\d$/.test(cell) || /^\d{9,13}$/.test(cell);
}

function isScrobbleJson({ json }: Look): boolean {
  const first = fields(json?.root === 'array' ? json.first.get('') : json?.first.get('track'));
  const track = fields(list(first['track'])[0] ?? (Array.isArray(first['track']) ? undefined : first));
  return 'artist' in track && 'name' in track && ('date' in track || '@attr' in track);
}

/** Pages of tracks, or tracks one by one. */
function convertJson(file: SetFile, out: Out, ids: Map<string, string>): void {
  let number = 0;
  for (const { value, problem } of itemsOf(file, out.heard)) {
    if (problem) {
      out.refuse(file, { line: ++number, cells: [problem.source] }, problem.reason);
      continue;
    }
    const page = fields(value)['track'];
    for (const item of Array.isArray(page) ? list(page) : [value]) {
      number++;
      const track = fields(item);
      const artist = fields(track['artist']);
      const date = fields(track['date']);
      const played = moment(text(date['uts']) || text(date['#text']));
      if (played === undefined)
        out.refuse(file, { line: number, cells: cellsOf(item) }, 'is no date that can be read', 'date');
      else if (played === '') out.refuse(file, { line: number, cells: cellsOf(item) }, stillPlaying, 'date');
      else {
        const name = text(artist['#text']) || text(artist['name']) || text(track['artist']);
        const about = song(ids, name, text(track['name']), text(track['mbid']));
        out.add({ file: file.path, line: number, ...about, entry: 'play', played });
      }
    }
  }
}

// IMDb's lists and ratings, four generations of one table. A file is known by its columns, never by its name, which
// today is often nothing but a number. What is on a list was not necessarily seen: only a rating says so.
import { externalId, looseName } from '#shared/domain/csv/cell-text.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import {
  isProblem,
  rateOrNone,
  skip,
  splitNames,
  tenScale,
  yearOf,
  type Format,
  type Out,
} from './format.ts';
import { byPlace } from './by-place.ts';
import { onShelf, type Entry } from './entry.ts';
import { rowsOf, type SetFile, type TableRow } from './set-file.ts';

const kindByType: Readonly<Record<string, MediaKind>> = {
  movie: 'movie',
  featurefilm: 'movie',
  film: 'movie',
  documentary: 'movie',
  tvmovie: 'movie',
  tvspecial: 'movie',
  tvshort: 'movie',
  short: 'movie',
  shortfilm: 'movie',
  video: 'movie',
  musicvideo: 'movie',
  tvseries: 'web_show',
  tvminiseries: 'web_show',
  miniseries: 'web_show',
  podcastseries: 'web_show',
  webseries: 'web_show',
};
const episodeTypes = new Set(['tvepisode', 'podcastepisode', 'episode']);

export const imdb: Format = {
  name: 'imdb',
  label: 'IMDb',
  recognise(look) {
    if (!look.has('const') || look.kind !== 'table') return undefined;
    if (look.has('name') && !look.has('title')) return skip('people');
    if (!look.has('title')) return undefined;
    const isList = look.has('position');
    if (isList && look.base.includes('watchlist')) return 'watchlist';
    if (look.has('yourrating') || look.has('yourated')) {
      // The old ratings are written like a list.
      if (!isList || look.base.startsWith('ratings')) return 'ratings';
      return look.has('yourated') && !hasListNotes(look.records) ? 'ratings' : 'list';
    }
    return isList ? 'list' : undefined;
  },
  dates: Object.fromEntries(['ratings', 'watchlist', 'list'].map((role) => [role, ['created', 'daterated']])),
  convert(files, out) {
    const shows = showsIn(files);
    const rated = new Map<string, number>();
    for (const role of ['ratings', 'watchlist', 'list'])
      for (const file of files.filter((one) => one.role === role)) convertFile(file, out, { shows, rated });
  },
};

/** In a list of the oldest kind, some row has a place of its own: ratings are all rated. */
function hasListNotes(records: readonly (readonly string[])[]): boolean {
  const at = (records[0] ?? []).map(looseName).indexOf('yourated');
  return records.slice(1).some((cells) => (cells[at] ?? '').trim() === '');
}

interface Known {
  readonly shows: ReadonlyMap<string, Show>;
  /** Titles whose rating was written, with the line. */
  readonly rated: Map<string, number>;
}

function convertFile(file: SetFile, out: Out, known: Known): void {
  const isUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(file.stem);
  const list = isUuid ? `IMDb list ${file.stem.slice(0, 8)}` : file.stem;
  const rows = rowsOf(file, out.heard);
  for (const row of file.role === 'list' ? byPlace(rows, (one) => one.get('position')) : rows) {
    if (row.refusal) out.refuse(file, row, row.refusal.reason, row.refusal.field);
    else convertRow(file, row, { out, list, ...known });
  }
}

function convertRow(
  file: SetFile,
  row: TableRow,
  { out, list, shows, rated }: Known & { readonly out: Out; readonly list: string },
): void {
  const id = row.get('const');
  if (/^nm\d/i.test(id)) {
    out.refuse(file, row, 'is a person: Mediary keeps movies, web shows and songs', 'Const');
    return;
  }
  const typeText = row.get('titletype');
  const type = looseName(typeText);
  const isEpisode = episodeTypes.has(type);
  const kind = isEpisode ? 'web_show' : type === '' ? 'movie' : kindByType[type];
  if (kind === undefined) {
    out.refuse(
      file,
      row,
      `a ${typeText.slice(0, 40).toLowerCase()} is neither a movie nor a web show nor a song`,
      'Title Type',
    );
    return;
  }
  const rating = rateOrNone(row.get('yourrating', 'yourated'), tenScale);
  if (isProblem(rating)) {
    out.refuse(file, row, rating.problem, 'Your Rating');
    return;
  }
  const dates = file.role === 'ratings' ? ['daterated', 'created'] : ['created', 'daterated'];
  const date = row.moment(...dates);
  const ratedOn = row.moment('daterated');
  if (date === undefined || ratedOn === undefined) {
    out.refuse(
      file,
      row,
      `"${row.get(...dates).slice(0, 40)}" is no date that can be read (2019-05-31)`,
      'Date',
    );
    return;
  }
  const { show, episode } = isEpisode
    ? splitEpisode(row.get('title'), [...shows.keys()])
    : { show: row.get('title'), episode: '' };
  const ownShow = isEpisode ? shows.get(show) : undefined;
  const about = {
    file: file.path,
    line: row.line,
    title: show,
    kind,
    date,
    ...(isEpisode
      ? { year: ownShow?.year, ids: ownShow?.ids }
      : {
          year: yearOf(row.get('year')),
          creator: splitNames(row.get('directors')).slice(0, 3).join(', '),
          genres: splitNames(row.get('genres')),
          runtime: minutes(row.get('runtime(mins)', 'runtimemins', 'runtime')),
          ids: id === '' ? {} : { imdb: externalId('imdb', id) },
        }),
  };
  const note = row.prose('description');
  const episodeNote =
    [episode, note].filter((text) => text !== undefined && text !== '').join('\n') || undefined;

  if (file.role === 'ratings') {
    if (rating.rating === undefined) out.add({ ...about, entry: 'title' });
    else if (isEpisode) out.add({ ...about, ...rating, entry: 'play', played: '', note: episodeNote });
    else addRating(row);
    return;
  }
  // A rating in a list is the one of the ratings' file, where that is there.
  const also =
    rating.rating !== undefined && !isEpisode && !rated.has(keyOf(row)) ? (['review'] as const) : undefined;
  const withRating = also ? { ...rating, also, ...(ratedOn === '' ? {} : { updated: ratedOn }) } : {};
  const place: Pick<Entry, 'entry' | 'list' | 'position' | 'note' | 'also'> =
    file.role === 'watchlist'
      ? onShelf('watchlist', episodeNote, 'IMDb watchlist')
      : { entry: 'list_item', list, position: row.get('position'), note: episodeNote };
  const line = out.add({ ...about, ...withRating, ...place, also: [...(also ?? []), ...(place.also ?? [])] });
  if (also) rated.set(keyOf(row), line);

  function addRating(of: TableRow): void {
    const known = rated.get(keyOf(of));
    if (known === undefined)
      rated.set(keyOf(of), out.add({ ...about, ...rating, entry: 'review', comment: note }));
    else out.add({ ...about, ...rating, entry: 'review', comment: note });
  }
}

function keyOf(row: TableRow): string {
  return row.get('const') || `${row.get('title')}\0${row.get('year')}`;
}

function minutes(text: string): string {
  return /^0*$/.test(text) ? '' : text;
}

interface Show {
  readonly year: string;
  readonly ids: { readonly imdb: string };
}

/** Shows that the files name themselves: an episode of one is told by its name. Longest first. */
function showsIn(files: readonly SetFile[]): Map<string, Show> {
  const shows = new Map<string, Show>();
  for (const file of files)
    for (const row of rowsOf(file)) {
      const title = row.get('title');
      if (row.refusal || title === '' || kindByType[looseName(row.get('titletype'))] !== 'web_show') continue;
      shows.set(title, {
        year: yearOf(row.get('year')),
        ids: { imdb: externalId('imdb', row.get('const')) },
      });
    }
  return new Map([...shows].sort(([one], [other]) => other.length - one.length));
}

/** "Show: Episode": at the show's own name where it is known, else at the last colon that doesn't begin a "Part 2". */
export function splitEpisode(
  title: string,
  shows: readonly string[] = [],
): { show: string; episode: string } {
  const known = shows.find((show) => show !== '' && title.startsWith(`${show}: `));
  if (known !== undefined) return { show: known, episode: title.slice(known.length + 2) };
  const parts = title.split(': ');
  let from = parts.length - 1;
  while (from > 1 && /^(?:part|chapter|episode|vol(?:ume)?|teil|folge)\b/i.test(parts[from] ?? '')) from--;
  if (from < 1) return { show: title, episode: '' };
  return { show: parts.slice(0, from).join(': '), episode: parts.slice(from).join(': ') };
}

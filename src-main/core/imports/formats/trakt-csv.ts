// Trakt's CSVs, one event or rating a row. `trakt_rating` is what everybody thinks; one's own is the last column.
import type { ExternalSource } from '#shared/api/catalog.ts';
import { externalId } from '#shared/domain/csv/cell-text.ts';
import { onShelf, type Entry } from './entry.ts';
import { isProblem, rateOrNone, splitNames, tenScale, wholeNumber, yearOf, type Out } from './format.ts';
import type { Look } from './look.ts';
import { rowsOf, type SetFile, type TableRow } from './set-file.ts';

export function traktCsvRole(look: Look): string | undefined {
  if (!look.has('type', 'title') || !(look.has('traktid') || look.has('traktrating'))) return undefined;
  if (look.has('ratedat')) return 'csv-ratings';
  if (look.has('watchedat')) return 'csv-history';
  if (look.has('collectedat')) return 'csv-collection';
  if (look.has('listedat')) {
    if (look.base.includes('favo')) return 'csv-favorites';
    return look.base.includes('watchlist') || !look.base.includes('list') ? 'csv-watchlist' : 'csv-list';
  }
  return undefined;
}

const dateColumns = ['ratedat', 'watchedat', 'listedat', 'collectedat'];

const entryByRole = {
  'csv-history': 'play',
  'csv-ratings': 'review',
  'csv-collection': 'list_item',
  'csv-list': 'list_item',
  'csv-favorites': 'favorite',
  'csv-watchlist': 'watchlist',
} as const;

export const traktCsvDates = Object.fromEntries(Object.keys(entryByRole).map((role) => [role, dateColumns]));

export function convertTraktCsv(files: readonly SetFile[], out: Out): void {
  for (const file of files) for (const row of rowsOf(file, out.heard)) convertRow(file, row, out);
}

function convertRow(file: SetFile, row: TableRow, out: Out): void {
  if (row.refusal) {
    out.refuse(file, row, row.refusal.reason, row.refusal.field);
    return;
  }
  const type = row.get('type').toLowerCase();
  const isShow = type !== 'movie' && type !== 'movies';
  if (isShow && !/^(?:shows?|episodes?|seasons?)$/.test(type)) {
    out.refuse(file, row, `"${type.slice(0, 40)}" is neither a movie nor a show`, 'type');
    return;
  }
  const season = wholeNumber(row.get('seasonnumber', 'season'));
  const episode = wholeNumber(row.get('episodenumber', 'episode'));
  const date = row.moment(...dateColumns);
  const rated = rateOrNone(row.get('rating'), tenScale);
  if (date === undefined) {
    out.refuse(file, row, 'is no date that can be read (2019-05-31T20:00:00Z)', 'date');
    return;
  }
  if (isProblem(rated)) {
    out.refuse(file, row, rated.problem, 'rating');
    return;
  }
  const about = {
    file: file.path,
    line: row.line,
    title: row.get('title'),
    year: yearOf(row.get('year')),
    kind: isShow ? 'web_show' : 'movie',
    genres: splitNames(row.get('genres')),
    ids: idsOf(row),
  } as const;
  const where = isShow ? { season, episode } : {};
  const entry = entryByRole[file.role as keyof typeof entryByRole];
  if (entry === 'play') out.add({ ...about, ...where, ...rated, entry, played: date });
  else if (entry === 'review') addRating(about, where, date);
  else {
    const note = [partOf(where), row.prose('notes')].filter((one) => one !== undefined).join('\n');
    const list = file.role === 'csv-collection' ? 'Trakt collection' : file.stem;
    if (entry === 'list_item') out.add({ ...about, entry, list, date, note });
    else
      out.add({
        ...about,
        ...onShelf(entry, note, entry === 'favorite' ? 'Trakt favorites' : 'Trakt watchlist'),
        date,
      });
  }

  function addRating(
    of: Omit<Entry, 'entry'>,
    at: { season?: number | undefined; episode?: number | undefined },
    on: string,
  ) {
    if (isProblem(rated) || rated.rating === undefined) out.refuse(file, row, 'there is no rating', 'rating');
    else if (at.episode !== undefined)
      out.add({ ...of, ...at, ...rated, entry: 'play', played: '', date: on });
    else if (type.startsWith('season'))
      out.refuse(
        file,
        row,
        'rates a whole season: Mediary keeps ratings of shows and of single plays',
        'type',
      );
    else out.add({ ...of, ...rated, entry: 'review', date: on });
  }
}

function partOf({
  season,
  episode,
}: {
  season?: number | undefined;
  episode?: number | undefined;
}): string | undefined {
  if (season === undefined) return undefined;
  return episode === undefined ? `Season ${season}` : `Season ${season}, episode ${episode}`;
}

function idsOf(row: TableRow): Partial<Record<ExternalSource, string>> {
  const found: Partial<Record<ExternalSource, string>> = {};
  for (const source of ['imdb', 'tmdb', 'tvdb', 'trakt'] as const) {
    const id = row.get(`${source}id`, source);
    if (id !== '' && id !== '0') found[source] = externalId(source, id);
  }
  return found;
}

// The product's own exports: the CSV tables and the JSON document. Texts come back to the byte, with the guard
// against spreadsheets taken off.
import { externalSources, type ExternalSource } from '#shared/api/catalog.ts';
import { documentArrays, documentFormat, type DocumentArray } from '#shared/exports/document.ts';
import { unguardCell } from '#shared/exports/formula-guard.ts';
import { joinList, splitList } from '#shared/exports/list-cell.ts';
import { exportTableNames, tableOfHeader, type ExportTable } from '#shared/exports/tables.ts';
import { mediaKinds } from '#shared/domain/media-kind.ts';
import { byPlace } from './by-place.ts';
import type { Entry } from './entry.ts';
import { skip, type Format, type Out } from './format.ts';
import { cellsOf, count, fields, list, text, type Fields } from './json-value.ts';
import { itemsOf, rowsOf, type SetFile } from './set-file.ts';

export const mediary: Format = {
  name: 'mediary',
  label: 'Mediary',
  recognise(look) {
    if (look.kind === 'table') return tableOfHeader(look.header);
    if (look.json?.root !== 'object') return undefined;
    const format = look.json.first.get('format');
    if (format === documentFormat) return 'document';
    return typeof format === 'string' && format.startsWith('mediary/') ? skip('newer_version') : undefined;
  },
  convert(files, out) {
    const known: Known = { apart: new Map(), lists: new Map() };
    for (const table of exportTableNames)
      for (const file of files.filter(({ role }) => role === table)) convertTable(file, table, out, known);
    for (const file of files.filter(({ role }) => role === 'document')) convertDocument(file, out);
  },
};

interface Known {
  /** What tells a title from another of its name and year, by its uid. */
  readonly apart: Map<string, string>;
  /** Names of lists by their uid. */
  readonly lists: Map<string, string>;
}

/** One record of a table, whichever way it was written: cells by the column's name, already unguarded. */
type Record = Readonly<{ [column: string]: string }>;

function convertTable(file: SetFile, table: ExportTable, out: Out, known: Known): void {
  const rows = rowsOf(file, out.heard);
  // Somebody may have sorted the table in a spreadsheet.
  for (const row of table === 'list_items' ? byPlace(rows, (one) => one.get('position')) : rows) {
    if (row.refusal) {
      out.refuse(file, row, row.refusal.reason, row.refusal.field);
      continue;
    }
    const cell = (column: string) => unguardCell(row.whole(column));
    const problem = convertRecord({ file: file.path, line: row.line }, table, cell, out, known);
    if (problem) out.refuse(file, row, problem.reason, problem.field);
  }
}

type Cell = (column: string) => string;

function convertRecord(
  at: Pick<Entry, 'file' | 'line'>,
  table: ExportTable,
  cell: Cell,
  out: Out,
  { apart, lists }: Known,
): { readonly reason: string; readonly field: string } | null {
  const whole = (column: string) => cell(column) || undefined;
  const flag = (column: string) => cell(column) === 'yes';
  if (table === 'lists') {
    lists.set(cell('list_uid'), cell('name'));
    const times = { date: cell('created_at'), updated: cell('updated_at') };
    const about = { list: cell('name'), description: whole('description'), ranked: flag('ranked'), ...times };
    out.add({ ...at, ...about, entry: 'list', tags: splitList(cell('tags')) });
    return null;
  }
  const kind = mediaKinds.find((known) => known === cell('kind'));
  if (kind === undefined)
    return { reason: `"${cell('kind').slice(0, 40)}" is no kind of title`, field: 'kind' };
  const rating = cell('rating') === '' ? undefined : Math.round(Number(cell('rating')) * 10);
  if (rating !== undefined && !(rating >= 10 && rating <= 100))
    return { reason: `"${cell('rating').slice(0, 40)}" is not between 1.0 and 10.0`, field: 'rating' };
  const uid = cell('title_uid');
  if (table === 'titles' && cell('disambiguator') !== '') apart.set(uid, cell('disambiguator'));
  const about = {
    ...at,
    kind,
    title: cell('title'),
    year: cell('year'),
    creator: whole('creator'),
    disambiguator: apart.get(uid),
  } as const;
  switch (table) {
    case 'titles': {
      const ids: Partial<{ [S in ExternalSource]: string[] }> = {};
      for (const source of externalSources) {
        const values = splitList(cell(source));
        if (values.length > 0) ids[source] = values;
      }
      const facts = {
        genres: splitList(cell('genres')),
        runtime: cell('runtime'),
        description: whole('description'),
      };
      out.add({ ...about, ...facts, ids, entry: 'title', date: cell('added_at') });
      return null;
    }
    case 'reviews':
      out.add({
        ...about,
        entry: 'review',
        rating,
        comment: whole('review'),
        spoiler: flag('spoiler'),
        date: cell('created_at'),
        updated: cell('updated_at'),
      });
      return null;
    case 'plays':
      out.add({
        ...about,
        entry: 'play',
        played: playedAs(cell('played_on'), cell('played_at')),
        season: number(cell('season')),
        episode: number(cell('episode')),
        rewatch: flag('rewatch'),
        rating,
        note: whole('note'),
        tags: splitList(cell('tags')),
        date: cell('created_at'),
        updated: cell('updated_at'),
      });
      return null;
    case 'watchlist':
      out.add({ ...about, entry: 'watchlist', date: cell('watchlisted_at') });
      return null;
    case 'favorites':
      out.add({ ...about, entry: 'favorite', date: cell('favorited_at') });
      return null;
    case 'dismissed':
      out.add({ ...about, entry: 'dismissed', date: cell('dismissed_at') });
      return null;
    case 'list_items': {
      const name = lists.get(cell('list_uid')) ?? cell('list');
      out.add({
        ...about,
        entry: 'list_item',
        list: name,
        position: cell('position'),
        note: whole('note'),
        date: cell('listed_at'),
      });
      return null;
    }
    default:
      return null;
  }
}

const tableOfArray: Readonly<{ [A in DocumentArray]: ExportTable }> = {
  titles: 'titles',
  reviews: 'reviews',
  plays: 'plays',
  watchlist: 'watchlist',
  favorites: 'favorites',
  dismissed: 'dismissed',
  lists: 'lists',
  listItems: 'list_items',
};

/** The document's records as the tables write them, without the guard. */
function convertDocument(file: SetFile, out: Out): void {
  const known: Known = { apart: new Map(), lists: new Map() };
  for (const { key, number: line, value, problem } of itemsOf(file, out.heard)) {
    if (problem) {
      out.refuse(file, { line, cells: [problem.source] }, problem.reason);
      continue;
    }
    const array = documentArrays.find((name) => name === key);
    if (array === undefined || line === 0) continue;
    const record = recordOf(array, fields(value));
    const cell = (column: string) => record[column] ?? '';
    const refused = convertRecord(
      { file: `${file.path}#${array}`, line },
      tableOfArray[array],
      cell,
      out,
      known,
    );
    if (refused) out.refuse(file, { line, cells: cellsOf(value) }, refused.reason, refused.field);
  }
}

function recordOf(array: DocumentArray, value: Fields): Record {
  const title = array === 'titles' ? value : fields(value['title']);
  const rating = value['rating'];
  return {
    title_uid: text(title['uid']),
    kind: text(title['kind']),
    title: raw(title['title']),
    year: text(title['year']),
    creator: raw(title['creator']),
    disambiguator: raw(title['disambiguator']),
    genres: listCell(value['genres']),
    runtime: text(value['runtime']),
    description: raw(value['description']),
    rating: typeof rating === 'number' ? String(rating / 10) : '',
    review: raw(value['review']),
    spoiler: yes(value['spoiler']),
    created_at: text(value['createdAt']),
    updated_at: text(value['updatedAt']),
    played_on: text(value['playedOn']),
    played_at: text(value['playedAt']),
    season: text(value['season']),
    episode: text(value['episode']),
    rewatch: yes(value['rewatch']),
    note: raw(value['note']),
    tags: listCell(value['tags']),
    added_at: text(value['addedAt']),
    watchlisted_at: text(value['addedAt']),
    favorited_at: text(value['addedAt']),
    dismissed_at: text(value['addedAt']),
    listed_at: text(value['addedAt']),
    list_uid: array === 'lists' ? text(value['uid']) : text(value['list']),
    name: raw(value['name']),
    ranked: yes(value['ranked']),
    position: text(value['position']),
    ...(array === 'titles' ? idCells(fields(value['externalIds'])) : {}),
  };
}

function idCells(ids: Fields): Record {
  return Object.fromEntries(externalSources.map((source) => [source, listCell(ids[source])]));
}

function listCell(value: unknown): string {
  return joinList(list(value).filter((one) => typeof one === 'string'));
}

function raw(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function yes(value: unknown): string {
  return value === true ? 'yes' : '';
}

function number(cell: string): number | undefined {
  return cell === '' ? undefined : count(cell);
}

/** The moment, written in a zone in which its day is the one that was kept. */
function playedAs(day: string, moment: string): string {
  if (moment === '' || !/^\d{4}-\d\d-\d\d$/.test(day) || moment.startsWith(day))
    return moment === '' ? day : moment;
  const time = Date.parse(moment);
  for (const hours of [1, 2, -1, -2, 5, -5, 9, -8, 12, -12, 14]) {
    const local = new Date(time + hours * 3_600_000).toISOString();
    const zone = `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`;
    if (local.startsWith(day)) return local.replace('Z', zone);
  }
  return day;
}

// The canonical entries that every foreign format is converted into: one CSV (UTF-8, LF, RFC 4180) whose rows the
// engine plans, applies, resumes and takes back like those of any other file. One entry per row of the source.
import { externalSources, type ExternalSource } from '#shared/api/catalog.ts';
import { canonicalColumns, type EntryKind, type FurtherEntry } from '#shared/api/import-fields.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import { formatTen } from '#shared/domain/rating.ts';
import type { TableFormat } from '../table-file.ts';

export interface Entry {
  readonly entry: EntryKind;
  /** Path in the set, and line (CSV) or item number (JSON): for the user's eyes. */
  readonly file: string;
  readonly line: number;
  readonly title?: string | undefined;
  readonly year?: number | string | null | undefined;
  readonly kind?: MediaKind | undefined;
  readonly creator?: string | undefined;
  readonly genres?: readonly string[] | undefined;
  readonly runtime?: number | string | null | undefined;
  readonly description?: string | undefined;
  readonly ids?: Partial<Record<ExternalSource, string>> | undefined;
  /** In tenths, 10 to 100. */
  readonly rating?: number | undefined;
  readonly raised?: boolean | undefined;
  readonly comment?: string | undefined;
  readonly spoiler?: boolean | undefined;
  /** When it was rated, written or added: a date or an instant. */
  readonly date?: string | undefined;
  /** When it was seen: 2019, 2019-05, 2019-05-01 or an instant; '' where nobody knows. */
  readonly played?: string | undefined;
  readonly rewatch?: boolean | undefined;
  readonly season?: number | undefined;
  readonly episode?: number | undefined;
  /** Several episodes seen: pairs of season and episode. */
  readonly episodes?: readonly (readonly [season: number, episode: number])[] | undefined;
  readonly note?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly list?: string | undefined;
  readonly position?: number | string | undefined;
  readonly ranked?: boolean | undefined;
  readonly also?: readonly FurtherEntry[] | undefined;
  /** Of `same`: the canonical line that it was merged into. */
  readonly sameLine?: number | undefined;
  /** Of `problem`: why, which column, and the cells as they were. */
  readonly problem?: string | undefined;
  readonly field?: string | undefined;
  readonly cells?: readonly string[] | undefined;
}

/** How the canonical file is read. */
export const entryFormat: TableFormat = {
  encoding: 'utf-8',
  markLength: 0,
  delimiter: ',',
  newline: '\n',
  header: canonicalColumns,
};

export const entryHeader = `${canonicalColumns.join(',')}\n`;

type Column = (typeof canonicalColumns)[number];
type OwnColumn = Exclude<Column, ExternalSource>;

const cellOf: Readonly<Record<OwnColumn, (entry: Entry) => string>> = {
  entry: ({ entry }) => entry,
  file: ({ file }) => quoted(file),
  line: ({ line }) => String(line),
  title: ({ title }) => quoted(title),
  year: ({ year }) => plain(year),
  kind: ({ kind }) => plain(kind),
  creator: ({ creator }) => quoted(creator),
  genres: ({ genres }) => quoted(genres?.join('|')),
  runtime: ({ runtime }) => plain(runtime),
  description: ({ description }) => quoted(description),
  rating: ({ rating }) => (rating === undefined ? '' : formatTen(rating)),
  raised: ({ raised }) => flag(raised),
  comment: ({ comment }) => quoted(comment),
  spoiler: ({ spoiler }) => flag(spoiler),
  date: ({ date }) => plain(date),
  played: ({ played }) => plain(played),
  rewatch: ({ rewatch }) => flag(rewatch),
  season: ({ season }) => plain(season),
  episode: ({ episode }) => plain(episode),
  episodes: ({ episodes }) => (episodes === undefined ? '' : quoted(JSON.stringify(episodes))),
  note: ({ note }) => quoted(note),
  tags: ({ tags = [] }) => (tags.length === 0 ? '' : quoted(JSON.stringify(tags))),
  list: ({ list }) => quoted(list),
  position: ({ position }) => plain(position),
  ranked: ({ ranked }) => flag(ranked),
  also: ({ also }) => also?.join(' ') ?? '',
  same_line: ({ sameLine }) => plain(sameLine),
  field: ({ field }) => quoted(field),
  problem: ({ problem }) => quoted(problem),
  cells: ({ cells }) => (cells === undefined ? '' : quoted(JSON.stringify(cells))),
};

const writers = canonicalColumns.map((column) =>
  isSource(column) ? ({ ids }: Entry) => quoted(ids?.[column]) : cellOf[column],
);

/** The entry as a row of the canonical file, with its line end. */
export function entryRow(entry: Entry): string {
  let row = '';
  for (const write of writers) row += row === '' ? write(entry) : `,${write(entry)}`;
  return `${row}\n`;
}

function isSource(column: Column): column is ExternalSource {
  return externalSources.some((source) => source === column);
}

function flag(value: boolean | undefined): string {
  return value === true ? '1' : '';
}

/** What can hold neither quotes nor separators. */
function plain(value: string | number | null | undefined): string {
  return value === undefined || value === null ? '' : String(value);
}

function quoted(text: string | undefined): string {
  if (text === undefined || text === '') return '';
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// The canonical entries that every foreign format is converted into: one CSV (UTF-8, LF, RFC 4180) whose rows the
// engine plans, applies, resumes and takes back like those of any other file. One entry per row of the source.
import { externalSources, type ExternalSource } from '#shared/api/catalog.ts';
import type { EntryKind, FurtherEntry } from '#shared/api/import-fields.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import { formatTen } from '#shared/domain/rating.ts';
import { joinList } from '#shared/exports/list-cell.ts';
import type { TableFormat } from '../table-file.ts';

export interface Entry {
  readonly entry: EntryKind;
  /** Path in the set, and line (CSV) or item number (JSON): for the user's eyes. */
  readonly file: string;
  readonly line: number;
  readonly title?: string | undefined;
  readonly year?: number | string | null | undefined;
  readonly kind?: MediaKind | undefined;
  /** What tells this work from another of its name and year, where creator and ids don't. */
  readonly disambiguator?: string | undefined;
  readonly creator?: string | undefined;
  readonly genres?: readonly string[] | undefined;
  readonly runtime?: number | string | null | undefined;
  readonly description?: string | undefined;
  /** Several of one source where two works were made one. */
  readonly ids?: Partial<Record<ExternalSource, string | readonly string[]>> | undefined;
  /** In tenths, 10 to 100. */
  readonly rating?: number | undefined;
  readonly raised?: boolean | undefined;
  readonly comment?: string | undefined;
  readonly spoiler?: boolean | undefined;
  /** When it was rated, written or added: a date or an instant. */
  readonly date?: string | undefined;
  /** When it was last changed, an instant: where the file says that besides. */
  readonly updated?: string | undefined;
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

/**
 * What stands on a shelf. Mediary's shelves have no notes, lists have: what a note says goes onto a list of this name as
 * well, which holds nothing else.
 */
export function onShelf(
  shelf: 'watchlist' | 'favorite',
  note: string | undefined,
  list: string,
): Pick<Entry, 'entry' | 'note' | 'list' | 'also'> {
  return note === undefined || note === ''
    ? { entry: shelf }
    : { entry: 'list_item', also: [shelf], list, note };
}

export const entryColumns = [
  'entry', 'file', 'line', 'title', 'year', 'kind', 'disambiguator', 'creator', 'genres', 'runtime', 'description', ...externalSources,
  'rating', 'raised', 'comment', 'spoiler', 'date', 'updated', 'played', 'rewatch', 'season', 'episode', 'episodes', 'note', 'tags',
  'list', 'position', 'ranked', 'also', 'same_line', 'field', 'problem', 'cells',
] as const; // prettier-ignore
export type EntryColumn = (typeof entryColumns)[number];

/** How the canonical file is read. */
export const entryFormat: TableFormat = {
  encoding: 'utf-8',
  markLength: 0,
  delimiter: ',',
  newline: '\n',
  header: entryColumns,
};

export const entryHeader = `${entryColumns.join(',')}\n`;

/** The entry as a row of the canonical file, with its line end. */
export function entryRow(entry: Entry): string {
  const { ids = {} } = entry;
  return `${[
    entry.entry,
    quoted(entry.file),
    String(entry.line),
    quoted(entry.title),
    cell(entry.year),
    entry.kind ?? '',
    quoted(entry.disambiguator),
    quoted(entry.creator),
    quoted(joinList(entry.genres ?? [])),
    cell(entry.runtime),
    quoted(entry.description),
    ...externalSources.map((source) => quoted(joinList([ids[source] ?? []].flat()))),
    entry.rating === undefined ? '' : formatTen(entry.rating),
    flag(entry.raised),
    quoted(entry.comment),
    flag(entry.spoiler),
    cell(entry.date),
    cell(entry.updated),
    cell(entry.played),
    flag(entry.rewatch),
    entry.season ?? '',
    entry.episode ?? '',
    entry.episodes === undefined ? '' : quoted(JSON.stringify(entry.episodes)),
    quoted(entry.note),
    entry.tags === undefined || entry.tags.length === 0 ? '' : quoted(JSON.stringify(entry.tags)),
    quoted(entry.list),
    cell(entry.position),
    flag(entry.ranked),
    entry.also?.join(' ') ?? '',
    entry.sameLine ?? '',
    quoted(entry.field),
    quoted(entry.problem),
    entry.cells === undefined ? '' : quoted(JSON.stringify(entry.cells)),
  ].join(',')}\n`;
}

function cell(value: string | number | null | undefined): string {
  return typeof value === 'number' ? String(value) : quoted(value ?? undefined);
}

function flag(value: boolean | undefined): string {
  return value === true ? '1' : '';
}

function quoted(text: string | undefined): string {
  if (text === undefined || text === '') return '';
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

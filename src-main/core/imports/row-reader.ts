// What a row says, by the mapping of its columns: compiled once, then cheap per row. A cell that can't be meant is
// a refusal that names the field; nothing here looks at the database.
import { externalSources } from '#shared/api/catalog.ts';
import type { EntryKind, FurtherEntry } from '#shared/api/import-fields.ts';
import type { ImportOptions } from '#shared/api/imports.ts';
import { parseMoment } from '#shared/domain/csv/cell-text.ts';
import type { DateOrder } from '#shared/domain/csv/date-order.ts';
import { parsePartialDate } from '#shared/domain/partial-date.ts';
import { parseRating, scaleRating } from '#shared/domain/rating.ts';
import { AppError } from '#shared/errors.ts';
import type { TitleFacts } from '../catalog/media-writer.ts';
import type { PlayFacts } from '../diary/play-writer.ts';
import type { ListFacts } from '../lists/list-writer.ts';
import { createEntryCells } from './entry-cells.ts';
import { momentIn } from './formats/moments.ts';
import { readFlag, readPlays } from './play-cells.ts';
import { findPreset } from './presets.ts';
import {
  columnIndex, control, createRowCells, isRefusal, shorten, unreadableDate, type ExternalIdCells, type Refusal,
} from './row-cells.ts'; // prettier-ignore
import type { TableFormat } from './table-file.ts';

export { isRefusal, type Refusal };

export interface Row {
  readonly entry: EntryKind;
  /** What it is besides. */
  readonly also: readonly FurtherEntry[];
  /** Where a row of a converted file came from. */
  readonly origin: { readonly file: string; readonly line: number } | null;
  readonly mediaId: number | null;
  readonly externalIds: ExternalIdCells;
  /** The title as the row describes it; null where it has no title or no kind. */
  readonly facts: TitleFacts | null;
  readonly rating: number | null;
  readonly raised: boolean;
  readonly comment: string | null;
  /** Null where the row doesn't say. */
  readonly spoiler: boolean | null;
  readonly date: string | null;
  /** When it was last changed, where the file says that besides. */
  readonly updated: string | null;
  readonly author: string | null;
  /** Of a play: one, or one for each episode that the row stands for. */
  readonly plays: readonly PlayFacts[];
  /** Of a list or an item of one: the list, as far as this row tells. */
  readonly list: ListFacts | null;
  /** Of an item of a list. */
  readonly note: string | null;
}

export interface RowReader {
  /** Whether the row meets the user's conditions; one with missing cells is read, to be refused. */
  wants(cells: readonly string[]): boolean;
  read(cells: readonly string[]): Row | Refusal;
}

const longestComment = 20_000;
const nothing: readonly never[] = [];

/** Throws `invalid_input` that names the option, the column and the columns that there are. */
export function createRowReader(options: ImportOptions, format: TableFormat): RowReader {
  const row = createRowCells(options, format);
  const entries = options.shape === 'entries' ? createEntryCells(format.header) : null;
  const conditions = options.where.map(
    ({ column, value }) => [columnIndex(format.header, 'where', column), value] as const,
  );
  const rate = ratingReader(options, format);
  const columns = format.header.length;
  // UTF-16 may hold halves of characters, which SQLite could not keep.
  const mayBeMalformed = format.encoding.startsWith('utf-16');
  const shapeEntry = entryOfShape[options.shape];
  const { dateOrder } = options.reading;
  // Only Mediary's own exports say when a title came to the catalogue.
  const isOwn = options.format === 'mediary';

  function read(cells: readonly string[]): Row | Refusal {
    const entry = entries ? entries.kind(cells) : shapeEntry;
    if (typeof entry === 'object') return entry;
    const origin = entries ? entries.origin(cells) : null;
    if (entry === 'same') return { ...blank, entry, origin };
    const externalIds = row.ids(cells);
    if (isRefusal(externalIds)) return externalIds;
    const idText = row.text(cells, 'media_id');
    if (idText !== '' && !/^\d{1,15}$/.test(idText))
      return { field: 'media_id', reason: `"${shorten(idText)}" is no id of a title` };
    const mediaId = idText === '' ? null : Number(idText);
    const isTitle = entry === 'title';
    const facts = mediaId === null && entry !== 'list' ? row.facts(cells, externalIds, isTitle) : null;
    if (facts !== null && isRefusal(facts)) return facts;
    if (isTitle) {
      const date = isOwn ? (readDate(row.text(cells, 'date'), null) ?? null) : null;
      return { ...blank, entry, origin, mediaId, externalIds, facts, date };
    }
    if (entry !== 'list' && mediaId === null && facts === null && externalIds.length === 0) return nameless();

    const ratingText = row.text(cells, 'rating');
    const rating = ratingText === '' ? null : rate(ratingText);
    if (rating !== null && 'reason' in rating) return { field: 'rating', reason: rating.reason };
    const comment = row.prose(cells, 'comment');
    if (comment !== null && comment.length > longestComment)
      return { field: 'comment', reason: `must be at most ${longestComment} characters` };
    const also = entries ? entries.also(cells) : nothing;
    if (isRefusal(also)) return also;
    if (entry === 'review' && rating === null && comment === null)
      return { field: 'rating', reason: 'there is neither a rating nor a comment' };
    const spoiler = readFlag(row.text(cells, 'spoiler'));
    if (spoiler === undefined) return { field: 'spoiler', reason: 'is neither yes nor no' };
    const dateText = row.text(cells, 'date');
    const date = dateText === '' ? null : readDate(dateText, dateOrder);
    if (date === undefined) return unreadableDate('date', dateText, dateOrder);
    const updated = entries?.updated(cells) ?? null;
    if (updated !== null && typeof updated === 'object') return updated;
    const author = row.has('author') ? row.text(cells, 'author') : null;
    if (author === '' || (author !== null && (author.length > 200 || control.test(author))))
      return { field: 'author', reason: 'is missing or no name' };
    const plays =
      entry === 'play'
        ? readPlays(row, cells, {
            rating: rating?.rating ?? null,
            episodes: entries?.episodes(cells) ?? '',
            dateOrder,
          })
        : nothing;
    if (isRefusal(plays)) return plays;
    const list = entries && (entry === 'list' || entry === 'list_item') ? entries.list(row, cells) : null;
    if (list !== null && isRefusal(list)) return list;
    return {
      entry,
      also,
      origin,
      mediaId,
      externalIds,
      facts,
      rating: rating?.rating ?? null,
      raised: rating !== null && (rating.raised || (entries?.isRaised(cells) ?? false)),
      comment,
      spoiler,
      date,
      updated,
      author,
      plays,
      list,
      note: entry === 'list_item' ? row.prose(cells, 'note') : null,
    };
  }

  function nameless(): Refusal {
    if (row.has('title') && options.kind === null && !row.has('kind'))
      return { field: 'kind', reason: 'is missing: without it no title can be found by its name' };
    return {
      field: row.has('media_id') ? 'media_id' : 'title',
      reason: 'is missing: the row names no title',
    };
  }

  return {
    wants: (cells) =>
      isRagged(cells, columns) ||
      conditions.every(([index, value]) => (cells[index] ?? '').trim() === value.trim()),
    read(cells) {
      if (isRagged(cells, columns)) {
        return { field: null, reason: `has ${cells.length} cells where the header has ${columns}` };
      }
      if (mayBeMalformed && cells.some((text) => !text.isWellFormed()))
        return { field: null, reason: 'holds half a character' };
      return read(cells);
    },
  };
}

/** Throws `invalid_input` where the options don't say enough for this file. */
export function assertReady(options: ImportOptions, format: TableFormat): void {
  const { mapping, shape } = options;
  createRowReader(options, format);
  if (shape === 'entries') return;
  const columns = format.header.filter((name) => name !== '').join(', ');
  const refuse = (field: string, message: string) =>
    new AppError('invalid_input', `${field}: ${message}. The file's columns are: ${columns}`, {
      field,
      header: format.header,
    });
  if (shape === 'catalogue') {
    if (mapping.title === undefined) throw refuse('mapping.title', 'say which column holds the titles');
    if (mapping.kind === undefined && options.kind === null)
      throw refuse('kind', 'say what the titles are (movie, web_show or song), or which column tells');
    return;
  }
  if (shape === 'reviews' && mapping.rating === undefined && mapping.comment === undefined)
    throw refuse('mapping.rating', 'say which column holds the ratings, or the comments');
  if (shape !== 'reviews' && mapping.author !== undefined)
    throw refuse('mapping.author', 'only reviews may be other people’s');
  const named = ['media_id', 'title', ...externalSources] as const;
  if (named.every((field) => mapping[field] === undefined))
    throw refuse('mapping.title', 'say which column tells the title: its name or an id');
  if (mapping.rating !== undefined && options.scale === null && !isOwnScale(options, format)) {
    throw refuse('scale', "say the file's rating scale, like 0.5-5; it is never guessed");
  }
}

const entryOfShape: Readonly<Record<ImportOptions['shape'], EntryKind>> = {
  reviews: 'review',
  catalogue: 'title',
  plays: 'play',
  watchlist: 'watchlist',
  entries: 'review',
};

const blank: Omit<Row, 'entry' | 'origin'> = {
  also: nothing,
  mediaId: null,
  externalIds: nothing,
  facts: null,
  rating: null,
  raised: false,
  comment: null,
  spoiler: null,
  date: null,
  updated: null,
  author: null,
  plays: nothing,
  list: null,
  note: null,
};

/** Of a year or a month: its beginning. */
function readDate(text: string, order: DateOrder | null): string | undefined {
  const partial = text.length < 8 ? parsePartialDate(text) : undefined;
  if (partial === undefined) return parseMoment(text) ?? parseMoment(momentIn(text, order) ?? '');
  return parseMoment(partial.length === 4 ? `${partial}-01-01` : `${partial}-01`);
}

/** The rating column is that of a preset whose ratings are on Mediary's own scale. */
function isOwnScale({ mapping }: ImportOptions, format: TableFormat): boolean {
  return findPreset(format.header)?.ownScale === true && mapping.media_id !== undefined;
}

function ratingReader({ scale, shape }: ImportOptions, { delimiter }: TableFormat) {
  const decimalComma = delimiter !== ',';
  if (scale !== null && shape !== 'entries') return (text: string) => scaleRating(text, scale, decimalComma);
  return (text: string) => parseRating(decimalComma ? text.replace(/^(\d+),(\d+)$/, '$1.$2') : text);
}

/** Too many cells do no harm where the surplus is empty. */
function isRagged(cells: readonly string[], columns: number): boolean {
  return (
    cells.length !== columns &&
    (cells.length < columns || cells.slice(columns).some((text) => text.trim() !== ''))
  );
}

// What a row says, by the mapping of its columns: compiled once, then cheap per row. A cell that can't be meant is
// a refusal that names the field; nothing here looks at the database.
import { externalSources, kindProblems, longestTitle } from '#shared/api/catalog.ts';
import { importFields, type ImportField } from '#shared/api/import-fields.ts';
import type { ImportOptions } from '#shared/api/imports.ts';
import {
  externalId,
  parseMoment,
  parseRuntime,
  parseYear,
  splitGenres,
} from '#shared/domain/csv/cell-text.ts';
import { splitTitle } from '#shared/domain/csv/title-text.ts';
import { parseMediaKind, type MediaKind } from '#shared/domain/media-kind.ts';
import { parseRating, scaleRating } from '#shared/domain/rating.ts';
import { AppError } from '#shared/errors.ts';
import type { TitleFacts } from '../catalog/media-writer.ts';
import { findPreset } from './presets.ts';
import type { TableFormat } from './table-file.ts';

/** A row that is not imported: why, and which field is to blame. */
export interface Refusal {
  readonly field: string | null;
  readonly reason: string;
  /** Of an ambiguous row: the titles that it may mean. */
  readonly candidates?: readonly number[];
  /** A person left it out. */
  readonly skipped?: true;
}

export interface Row {
  readonly mediaId: number | null;
  readonly externalIds: readonly (readonly [source: string, value: string])[];
  /** The title as the row describes it; null where it has no title or no kind. */
  readonly facts: TitleFacts | null;
  readonly rating: number | null;
  readonly raised: boolean;
  readonly comment: string | null;
  readonly date: string | null;
  readonly author: string | null;
}

export interface RowReader {
  /** Whether the row meets the user's conditions; one with missing cells is read, to be refused. */
  wants(cells: readonly string[]): boolean;
  read(cells: readonly string[]): Row | Refusal;
}

const longestComment = 20_000;
// eslint-disable-next-line no-control-regex -- these are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

export function isRefusal(value: object): value is Refusal {
  return 'reason' in value;
}

/** Throws `invalid_input` that names the option, the column and the columns that there are. */
export function createRowReader(options: ImportOptions, format: TableFormat): RowReader {
  const column = (field: ImportField) => {
    const name = options.mapping[field];
    return name === undefined ? -1 : columnIndex(format.header, `mapping.${field}`, name);
  };
  const at = Object.fromEntries(importFields.map((field) => [field, column(field)])) as Record<
    ImportField,
    number
  >;
  const sources = externalSources.filter((source) => at[source] >= 0);
  const conditions = options.where.map(
    ({ column: name, value }) => [columnIndex(format.header, 'where', name), value] as const,
  );
  const rate = ratingReader(options, format);
  const columns = format.header.length;
  const isReviews = options.shape === 'reviews';
  // UTF-16 may hold halves of characters, which SQLite could not keep.
  const mayBeMalformed = format.encoding.startsWith('utf-16');

  const cell = (cells: readonly string[], field: ImportField) =>
    at[field] < 0 ? '' : (cells[at[field]] ?? '').trim();

  /** Texts of people stay whole, spaces and all; blank is nothing. */
  const prose = (cells: readonly string[], field: ImportField) =>
    cell(cells, field) === '' ? null : (cells[at[field]] ?? null);

  function readIds(cells: readonly string[]): [string, string][] | Refusal {
    const ids: [string, string][] = [];
    for (const source of sources) {
      const text = cell(cells, source);
      if (text === '') continue;
      if (text.length > 200 || control.test(text)) return { field: source, reason: 'is no id' };
      ids.push([source, externalId(source, text)]);
    }
    return ids;
  }

  function readKind(cells: readonly string[]): MediaKind | null | Refusal {
    const text = cell(cells, 'kind');
    if (text === '') return options.kind;
    return (
      parseMediaKind(text) ?? {
        field: 'kind',
        reason: `"${shorten(text)}" is no kind of title: movie, web show or song`,
      }
    );
  }

  function readFacts(cells: readonly string[], externalIds: Row['externalIds']): TitleFacts | null | Refusal {
    const text = cell(cells, 'title');
    if (text === '') return isReviews ? null : { field: 'title', reason: 'is missing' };
    const kind = readKind(cells);
    if (kind === null)
      return isReviews ? null : { field: 'kind', reason: 'is missing, and no kind was chosen for the file' };
    if (typeof kind === 'object') return kind;
    const yearText = cell(cells, 'year');
    const { title, year: inTitle } = yearText === '' ? splitTitle(text) : { title: text, year: null };
    const year = yearText === '' ? inTitle : parseYear(yearText);
    if (year === undefined) return { field: 'year', reason: `"${shorten(yearText)}" is no year` };
    const runtimeText = cell(cells, 'runtime');
    const runtime = runtimeText === '' ? null : parseRuntime(runtimeText);
    if (runtime === undefined)
      return { field: 'runtime', reason: `"${shorten(runtimeText)}" is no number of minutes` };
    const facts: TitleFacts = {
      kind,
      title,
      year,
      creator: cell(cells, 'creator') || null,
      genres: at.genres < 0 ? [] : splitGenres(cell(cells, 'genres')),
      runtime,
      description: prose(cells, 'description'),
      disambiguator: null,
      externalIds,
    };
    return factsProblem(facts) ?? facts;
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
      const externalIds = readIds(cells);
      if (isRefusal(externalIds)) return externalIds;
      const idText = cell(cells, 'media_id');
      if (idText !== '' && !/^\d{1,15}$/.test(idText))
        return { field: 'media_id', reason: `"${shorten(idText)}" is no id of a title` };
      const mediaId = idText === '' ? null : Number(idText);
      const facts = mediaId === null ? readFacts(cells, externalIds) : null;
      if (facts !== null && isRefusal(facts)) return facts;
      if (!isReviews)
        return {
          mediaId,
          externalIds,
          facts,
          rating: null,
          raised: false,
          comment: null,
          date: null,
          author: null,
        };
      if (mediaId === null && facts === null && externalIds.length === 0) return nameless(at, options);
      const ratingText = cell(cells, 'rating');
      const rating = ratingText === '' ? null : rate(ratingText);
      if (rating !== null && 'reason' in rating) return { field: 'rating', reason: rating.reason };
      const comment = prose(cells, 'comment');
      if (comment !== null && comment.length > longestComment)
        return { field: 'comment', reason: `must be at most ${longestComment} characters` };
      if (rating === null && comment === null)
        return { field: 'rating', reason: 'there is neither a rating nor a comment' };
      const dateText = cell(cells, 'date');
      const date = dateText === '' ? null : parseMoment(dateText);
      if (date === undefined)
        return {
          field: 'date',
          reason: `"${shorten(dateText)}" is no date that can be read (2019-05-31, or unix seconds)`,
        };
      const author = at.author < 0 ? null : cell(cells, 'author');
      if (author === '' || (author !== null && (author.length > 200 || control.test(author))))
        return { field: 'author', reason: 'is missing or no name' };
      return {
        mediaId,
        externalIds,
        facts,
        rating: rating?.rating ?? null,
        raised: rating?.raised ?? false,
        comment,
        date,
        author,
      };
    },
  };
}

/** Throws `invalid_input` where the options don't say enough for this file. */
export function assertReady(options: ImportOptions, format: TableFormat): void {
  const { mapping, shape } = options;
  createRowReader(options, format);
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
  if (mapping.rating === undefined && mapping.comment === undefined)
    throw refuse('mapping.rating', 'say which column holds the ratings, or the comments');
  const named = ['media_id', 'title', ...externalSources] as const;
  if (named.every((field) => mapping[field] === undefined))
    throw refuse('mapping.title', 'say which column tells the title: its name or an id');
  if (mapping.rating !== undefined && options.scale === null && !isOwnScale(options, format)) {
    throw refuse('scale', "say the file's rating scale, like 0.5-5; it is never guessed");
  }
}

/** The rating column is that of a preset whose ratings are on Mediary's own scale. */
function isOwnScale({ mapping }: ImportOptions, format: TableFormat): boolean {
  return findPreset(format.header)?.ownScale === true && mapping.media_id !== undefined;
}

function ratingReader({ scale }: ImportOptions, { delimiter }: TableFormat) {
  const decimalComma = delimiter !== ',';
  if (scale !== null) return (text: string) => scaleRating(text, scale, decimalComma);
  return (text: string) => parseRating(decimalComma ? text.replace(/^(\d+),(\d+)$/, '$1.$2') : text);
}

function columnIndex(header: readonly string[], field: string, name: string): number {
  const index = header.indexOf(name.trim());
  const shown = header.filter((column) => column !== '').join(', ');
  if (index < 0) {
    throw new AppError(
      'invalid_input',
      `${field}: there is no column "${name}". The file's columns are: ${shown}`,
      { field, column: name, header },
    );
  }
  if (header.lastIndexOf(name.trim()) !== index) {
    throw new AppError(
      'invalid_input',
      `${field}: the file has several columns "${name}". Rename them in the file.`,
      { field, column: name, header },
    );
  }
  return index;
}

/** What the catalogue would refuse of these facts when somebody types them. */
function factsProblem(facts: TitleFacts): Refusal | null {
  if (facts.title === '') return { field: 'title', reason: 'is missing' };
  if (facts.title.length > longestTitle)
    return { field: 'title', reason: `must be at most ${longestTitle} characters` };
  if (control.test(facts.title))
    return { field: 'title', reason: 'must not contain line breaks or control characters' };
  if (facts.creator !== null && (facts.creator.length > 250 || control.test(facts.creator)))
    return { field: 'creator', reason: 'must be one line of at most 250 characters' };
  if (facts.genres.length > 30) return { field: 'genres', reason: 'must be at most 30' };
  if (facts.genres.some((genre) => genre.length > 60 || control.test(genre)))
    return { field: 'genres', reason: 'must be of at most 60 characters each' };
  if (facts.description !== null && facts.description.length > 10_000)
    return { field: 'description', reason: 'must be at most 10000 characters' };
  return kindProblems(facts.kind, facts)[0] ?? null;
}

/** Too many cells do no harm where the surplus is empty. */
function isRagged(cells: readonly string[], columns: number): boolean {
  return (
    cells.length !== columns &&
    (cells.length < columns || cells.slice(columns).some((text) => text.trim() !== ''))
  );
}

function nameless(at: Record<ImportField, number>, { kind }: ImportOptions): Refusal {
  if (at.title >= 0 && kind === null && at.kind < 0)
    return { field: 'kind', reason: 'is missing: without it no title can be found by its name' };
  return { field: at.media_id >= 0 ? 'media_id' : 'title', reason: 'is missing: the row names no title' };
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

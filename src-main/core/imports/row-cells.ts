// The cells of a row by what their columns mean, and the title that they tell of. Compiled once per file.

import { externalSources, kindProblems, longestTitle } from '#shared/api/catalog.ts';
import { importFields, type ImportField } from '#shared/api/import-fields.ts';
import type { ImportOptions } from '#shared/api/imports.ts';
import { externalId, parseRuntime, parseYear, splitGenres } from '#shared/domain/csv/cell-text.ts';
import { isOpenDate, type DateOrder } from '#shared/domain/csv/date-order.ts';
import { splitTitle } from '#shared/domain/csv/title-text.ts';
import { parseMediaKind, type MediaKind } from '#shared/domain/media-kind.ts';
import { AppError } from '#shared/errors.ts';
import { splitList } from '#shared/exports/list-cell.ts';
import type { TitleFacts } from '../catalog/media-writer.ts';
import { entryColumns, type EntryColumn } from './formats/entry.ts';
import { idOfKind } from './formats/ids-of-kind.ts';
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

export type ExternalIdCells = readonly (readonly [source: string, value: string])[];

export interface RowCells {
  has(field: ImportField): boolean;
  /** Trimmed; '' where the field has no column. */
  text(cells: readonly string[], field: ImportField): string;
  /** Texts of people stay whole, spaces and all; blank is nothing. */
  prose(cells: readonly string[], field: ImportField): string | null;
  ids(cells: readonly string[]): ExternalIdCells | Refusal;
  /** The title as the row describes it; null where it has no title or no kind and `isNeeded` doesn't say it must. */
  facts(
    cells: readonly string[],
    externalIds: ExternalIdCells,
    isNeeded: boolean,
  ): TitleFacts | null | Refusal;
}

// eslint-disable-next-line no-control-regex -- these are what is looked for
export const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** `order` as the file's reader has it. */
export function unreadableDate(field: 'date' | 'played', text: string, order: DateOrder | null): Refusal {
  const why =
    order === null && isOpenDate(text)
      ? 'can be read in two ways: say whether the day or the month comes first'
      : 'is no date that can be read (2019, 2019-05, 2019-05-31, or unix seconds)';
  return { field, reason: `"${shorten(text)}" ${why}` };
}

export function isRefusal(value: object): value is Refusal {
  return 'reason' in value;
}

/** Throws `invalid_input` that names the option, the column and the columns that there are. */
export function createRowCells(options: ImportOptions, { header }: TableFormat): RowCells {
  const isCanonical = options.shape === 'entries';
  const mapping = isCanonical ? canonicalMapping(header) : options.mapping;
  const column = (field: ImportField) => {
    const name = mapping[field];
    return name === undefined ? -1 : columnIndex(header, `mapping.${field}`, name);
  };
  const at = Object.fromEntries(importFields.map((field) => [field, column(field)])) as Record<
    ImportField,
    number
  >;
  const sources = externalSources.filter((source) => at[source] >= 0);
  const splitCell = isCanonical ? splitList : splitGenres;
  const apartAt = isCanonical ? header.indexOf('disambiguator' satisfies EntryColumn) : -1;

  const text = (cells: readonly string[], field: ImportField) =>
    at[field] < 0 ? '' : (cells[at[field]] ?? '').trim();
  const prose = (cells: readonly string[], field: ImportField) =>
    text(cells, field) === '' ? null : (cells[at[field]] ?? null);

  function readKind(cells: readonly string[]): MediaKind | null | Refusal {
    const kind = text(cells, 'kind');
    if (kind === '') return options.kind;
    return (
      parseMediaKind(kind) ?? {
        field: 'kind',
        reason: `"${shorten(kind)}" is no kind of title: movie, web show or song`,
      }
    );
  }

  function kindOf(cells: readonly string[]): MediaKind | undefined {
    const kind = readKind(cells);
    return typeof kind === 'string' ? kind : undefined;
  }

  return {
    has: (field) => at[field] >= 0,
    text,
    prose,
    ids(cells) {
      const ids: [string, string][] = [];
      for (const source of sources) {
        const value = text(cells, source);
        if (value === '') continue;
        const values = isCanonical ? splitList(value) : [idOfKind(kindOf(cells), source, value)];
        if (values.some((id) => id.length > 200 || control.test(id)))
          return { field: source, reason: 'is no id' };
        // A list that somebody edited may name one twice, in two ways, or have a gap.
        const kept = values.filter((id) => id !== '').map((id) => externalId(source, id));
        for (const id of new Set(kept)) ids.push([source, id]);
      }
      return ids;
    },
    facts(cells, externalIds, isNeeded) {
      const name = text(cells, 'title');
      if (name === '') return isNeeded ? { field: 'title', reason: 'is missing' } : null;
      const kind = readKind(cells);
      if (kind === null)
        return isNeeded ? { field: 'kind', reason: 'is missing, and no kind was chosen for the file' } : null;
      if (typeof kind === 'object') return kind;
      const yearText = text(cells, 'year');
      // A canonical row says the year where it belongs; "(1999)" is part of the name there.
      const { title, year: inTitle } =
        yearText === '' && !isCanonical ? splitTitle(name) : { title: name, year: null };
      const year = yearText === '' ? inTitle : parseYear(yearText);
      if (year === undefined) return { field: 'year', reason: `"${shorten(yearText)}" is no year` };
      const runtimeText = text(cells, 'runtime');
      const runtime = runtimeText === '' ? null : parseRuntime(runtimeText);
      if (runtime === undefined)
        return { field: 'runtime', reason: `"${shorten(runtimeText)}" is no number of minutes` };
      const facts: TitleFacts = {
        kind,
        title,
        year,
        creator: text(cells, 'creator') || null,
        genres: at.genres < 0 ? [] : splitCell(text(cells, 'genres')),
        runtime,
        description: prose(cells, 'description'),
        disambiguator: (apartAt < 0 ? '' : (cells[apartAt] ?? '').trim()) || null,
        externalIds,
      };
      return factsProblem(facts) ?? facts;
    },
  };
}

/** Where a column of this name stands. Throws `invalid_input` where none or several do. */
export function columnIndex(header: readonly string[], field: string, name: string): number {
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

export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function canonicalMapping(header: readonly string[]): ImportOptions['mapping'] {
  const fields = importFields.filter((field) => (entryColumns as readonly string[]).includes(field));
  return Object.fromEntries(fields.filter((field) => header.includes(field)).map((field) => [field, field]));
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

// When a mapping says enough to read a file by it, and what is missing otherwise. Pure; core checks again.
import { externalSources, type ExternalSource } from '#shared/api/catalog.ts';
import type { Need } from '#shared/api/import-formats.ts';
import { importFields, type ImportField, type ImportShape } from '#shared/api/import-fields.ts';
import type { ImportOptions } from '#shared/api/imports.ts';
import { looseName } from '#shared/domain/csv/cell-text.ts';
import { needsDateOrder, withSeenOrder, type Table } from '#shared/domain/table-dates.ts';
import { kindTable } from '#shared/domain/media-kind.ts';

/** A key under `import.missing`. */
export interface Missing {
  readonly key:
    | 'title'
    | 'who'
    | 'what'
    | 'kind'
    | 'dateOrder'
    | 'person'
    | 'password'
    | 'scale'
    | 'scaleOrder'
    | 'artist'
    | 'whose'
    | 'whereValue';
  readonly values?: Readonly<Record<string, string>>;
}

/** What of an inspection decides. */
export interface FileFacts extends Table {
  readonly preset: string | null;
  readonly found?: { readonly needs: readonly Need[] } | null;
}

export interface Scale {
  readonly min: number;
  readonly max: number;
}

/** The scales that services use, as they write them. */
export const commonScales: readonly Scale[] = [
  { min: 1, max: 10 },
  { min: 0.5, max: 5 },
  { min: 1, max: 5 },
  { min: 0, max: 10 },
  { min: 0, max: 100 },
];

/** The shapes that a table's columns can be mapped to, in the order in which they are offered. */
export const tableShapes = ['reviews', 'plays', 'watchlist', 'catalogue'] as const;

const ofTitles = [
  'title', 'year', 'kind', 'creator', 'genres', 'runtime', 'description', ...externalSources,
] as const; // prettier-ignore
const fieldsByShape: Readonly<Record<ImportShape, ReadonlySet<ImportField>>> = {
  reviews: new Set([...ofTitles, 'media_id', 'rating', 'comment', 'spoiler', 'date', 'author']),
  plays: new Set([
    ...ofTitles, 'media_id', 'rating', 'played', 'rewatch', 'season', 'episode', 'note', 'tags',
  ]), // prettier-ignore
  watchlist: new Set([...ofTitles, 'media_id', 'date']),
  catalogue: new Set(ofTitles),
  entries: new Set(importFields),
};

export function fieldsOf(shape: ImportShape): readonly ImportField[] {
  return importFields.filter((field) => fieldsByShape[shape].has(field));
}

export function isSource(field: ImportField): field is ImportField & ExternalSource {
  return (externalSources as readonly string[]).includes(field);
}

/** What a person still has to say, most important first. Empty: the file can be read. */
export function missingOf(options: ImportOptions, facts: FileFacts): Missing[] {
  const { header, preset, found = null } = facts;
  if (found !== null)
    return found.needs.filter(({ ask }) => options.reading[ask] === null).map(({ ask }) => ({ key: ask }));
  const { shape, mapping, kind, scale, where } = options;
  const has = (field: ImportField) => mapping[field] !== undefined;
  const missing: Missing[] = [];
  if (shape === 'catalogue' && !has('title')) missing.push({ key: 'title' });
  if (shape !== 'catalogue' && !has('title') && !has('media_id') && !externalSources.some(has))
    missing.push({ key: 'who' });
  if (shape === 'reviews' && !has('rating') && !has('comment')) missing.push({ key: 'what' });
  if (fieldsByShape[shape].has('rating')) {
    if (has('rating') && scale === null && !isOwnScale(options, preset)) missing.push({ key: 'scale' });
    if (has('rating') && scale !== null && !(scale.min < scale.max)) missing.push({ key: 'scaleOrder' });
  }
  if (needsKind(options)) missing.push({ key: 'kind' });
  if (needsDateOrder(options, facts)) missing.push({ key: 'dateOrder' });
  const isSong = kind !== null && kindTable[kind].creatorRequired && !has('kind');
  if (isSong && has('title') && !has('creator') && shape === 'catalogue') missing.push({ key: 'artist' });
  const people = isOfManyPeople(header) ? peopleColumn(header) : undefined;
  if (
    shape === 'reviews' &&
    people !== undefined &&
    !has('author') &&
    where.every(({ column }) => column !== people)
  ) {
    missing.push({ key: 'whose', values: { column: people } });
  }
  for (const { column, value } of where) {
    if (value === '') missing.push({ key: 'whereValue', values: { column } });
  }
  return missing;
}

/** Mediary's own reviews say their ratings as they are kept here. */
export function isOwnScale({ mapping }: ImportOptions, preset: string | null): boolean {
  return preset === 'reviews' && mapping.media_id !== undefined;
}

function isOfManyPeople(header: readonly string[]): boolean {
  const names = new Set(header.map(looseName));
  return ['userid', 'movieid', 'rating'].every((name) => names.has(name));
}

/** The column that says whose a row is, in files with the ratings of many people. */
export function peopleColumn(header: readonly string[]): string | undefined {
  return header.find((column) => looseName(column) === 'userid');
}

/** Titles that are known by their name need a kind: from a column, or for all of them. */
function needsKind({ mapping, kind }: ImportOptions): boolean {
  return mapping.title !== undefined && mapping.kind === undefined && kind === null;
}

/** Maps a column to a field, or leaves it out. A field has one column, and a column one field. */
export function withField(options: ImportOptions, column: string, field: ImportField | null): ImportOptions {
  const others = Object.entries(options.mapping).filter(
    ([name, mapped]) => name !== field && mapped !== column,
  );
  const mapping = Object.fromEntries(
    field === null ? others : [...others, [field, column]],
  ) as ImportOptions['mapping'];
  return { ...options, mapping };
}

/** The shape's own fields stay mapped; what it doesn't know is left out, and is back with the other shape. */
export function fieldOfColumn(options: ImportOptions, column: string): ImportField | null {
  const fields = fieldsOf(options.shape);
  return fields.find((field) => options.mapping[field] === column) ?? null;
}

/** The options as core gets them: only what the shape knows, and the order of the dates where these show it. */
export function sentOptions(options: ImportOptions, table: Table): ImportOptions {
  const fields: readonly string[] = fieldsOf(options.shape);
  const mapping = Object.fromEntries(
    Object.entries(options.mapping).filter(([field]) => fields.includes(field)),
  );
  const scale = mapping['rating'] === undefined ? null : options.scale;
  return withSeenOrder({ ...options, mapping, scale }, table);
}

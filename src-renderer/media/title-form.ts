// What the title dialog holds, as typed, and what stands against it. The bounds are the kind table's and the contract's;
// only their words are chosen here.
import {
  externalSources,
  genre,
  kindProblems,
  longestTitle,
  mediaTitle,
  type ExternalSource,
  type Media,
  type MediaDraft,
} from '#shared/api/catalog.ts';
import { kindTable, lastYear, type MediaKind } from '#shared/domain/media-kind.ts';

export interface TitleForm {
  readonly kind: MediaKind;
  readonly title: string;
  readonly year: string;
  readonly creator: string;
  readonly genres: readonly string[];
  readonly runtime: string;
  readonly description: string;
  readonly externalIds: Readonly<Partial<Record<ExternalSource, string>>>;
  /** null: an ordinary title; a text: what tells another work of the same name and year apart. */
  readonly disambiguator: string | null;
}

export type FormField = keyof TitleForm;

/** A key under `media.form.problem` and what it names. */
export interface Problem {
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

export type Problems = Partial<Record<FormField, Problem>>;

export const emptyForm: TitleForm = {
  kind: 'movie', title: '', year: '', creator: '', genres: [], runtime: '', description: '', externalIds: {}, disambiguator: null,
}; // prettier-ignore

const limits = {
  creator: 250,
  genre: 60,
  genres: 30,
  description: 10_000,
  externalId: 200,
  disambiguator: 100,
} as const;

export function formOf(media: Media): TitleForm {
  const byRule = kindTable[media.kind].disambiguator(media.creator);
  const ids = externalSources.flatMap((source) => {
    const first = media.externalIds[source]?.[0];
    return first === undefined ? [] : [[source, first] as const];
  });
  return {
    kind: media.kind,
    title: media.title,
    year: media.year === null ? '' : String(media.year),
    creator: media.creator ?? '',
    genres: media.genres,
    runtime: media.runtime === null ? '' : String(media.runtime),
    description: media.description ?? '',
    externalIds: Object.fromEntries(ids),
    disambiguator: media.disambiguator === byRule ? null : media.disambiguator,
  };
}

/** What core is asked to store. Only for a form without problems. */
export function draftOf(form: TitleForm): MediaDraft {
  const ids = Object.entries(form.externalIds).flatMap(([source, value]) =>
    value.trim() === '' ? [] : [[source, value.trim()]],
  );
  return {
    kind: form.kind,
    title: form.title.trim(),
    year: wholeNumber(form.year),
    creator: orNull(form.creator),
    genres: [...form.genres],
    runtime: wholeNumber(form.runtime),
    description: orNull(form.description),
    externalIds: Object.fromEntries(ids) as MediaDraft['externalIds'],
    disambiguator: form.disambiguator === null ? null : orNull(form.disambiguator),
  };
}

export function problemsOf(form: TitleForm): Problems {
  const rules = kindTable[form.kind];
  const numbers = { year: readNumber(form.year), runtime: readNumber(form.runtime) };
  const problems: Problems = {
    ...lineProblem('title', form.title, longestTitle),
    ...lineProblem('creator', form.creator, limits.creator),
    ...(form.disambiguator !== null &&
      lineProblem('disambiguator', form.disambiguator, limits.disambiguator)),
    ...(form.description.length > limits.description && { description: tooLong(limits.description) }),
    ...(Object.values(form.externalIds).some((id) => id.length > limits.externalId) && {
      externalIds: tooLong(limits.externalId),
    }),
    ...genresProblem(form.genres),
    ...(numbers.year === undefined && { year: { key: 'yearDigits' } }),
    ...(numbers.runtime === undefined && { runtime: { key: 'runtimeDigits' } }),
  };
  if (form.title.trim() === '') problems.title = { key: 'titleMissing' };
  const facts = {
    year: numbers.year ?? null,
    creator: orNull(form.creator),
    genres: form.genres,
    runtime: numbers.runtime ?? null,
  };
  for (const { field } of kindProblems(form.kind, facts)) {
    if (field === 'year')
      problems.year = { key: 'yearRange', values: { first: rules.firstYear, last: lastYear } };
    if (field === 'creator') problems.creator = { key: `makerMissing.${rules.creatorLabel}` };
    if (field === 'runtime')
      problems.runtime = { key: 'runtimeRange', values: { most: rules.longestRuntime } };
  }
  return problems;
}

function lineProblem(field: 'title' | 'creator' | 'disambiguator', text: string, most: number): Problems {
  if (text.trim().length > most) return { [field]: tooLong(most) };
  // The contract's own rule for a line, on a text of a harmless length.
  const isLine = text.trim() === '' || mediaTitle.safeParse(text.slice(0, longestTitle)).success;
  return isLine ? {} : { [field]: { key: 'lineBreaks' } };
}

function genresProblem(genres: readonly string[]): Problems {
  if (genres.length > limits.genres)
    return { genres: { key: 'genresTooMany', values: { most: limits.genres } } };
  const bad = genres.find((name) => !genre.safeParse(name).success);
  return bad === undefined
    ? {}
    : { genres: { key: 'genreTooLong', values: { genre: bad, most: limits.genre } } };
}

function tooLong(most: number): Problem {
  return { key: 'tooLong', values: { most } };
}

/** Undefined for what is no whole number over zero; null for nothing. */
function readNumber(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  return /^\d{1,6}$/u.test(text.trim()) && Number(text) > 0 ? Number(text) : undefined;
}

function wholeNumber(text: string): number | null {
  return readNumber(text) ?? null;
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

// What a foreign format is to the imports: a name, how it knows its files, and how it turns them into entries.
import type { FormatName, Need, Reading, SkipReason } from '#shared/api/import-formats.ts';
import { scaleRating, type ForeignScale } from '#shared/domain/rating.ts';
import type { Entry } from './entry.ts';
import type { Look } from './look.ts';
import type { SetFile, TableRow } from './set-file.ts';

/** A file that belongs to the format and holds nothing that Mediary keeps. */
export interface Skipped {
  readonly skip: SkipReason;
}

export interface Format {
  readonly name: FormatName;
  readonly label: string;
  /** What a file is to this format; undefined for one that isn't its own. */
  recognise(look: Look, all: readonly Look[]): string | Skipped | undefined;
  /** The columns of dates in the tables of each role, by loose name: whose order of day and month is looked for. */
  readonly dates?: Readonly<Record<string, readonly string[]>>;
  /** What else only the user can say, by the files' whole content. */
  needs?(files: readonly SetFile[], reading: Reading): Need[];
  convert(files: readonly SetFile[], out: Out, reading: Reading): void;
}

/** Where a conversion writes, in the order of the canonical file. */
export interface Out {
  /** Gives the line that the entry has in the canonical file. */
  add(entry: Entry): number;
  /** A row that can't be read. */
  refuse(file: SetFile, at: Pick<TableRow, 'line' | 'cells'>, reason: string, field?: string | null): void;
  /** Bytes that were read since the last time. */
  readonly heard: (bytes: number) => void;
}

export function skip(reason: SkipReason): Skipped {
  return { skip: reason };
}

export interface Rated {
  readonly rating?: number;
  readonly raised?: boolean;
}

/** Blank is no rating. A refusal names what was expected. */
export function rate(text: string, scale: ForeignScale): Rated | { readonly problem: string } {
  const clean = text.trim().replace(/^(\d+),(\d+)$/, '$1.$2');
  if (clean === '' || clean === '-' || /^n\/?a$/i.test(clean)) return {};
  const parsed = scaleRating(clean, scale);
  if ('reason' in parsed) return { problem: parsed.reason };
  return parsed.raised ? { rating: parsed.rating, raised: true } : { rating: parsed.rating };
}

/** The same where 0 means that there is none. */
export function rateOrNone(text: string, scale: ForeignScale): Rated | { readonly problem: string } {
  return /^0+(?:[.,]0+)?$/.test(text.trim()) ? {} : rate(text, scale);
}

export function isProblem(value: object): value is { readonly problem: string } {
  return 'problem' in value;
}

export const tenScale: ForeignScale = { min: 1, max: 10 };
export const starScale: ForeignScale = { min: 0.5, max: 5 };

/** "a, b" as written in one cell. */
export function splitTags(text: string): string[] {
  return [...new Set(text.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '');
}

/** A comma list of names ("Action, Drama"), each once. */
export function splitNames(text: string): string[] {
  return splitTags(text);
}

export function isYes(text: string): boolean {
  return /^(?:yes|true|1|y)$/i.test(text.trim());
}

export function wholeNumber(text: string): number | undefined {
  return /^\d{1,6}(?:\.0+)?$/.test(text.trim()) ? Number(text) : undefined;
}

/** "1999", "1999-03-31", "2006–2007": the year; '' for none. What is no year at all is given as it is, to be refused. */
export function yearOf(text: string): string {
  const match = /^(\d{4})(?:\.0+)?(?:\D.*)?$/s.exec(text.trim());
  const year = match?.[1] ?? text.trim();
  return /^0+1?$/.test(year) ? '' : year;
}

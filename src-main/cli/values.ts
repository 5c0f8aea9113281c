// Values of arguments and options: texts become what the contract takes, or are refused as `invalid_input` with
// what was expected.
import type { MediaId } from '#shared/api/contract.ts';
import { mostEpisodesAtOnce, parseEpisodeNumbers } from '#shared/domain/episode-text.ts';
import { parseMediaKind, mediaKinds, type MediaKind } from '#shared/domain/media-kind.ts';
import { addDays, parsePartialDate, type PartialDate } from '#shared/domain/partial-date.ts';
import { parseRating, parseScale, type ForeignScale, type Rating } from '#shared/domain/rating.ts';
import { AppError } from '#shared/errors.ts';

/** The word that empties a field. */
const none = 'none';

export function parseId(text: string, what = 'id'): number {
  const value = Number(text);
  if (!/^\d{1,15}$/.test(text) || value < 1)
    refuse(what, `"${text}" is not an id: expected a whole number from 1`);
  return value;
}

export function parseMediaId(text: string): MediaId {
  return parseId(text) as MediaId;
}

/** A whole number from 1 to `most`. */
export function parseCount(text: string, what: string, most: number): number {
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < 1 || value > most)
    refuse(what, `"${text}" is not a whole number from 1 to ${most}`);
  return value;
}

export function parseKind(text: string): MediaKind {
  return parseMediaKind(text) ?? refuse('kind', `"${text}" is not one of ${mediaKinds.join(', ')}`);
}

/** null for "none". Whether the year fits the kind is core's to say. */
export function parseYear(text: string): number | null {
  if (text.toLowerCase() === none) return null;
  if (!/^\d{1,4}$/.test(text)) refuse('year', `"${text}" is not a year, like 1999`);
  return Number(text);
}

/** "1990-1999", "1999", "1990-" and "-1999". */
export function parseYears(text: string): { readonly yearFrom?: number; readonly yearTo?: number } {
  const match = /^(\d{1,4})?(?:([-–])(\d{1,4})?)?$/u.exec(text.trim());
  const [, from, dash, to] = match ?? [];
  if (from === undefined && to === undefined)
    refuse('year', `"${text}" is not a year or a span of years, like 1990-1999`);
  const last = dash === undefined ? from : to;
  return {
    ...(from === undefined ? {} : { yearFrom: Number(from) }),
    ...(last === undefined ? {} : { yearTo: Number(last) }),
  };
}

/** null for "none": a review of words alone. */
export function parseOwnRating(text: string): Rating | null {
  if (text.toLowerCase() === none) return null;
  const parsed = parseRating(text);
  return 'rating' in parsed ? parsed.rating : refuse('rating', parsed.reason);
}

export function parseForeignScale(text: string): ForeignScale {
  return parseScale(text) ?? refuse('scale', `"${text}" is not a scale, like 0.5-5 or 1-10`);
}

/** When something was played; null for "unknown". */
export function parsePlayDate(text: string, today: PartialDate): PartialDate | null {
  const word = text.trim().toLowerCase();
  if (word === 'today') return today;
  if (word === 'yesterday') return addDays(today, -1);
  if (word === 'unknown' || word === none) return null;
  return (
    parsePartialDate(word) ??
    refuse('date', `"${text}" is not a date: expected today, yesterday, unknown, 2019, 2019-05 or 2019-05-01`)
  );
}

/** "3", "3-5" and "1,3" are episodes of the season; a season alone is the whole of it. */
export function parseEpisodes(
  season: string | undefined,
  episode: string | undefined,
): { season: number | null; episode: number | null }[] {
  const of = season === undefined ? null : parseNumber(season, 'season', 999);
  if (episode === undefined) return of === null ? [] : [{ season: of, episode: null }];
  const numbers = parseEpisodeNumbers(episode);
  if (!numbers) {
    refuse(
      'episode',
      `"${episode}" is not one or several episodes, like 3, 3-5 or 1,3, at most ${mostEpisodesAtOnce}`,
    );
  }
  return numbers.map((number) => ({ season: of, episode: number }));
}

function parseNumber(text: string, what: string, most: number): number {
  if (!/^\d{1,4}$/.test(text) || Number(text) > most)
    refuse(what, `"${text}" is not a whole number from 0 to ${most}`);
  return Number(text);
}

/** null for "none". */
export function parseText(text: string): string | null {
  return text === '' || text.toLowerCase() === none ? null : text;
}

export function parseMinutes(text: string): number | null {
  return text.toLowerCase() === none ? null : parseCount(text, 'runtime', 100_000);
}

/** [] for "none". */
export function parseGenres(texts: readonly string[]): string[] {
  const [first, ...others] = texts;
  return others.length === 0 && first?.toLowerCase() === none ? [] : [...texts];
}

export function oneOf<T extends string>(what: string, choices: readonly T[], text: string): T {
  const found = choices.find((choice) => choice === text.toLowerCase());
  return found ?? refuse(what, `"${text}" is not one of ${choices.join(', ')}`);
}

/** What stands before and behind the first "=". */
export function parsePair(
  text: string,
  what: string,
  example: string,
): readonly [left: string, right: string] {
  const place = text.indexOf('=');
  if (place < 1) refuse(what, `"${text}": expected ${example}`);
  return [text.slice(0, place), text.slice(place + 1)];
}

export function refuse(field: string, reason: string): never {
  throw new AppError('invalid_input', `${field}: ${reason}`, { field, expected: reason });
}

// The titles behind a figure: the same entries, by the same rules, that the figure counted.
import type { Facet } from '#shared/api/stats.ts';
import { mediaKinds } from '#shared/domain/media-kind.ts';
import { parsePartialDate } from '#shared/domain/partial-date.ts';
import { AppError } from '#shared/errors.ts';
import { dateNumber, dateText, epochDay, firstDay, isDay, lastDay, weekdayOf } from './days.ts';
import { pointOf } from './figures.ts';
import type { Entry } from './ledger.ts';
import { titlesOf, type Selection } from './selection.ts';

export interface Behind {
  readonly mediaId: number;
  /** How many of the title's entries the figure counts. */
  readonly entries: number;
  /** The latest of them; null where it has no date. */
  readonly date: string | null;
}

type Test = (entry: Entry) => boolean;

/** Latest first. Throws `invalid_input` for a value that the facet doesn't have. */
export function titlesBehind(selection: Selection, facet: Facet, value: string | null): Behind[] {
  const counted = selection.entries.filter(testOf[facet](value));
  return [...titlesOf(counted)]
    .sort(([one, a], [other, b]) => b.last.date - a.last.date || other.mediaId - one.mediaId)
    .map(([{ mediaId }, { entries, last }]) => ({ mediaId, entries, date: dateText(last.date) }));
}

const testOf: Readonly<Record<Facet, (value: string | null) => Test>> = {
  all: () => () => true,
  logged:
    () =>
    ({ logged }) =>
      logged,
  unlogged:
    () =>
    ({ logged }) =>
      !logged,
  again:
    () =>
    ({ again }) =>
      again,
  rated:
    () =>
    ({ title }) =>
      title.rating !== null,
  written:
    () =>
    ({ title }) =>
      title.written,
  untimed:
    () =>
    ({ title }) =>
      title.runtime === null,
  kind(value) {
    const kind = mediaKinds.find((one) => one === value) ?? wrong(`one of ${mediaKinds.join(', ')}`);
    return ({ title }) => title.kind === kind;
  },
  rating(value) {
    const point = wholeNumber(value, 1, 10);
    return ({ title }) => title.rating !== null && pointOf(title.rating) === point;
  },
  release(value) {
    const year = wholeNumber(value, 1, 9999);
    return ({ title }) => title.year === year;
  },
  decade(value) {
    const decade = Math.floor(wholeNumber(value, 1, 9999) / 10);
    return ({ title }) => title.year !== null && Math.floor(title.year / 10) === decade;
  },
  genre(value) {
    const name = text(value);
    return ({ title }) => title.genres.some((genre) => genre.name.toLowerCase() === name);
  },
  creator(value) {
    const name = text(value);
    return ({ title }) => title.creator?.name.toLowerCase() === name;
  },
  span(value) {
    const date = dateNumber(parsePartialDate(value ?? '') ?? wrong('a date like 2024 or 2024-05'));
    const [from, to] = [firstDay(date), lastDay(date)];
    return (entry) => entry.date > 0 && firstDay(entry.date) >= from && lastDay(entry.date) <= to;
  },
  day(value) {
    const date = dateNumber(parsePartialDate(value ?? '') ?? wrong('a day like 2024-05-31'));
    return (entry) => entry.date === date;
  },
  weekday(value) {
    const weekday = wholeNumber(value, 0, 6);
    return ({ date }) => isDay(date) && weekdayOf(epochDay(date)) === weekday;
  },
  hour(value) {
    const hour = wholeNumber(value, 0, 23);
    return (entry) => entry.hour === hour;
  },
};

function wholeNumber(value: string | null, low: number, high: number): number {
  const number = Number(value);
  if (value === null || !/^\d{1,4}$/.test(value) || number < low || number > high)
    wrong(`a whole number from ${low} to ${high}`);
  return number;
}

function text(value: string | null): string {
  return value === null || value === '' ? wrong('a name') : value.toLowerCase();
}

function wrong(expected: string): never {
  throw new AppError('invalid_input', `value: expected ${expected}`, { field: 'value', expected });
}

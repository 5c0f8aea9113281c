// The titles behind a figure: the same entries, by the same rules, that the figure counted.
import type { Facet } from '#shared/api/stats.ts';
import { mediaKinds } from '#shared/domain/media-kind.ts';
import { parsePartialDate } from '#shared/domain/partial-date.ts';
import { AppError } from '#shared/errors.ts';
import { dateNumber, dateText, epochDay, firstDay, isDay, lastDay, weekdayOf } from './days.ts';
import { pointOf } from './figures.ts';
import type { Ledger } from './ledger.ts';
import { countTitles, type Selection } from './selection.ts';

export interface Behind {
  readonly mediaId: number;
  /** How many of the title's entries the figure counts. */
  readonly entries: number;
  /** The latest of them; null where it has no date. */
  readonly date: string | null;
}

/** Of an entry at a place, and of its title at another. */
type Test = (entry: number, title: number) => boolean;

/** Latest first. Throws `invalid_input` for a value that the facet doesn't have. */
export function titlesBehind(selection: Selection, facet: Facet, value: string | null): Behind[] {
  const { ledger } = selection;
  const { title } = ledger.entries;
  const { mediaId } = ledger.titles;
  const test = testOf[facet](ledger, value);
  const counted = countTitles(
    ledger,
    selection.entries.filter((at) => test(at, title[at] ?? -1)),
  );
  return counted.places
    .map((place) => ({
      mediaId: mediaId[place] ?? 0,
      entries: counted.entries[place] ?? 0,
      last: counted.last[place] ?? 0,
    }))
    .sort((one, other) => other.last - one.last || other.mediaId - one.mediaId)
    .map(({ last, ...rest }) => ({ ...rest, date: dateText(last) }));
}

const testOf: Readonly<Record<Facet, (ledger: Ledger, value: string | null) => Test>> = {
  all: () => () => true,
  logged:
    ({ entries }) =>
    (at) =>
      entries.logged[at] === 1,
  unlogged:
    ({ entries }) =>
    (at) =>
      entries.logged[at] === 0,
  again:
    ({ entries }) =>
    (at) =>
      entries.again[at] === 1,
  rated:
    ({ titles }) =>
    (_at, title) =>
      titles.rating[title] !== 0,
  written:
    ({ titles }) =>
    (_at, title) =>
      titles.written[title] === 1,
  untimed:
    ({ titles }) =>
    (_at, title) =>
      titles.runtime[title] === 0,
  kind({ titles }, value) {
    const kind = mediaKinds.findIndex((one) => one === value);
    if (kind < 0) wrong(`one of ${mediaKinds.join(', ')}`);
    return (_at, title) => titles.kind[title] === kind;
  },
  rating({ titles }, value) {
    const point = wholeNumber(value, 1, 10);
    return (_at, title) => pointOf(titles.rating[title] ?? 0) === point;
  },
  release({ titles }, value) {
    const year = wholeNumber(value, 1, 9999);
    return (_at, title) => titles.year[title] === year;
  },
  decade({ titles }, value) {
    // The year 0 stands for none.
    const first = Math.floor(wholeNumber(value, 1, 9999) / 10) * 10;
    return (_at, title) => {
      const year = titles.year[title] ?? 0;
      return year > 0 && year >= first && year < first + 10;
    };
  },
  genre({ titles, genres }, value) {
    const genre = genres.placeOf.get(text(value)) ?? -1;
    return (_at, title) => {
      const end = titles.genreEnd[title] ?? 0;
      for (let at = titles.genreStart[title] ?? 0; at < end; at++)
        if (titles.genreOf[at] === genre) return true;
      return false;
    };
  },
  creator({ titles, creators }, value) {
    // Nobody of that name is not the same as nobody.
    const creator = creators.placeOf.get(text(value)) ?? Infinity;
    return (_at, title) => titles.creator[title] === creator;
  },
  span({ entries }, value) {
    const date = dateNumber(parsePartialDate(value ?? '') ?? wrong('a date like 2024 or 2024-05'));
    const [from, to] = [firstDay(date), lastDay(date)];
    return (at) => {
      const own = entries.date[at] ?? 0;
      return own > 0 && firstDay(own) >= from && lastDay(own) <= to;
    };
  },
  day({ entries }, value) {
    const date = dateNumber(parsePartialDate(value ?? '') ?? wrong('a day like 2024-05-31'));
    return (at) => entries.date[at] === date;
  },
  weekday({ entries }, value) {
    const weekday = wholeNumber(value, 0, 6);
    return (at) => {
      const date = entries.date[at] ?? 0;
      return isDay(date) && weekdayOf(epochDay(date)) === weekday;
    };
  },
  hour({ entries }, value) {
    const hour = wholeNumber(value, 0, 23);
    return (at) => entries.hour[at] === hour;
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

// Every figure of a period and kind, counted from one profile's entries. Pure: what it gives holds media ids, which the
// service fills in.
import type { Period, Statistics } from '#shared/api/stats.ts';
import { mediaKinds, type MediaKind } from '#shared/domain/media-kind.ts';
import { dateText, epochDay, isDay, weekdayOf, yearOf } from './days.ts';
import type { Entry, Ledger } from './ledger.ts';
import { select, type Selection } from './selection.ts';
import { dayStreaks, weekStreaks } from './streaks.ts';
import { bestFirst, meanOf, mostFirst, tally, tallyOne, type Titles } from './tallies.ts';
import { timeline } from './timeline.ts';

type Pointed = 'first' | 'last' | 'mostPlayed' | 'best';

/** Statistics whose titles are still ids. */
export interface Figures extends Omit<Statistics, Pointed> {
  readonly first: { readonly mediaId: number; readonly date: string } | null;
  readonly last: { readonly mediaId: number; readonly date: string } | null;
  readonly mostPlayed: readonly {
    readonly mediaId: number;
    readonly plays: number;
    readonly again: number;
  }[];
  readonly best: readonly { readonly mediaId: number; readonly rating: number }[];
}

const mostNamed = 60;
const mostBest = 12;
const leastRatedOfCreator = 2;

/** `today` is in days since 1970-01-01, by the computer's clock. */
export function figuresOf(
  ledger: Ledger,
  period: Period,
  kind: MediaKind | undefined,
  today: number,
): Figures {
  const selection = select(ledger, period, kind);
  const { entries, titles, vague, undated } = selection;
  const genres = tally(titles, (title) => title.genres);
  const creators = tallyOne(titles, ({ creator }) => creator);
  const totals = totalsOf(selection);
  const days = daysOf(entries);
  const dayNumbers = days.map(({ number }) => number);
  // What is known to the day comes first: a whole year neither began nor ended anything.
  const exact = entries.filter(({ date }) => isDay(date));
  const dated = exact.length > 0 ? exact : entries.filter(({ date }) => date > 0);
  return {
    totals: { ...totals, days: days.length, creators: creators.size, genres: genres.size },
    leftOut: {
      vague,
      undated,
      untimed: entries.reduce((count, { title }) => count + (title.runtime === null ? 1 : 0), 0),
    },
    years: yearsOf(ledger, kind),
    kinds: kindsOf(titles),
    ratings: histogramOf(titles),
    besideOthers: besideOthers(titles),
    ...releasesOf(titles),
    genres: mostFirst(genres, mostNamed),
    creators: mostFirst(creators, mostNamed),
    bestCreators: bestFirst(creators, totals.average ?? 0, leastRatedOfCreator, mostBest),
    time: timeline(entries, period),
    days: days.map(({ date, count }) => ({ day: dateText(date) ?? '', entries: count })),
    weekdays: weekdaysOf(days),
    hours: hoursOf(entries),
    streaks: { days: dayStreaks(dayNumbers, today), weeks: weekStreaks(dayNumbers, today) },
    first: pointTo(dated[0]),
    last: pointTo(dated.at(-1)),
    mostPlayed: mostPlayed(titles),
    best: bestTitles(titles),
  };
}

/** The whole point that a rating falls on: 87 → 8. */
export function pointOf(rating: number): number {
  return Math.floor(rating / 10);
}

function totalsOf({ entries, titles }: Selection) {
  let [plays, again, minutes, rated, sum, written] = [0, 0, 0, 0, 0, 0];
  for (const [{ runtime, rating, written: hasWords }, counts] of titles) {
    plays += counts.plays;
    again += counts.again;
    minutes += (runtime ?? 0) * counts.entries;
    if (rating !== null) [rated, sum] = [rated + 1, sum + rating];
    if (hasWords) written++;
  }
  const unlogged = entries.length - plays;
  const average = meanOf({ rated, sum });
  return { titles: titles.size, plays, unlogged, again, minutes, rated, written, average };
}

function yearsOf(ledger: Ledger, kind: MediaKind | undefined): number[] {
  const years = new Set<number>();
  for (const { title, date } of ledger) {
    if (date > 0 && (kind === undefined || title.kind === kind)) years.add(yearOf(date));
  }
  return [...years].sort((one, other) => other - one);
}

function kindsOf(titles: Titles): Statistics['kinds'] {
  const minutes = new Map<MediaKind, number>();
  for (const [{ kind, runtime }, { entries }] of titles) {
    minutes.set(kind, (minutes.get(kind) ?? 0) + (runtime ?? 0) * entries);
  }
  const tallies = tallyOne(titles, ({ kind }) => kind);
  return mediaKinds.flatMap((kind) => {
    const one = tallies.get(kind);
    if (!one) return [];
    const { titles: count, entries } = one;
    return { kind, titles: count, entries, minutes: minutes.get(kind) ?? 0, average: meanOf(one) };
  });
}

function histogramOf(titles: Titles): number[] {
  const counts = Array.from({ length: 10 }, () => 0);
  for (const { rating } of titles.keys()) {
    if (rating !== null) counts[pointOf(rating) - 1] = (counts[pointOf(rating) - 1] ?? 0) + 1;
  }
  return counts;
}

/** Each title's mean of all others' ratings beside the own one. */
function besideOthers(titles: Titles): Statistics['besideOthers'] {
  let [count, own, others] = [0, 0, 0];
  for (const { rating, ratingCount, ratingSum } of titles.keys()) {
    if (rating === null || ratingCount < 2) continue;
    count++;
    own += rating;
    others += (ratingSum - rating) / (ratingCount - 1);
  }
  return count === 0 ? null : { titles: count, own: own / count, others: others / count };
}

function releasesOf(titles: Titles): Pick<Statistics, 'releases' | 'decades'> {
  const by = (size: number) =>
    [...tallyOne(titles, ({ year }) => (year === null ? null : Math.floor(year / size) * size))]
      .sort(([one], [other]) => one - other)
      .map(([year, one]) => ({ year, titles: one.titles, average: meanOf(one) }));
  return {
    releases: by(1),
    decades: by(10).map(({ year, ...rest }) => ({ decade: year, ...rest })),
  };
}

interface Day {
  readonly date: number;
  readonly number: number;
  count: number;
}

/** `entries` by date: the days among them, each once. */
function daysOf(entries: readonly Entry[]): Day[] {
  const days: Day[] = [];
  for (const { date } of entries) {
    if (!isDay(date)) continue;
    const last = days.at(-1);
    if (last?.date === date) last.count++;
    else days.push({ date, number: epochDay(date), count: 1 });
  }
  return days;
}

function weekdaysOf(days: readonly Day[]): number[] {
  const counts = Array.from({ length: 7 }, () => 0);
  for (const { number, count } of days) {
    const weekday = weekdayOf(number);
    counts[weekday] = (counts[weekday] ?? 0) + count;
  }
  return counts;
}

function hoursOf(entries: readonly Entry[]): number[] | null {
  const counts = Array.from({ length: 24 }, () => 0);
  let known = 0;
  for (const { hour } of entries) {
    if (hour === null) continue;
    known++;
    counts[hour] = (counts[hour] ?? 0) + 1;
  }
  return known === 0 ? null : counts;
}

function pointTo(entry: Entry | undefined): Figures['first'] {
  return entry ? { mediaId: entry.title.mediaId, date: dateText(entry.date) ?? '' } : null;
}

function mostPlayed(titles: Titles): Figures['mostPlayed'] {
  return [...titles]
    .filter(([, { again }]) => again > 0)
    .sort(([one, a], [other, b]) => b.again - a.again || b.plays - a.plays || one.mediaId - other.mediaId)
    .slice(0, mostBest)
    .map(([{ mediaId }, { plays, again }]) => ({ mediaId, plays, again }));
}

/** Of equals, those that are played more often, then those met later. */
function bestTitles(titles: Titles): Figures['best'] {
  const least = leastOfBest(titles);
  return [...titles]
    .filter(([{ rating }]) => rating !== null && rating >= least)
    .sort(
      ([one, a], [other, b]) =>
        (other.rating ?? 0) - (one.rating ?? 0) ||
        b.entries - a.entries ||
        b.last.date - a.last.date ||
        one.mediaId - other.mediaId,
    )
    .slice(0, mostBest)
    .flatMap(([{ mediaId, rating }]) => (rating === null ? [] : { mediaId, rating }));
}

/** The rating that the last of the best has: only the few from there on are worth sorting. */
function leastOfBest(titles: Titles): number {
  const counts = Array.from({ length: 101 }, () => 0);
  for (const { rating } of titles.keys()) if (rating !== null) counts[rating] = (counts[rating] ?? 0) + 1;
  let least = 100;
  for (let above = counts[least] ?? 0; above < mostBest && least > 0; above += counts[least] ?? 0) least--;
  return least;
}

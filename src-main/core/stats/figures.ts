// Every figure of a period and kind, counted from one profile's entries. Pure: what it gives holds media ids, which the
// service fills in.
import type { Period, Statistics } from '#shared/api/stats.ts';
import { mediaKinds, type MediaKind } from '#shared/domain/media-kind.ts';
import { dateText, epochDay, isDay, weekdayOf, yearOf } from './days.ts';
import type { Ledger } from './ledger.ts';
import { select, type Selection } from './selection.ts';
import { dayStreaks, weekStreaks } from './streaks.ts';
import { bestFirst, groupsOf, meanOf, mostFirst, tally, tallyGenres, top } from './tallies.ts';
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
  const genres = tallyGenres(ledger, titles);
  const { creator } = ledger.titles;
  const creators = tally(ledger, titles, ledger.creators.shown.length, (place) => creator[place] ?? -1);
  const totals = totalsOf(selection);
  const days = daysOf(selection);
  const dayNumbers = days.map(({ number }) => number);
  return {
    totals: {
      ...totals,
      days: days.length,
      creators: groupsOf(creators).length,
      genres: groupsOf(genres).length,
    },
    leftOut: { vague, undated, untimed: untimedOf(selection) },
    years: yearsOf(ledger, kind),
    kinds: kindsOf(selection),
    ratings: histogramOf(selection),
    besideOthers: besideOthers(selection),
    ...releasesOf(selection),
    genres: mostFirst(genres, ledger.genres, mostNamed),
    creators: mostFirst(creators, ledger.creators, mostNamed),
    bestCreators: bestFirst(creators, ledger.creators, totals.average ?? 0, leastRatedOfCreator, mostBest),
    time: timeline(ledger, entries, period),
    days: days.map(({ date, count }) => ({ day: dateText(date) ?? '', entries: count })),
    weekdays: weekdaysOf(days),
    hours: hoursOf(selection),
    streaks: { days: dayStreaks(dayNumbers, today), weeks: weekStreaks(dayNumbers, today) },
    ...endsOf(selection),
    mostPlayed: mostPlayed(selection),
    best: bestTitles(selection),
  };
}

/** The whole point that a rating falls on: 87 → 8. */
export function pointOf(rating: number): number {
  return Math.floor(rating / 10);
}

function totalsOf({ ledger, entries, titles }: Selection) {
  const { runtime, rating, written: hasWords } = ledger.titles;
  let [plays, again, minutes, rated, sum, written] = [0, 0, 0, 0, 0, 0];
  for (const place of titles.places) {
    plays += titles.plays[place] ?? 0;
    again += titles.again[place] ?? 0;
    minutes += (runtime[place] ?? 0) * (titles.entries[place] ?? 0);
    written += hasWords[place] ?? 0;
    if (rating[place] !== 0) rated++;
    sum += rating[place] ?? 0;
  }
  const unlogged = entries.length - plays;
  const average = rated === 0 ? null : sum / rated;
  return { titles: titles.places.length, plays, unlogged, again, minutes, rated, written, average };
}

function untimedOf({ ledger, titles }: Selection): number {
  let count = 0;
  for (const place of titles.places)
    if (ledger.titles.runtime[place] === 0) count += titles.entries[place] ?? 0;
  return count;
}

function yearsOf({ entries, titles }: Ledger, kind: MediaKind | undefined): number[] {
  const wanted = kind === undefined ? -1 : mediaKinds.indexOf(kind);
  const years: number[] = [];
  // They come in their order.
  for (const [at, date] of entries.date.entries()) {
    if (date === 0 || (wanted >= 0 && titles.kind[entries.title[at] ?? -1] !== wanted)) continue;
    if (years.at(-1) !== yearOf(date)) years.push(yearOf(date));
  }
  return years.toReversed();
}

function kindsOf({ ledger, titles }: Selection): Statistics['kinds'] {
  const { kind: kinds, runtime } = ledger.titles;
  const tallies = tally(ledger, titles, mediaKinds.length, (place) => kinds[place] ?? -1);
  return mediaKinds.flatMap((kind, group) => {
    const count = tallies.titles[group] ?? 0;
    if (count === 0) return [];
    let minutes = 0;
    for (const place of titles.places)
      if (kinds[place] === group) minutes += (runtime[place] ?? 0) * (titles.entries[place] ?? 0);
    const average = meanOf(tallies, group);
    return [{ kind, titles: count, entries: tallies.entries[group] ?? 0, minutes, average }];
  });
}

function histogramOf({ ledger, titles }: Selection): number[] {
  const counts = Array.from({ length: 10 }, () => 0);
  for (const place of titles.places) {
    const point = pointOf(ledger.titles.rating[place] ?? 0) - 1;
    if (point >= 0) counts[point] = (counts[point] ?? 0) + 1;
  }
  return counts;
}

/** Each title's mean of all others' ratings beside the own one. */
function besideOthers({ ledger, titles }: Selection): Statistics['besideOthers'] {
  const { rating: ratings, ratingCount, ratingSum } = ledger.titles;
  let [count, own, others] = [0, 0, 0];
  for (const place of titles.places) {
    const [rating, everybody] = [ratings[place] ?? 0, ratingCount[place] ?? 0];
    if (rating === 0 || everybody < 2) continue;
    count++;
    own += rating;
    others += ((ratingSum[place] ?? 0) - rating) / (everybody - 1);
  }
  return count === 0 ? null : { titles: count, own: own / count, others: others / count };
}

const lastYear = 9999;

function releasesOf({ ledger, titles }: Selection): Pick<Statistics, 'releases' | 'decades'> {
  const { year } = ledger.titles;
  const by = (size: number) => {
    // A title without a year has 0, which stands in no group.
    const groupOf = (place: number) => (year[place] === 0 ? -1 : Math.floor((year[place] ?? 0) / size));
    const tallies = tally(ledger, titles, Math.floor(lastYear / size) + 1, groupOf);
    return groupsOf(tallies).map((group) => ({
      first: group * size,
      titles: tallies.titles[group] ?? 0,
      average: meanOf(tallies, group),
    }));
  };
  return {
    releases: by(1).map(({ first, ...rest }) => ({ year: first, ...rest })),
    decades: by(10).map(({ first, ...rest }) => ({ decade: first, ...rest })),
  };
}

interface Day {
  readonly date: number;
  readonly number: number;
  count: number;
}

/** The days among them, each once, by date. */
function daysOf({ ledger, entries }: Selection): Day[] {
  const days: Day[] = [];
  for (const at of entries) {
    const date = ledger.entries.date[at] ?? 0;
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

function hoursOf({ ledger, entries }: Selection): number[] | null {
  const counts = Array.from({ length: 24 }, () => 0);
  let known = 0;
  for (const at of entries) {
    const hour = ledger.entries.hour[at] ?? -1;
    if (hour < 0) continue;
    known++;
    counts[hour] = (counts[hour] ?? 0) + 1;
  }
  return known === 0 ? null : counts;
}

/** What is known to the day comes first: a whole year neither began nor ended anything. */
function endsOf({ ledger, entries }: Selection): Pick<Figures, 'first' | 'last'> {
  const { date, title } = ledger.entries;
  const isExact = (at: number) => isDay(date[at] ?? 0);
  const isDated = entries.some(isExact) ? isExact : (at: number) => date[at] !== 0;
  const pointTo = (at: number | undefined) =>
    at === undefined
      ? null
      : { mediaId: ledger.titles.mediaId[title[at] ?? -1] ?? 0, date: dateText(date[at] ?? 0) ?? '' };
  return { first: pointTo(entries.find(isDated)), last: pointTo(entries.findLast(isDated)) };
}

function mostPlayed({ ledger, titles }: Selection): Figures['mostPlayed'] {
  const { again, plays } = titles;
  const { mediaId } = ledger.titles;
  return top(
    titles.places.filter((place) => again[place] !== 0),
    mostBest,
    (one, other) =>
      (again[other] ?? 0) - (again[one] ?? 0) ||
      (plays[other] ?? 0) - (plays[one] ?? 0) ||
      (mediaId[one] ?? 0) - (mediaId[other] ?? 0),
  ).map((place) => ({ mediaId: mediaId[place] ?? 0, plays: plays[place] ?? 0, again: again[place] ?? 0 }));
}

/** Of equals, those that are played more often, then those met later. */
function bestTitles({ ledger, titles }: Selection): Figures['best'] {
  const { entries, last } = titles;
  const { rating, mediaId } = ledger.titles;
  return top(
    titles.places.filter((place) => rating[place] !== 0),
    mostBest,
    (one, other) =>
      (rating[other] ?? 0) - (rating[one] ?? 0) ||
      (entries[other] ?? 0) - (entries[one] ?? 0) ||
      (last[other] ?? 0) - (last[one] ?? 0) ||
      (mediaId[one] ?? 0) - (mediaId[other] ?? 0),
  ).map((place) => ({ mediaId: mediaId[place] ?? 0, rating: rating[place] ?? 0 }));
}

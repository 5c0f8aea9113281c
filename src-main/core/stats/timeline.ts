// Taste over time: months, or years where the period is long, without gaps.
import type { Period, Statistics } from '#shared/api/stats.ts';
import { dateText, monthOf, yearOf } from './days.ts';
import type { Ledger } from './ledger.ts';
import { boundsOf, countTitles } from './selection.ts';
import { mostFirst, tallyGenres } from './tallies.ts';

/** More months than this are shown as years. */
const mostMonths = 36;
const mostGenres = 3;

/** `entries` of the ledger, by date. What has no month is left out where months are shown. */
export function timeline(ledger: Ledger, entries: readonly number[], period: Period): Statistics['time'] {
  const { date: dates } = ledger.entries;
  const dateAt = (at: number | undefined) => dates[at ?? -1] ?? 0;
  const dated = entries.filter((at) => dateAt(at) > 0);
  const span = spanOf(dateAt(dated[0]), dateAt(dated.at(-1)), period);
  if (span === null) return { step: 'month', points: [] };
  const step = span.to - span.from < mostMonths ? 'month' : 'year';
  const size = step === 'month' ? 1 : 12;
  const [first, last] = [Math.floor(span.from / size), Math.floor(span.to / size)];
  const groups: number[][] = Array.from({ length: last - first + 1 }, () => []);
  for (const at of dated) {
    if (step === 'month' && monthOf(dateAt(at)) === 0) continue;
    groups[Math.floor(monthIndex(dateAt(at)) / size) - first]?.push(at);
  }
  return { step, points: groups.map((group, at) => pointOf(ledger, group, spanText(first + at, step))) };
}

/** Months since the year 0 of the first and the last to show; null where there is nothing. */
function spanOf(first: number, last: number, period: Period): { from: number; to: number } | null {
  if (last === 0) return null;
  const bounds = boundsOf(period);
  // A year that somebody asked for is shown from its first month to its last.
  const isShort = Number.isFinite(bounds.to) && bounds.from > 0 && bounds.to - bounds.from < 20_000;
  const [from, to] = isShort ? [bounds.from, bounds.to] : [first, last];
  // A year's own date stands for its last month where it ends the span.
  const end = to % 10_000 === 0 ? to + 1200 : to;
  return { from: monthIndex(from), to: monthIndex(end) };
}

function pointOf(
  ledger: Ledger,
  entries: readonly number[],
  span: string,
): Statistics['time']['points'][number] {
  const counted = countTitles(ledger, entries);
  const { rating, runtime } = ledger.titles;
  let [rated, sum, minutes] = [0, 0, 0];
  for (const place of counted.places) {
    if (rating[place] !== 0) rated++;
    sum += rating[place] ?? 0;
    minutes += (runtime[place] ?? 0) * (counted.entries[place] ?? 0);
  }
  return {
    span,
    titles: counted.places.length,
    entries: entries.length,
    minutes,
    average: rated === 0 ? null : sum / rated,
    genres: mostFirst(tallyGenres(ledger, counted), ledger.genres, mostGenres).map(({ name, titles }) => ({
      name,
      titles,
    })),
  };
}

function monthIndex(date: number): number {
  return yearOf(date) * 12 + Math.max(monthOf(date), 1) - 1;
}

function spanText(index: number, step: 'month' | 'year'): string {
  const date = step === 'year' ? index * 10_000 : Math.floor(index / 12) * 10_000 + ((index % 12) + 1) * 100;
  return dateText(date) ?? '';
}

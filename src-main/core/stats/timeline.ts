// Taste over time: months, or years where the period is long, without gaps.
import type { Period, Statistics } from '#shared/api/stats.ts';
import { dateText, monthOf, yearOf } from './days.ts';
import type { Entry } from './ledger.ts';
import { boundsOf, titlesOf } from './selection.ts';
import { meanOf, tally } from './tallies.ts';

/** More months than this are shown as years. */
const mostMonths = 36;
const mostGenres = 3;

/** `entries` by date. What has no month is left out where months are shown. */
export function timeline(entries: readonly Entry[], period: Period): Statistics['time'] {
  const dated = entries.filter(({ date }) => date > 0);
  const span = spanOf(dated, period);
  if (span === null) return { step: 'month', points: [] };
  const step = span.to - span.from < mostMonths ? 'month' : 'year';
  const size = step === 'month' ? 1 : 12;
  const [first, last] = [Math.floor(span.from / size), Math.floor(span.to / size)];
  const groups: Entry[][] = Array.from({ length: last - first + 1 }, () => []);
  for (const entry of dated) {
    if (step === 'month' && monthOf(entry.date) === 0) continue;
    groups[Math.floor(monthIndex(entry.date) / size) - first]?.push(entry);
  }
  return { step, points: groups.map((group, at) => pointOf(group, spanText(first + at, step))) };
}

/** Months since the year 0 of the first and the last to show; null where there is nothing. */
function spanOf(dated: readonly Entry[], period: Period): { from: number; to: number } | null {
  const [first, last] = [dated[0], dated.at(-1)];
  if (!first || !last) return null;
  const bounds = boundsOf(period);
  // A year that somebody asked for is shown from its first month to its last.
  const isShort = Number.isFinite(bounds.to) && bounds.from > 0 && bounds.to - bounds.from < 20_000;
  const [from, to] = isShort ? [bounds.from, bounds.to] : [first.date, last.date];
  // A year's own date stands for its last month where it ends the span.
  const end = to % 10_000 === 0 ? to + 1200 : to;
  return { from: monthIndex(from), to: monthIndex(end) };
}

function pointOf(entries: readonly Entry[], span: string): Statistics['time']['points'][number] {
  const titles = titlesOf(entries);
  let [rated, sum, minutes] = [0, 0, 0];
  for (const [{ rating, runtime }, counts] of titles) {
    if (rating !== null) [rated, sum] = [rated + 1, sum + rating];
    minutes += (runtime ?? 0) * counts.entries;
  }
  const genres = [...tally(titles, (title) => title.genres)]
    .sort(([one, a], [other, b]) => b.titles - a.titles || (one.name < other.name ? -1 : 1))
    .slice(0, mostGenres);
  return {
    span,
    titles: titles.size,
    entries: entries.length,
    minutes,
    average: meanOf({ rated, sum }),
    genres: genres.map(([{ name }, one]) => ({ name, titles: one.titles })),
  };
}

function monthIndex(date: number): number {
  return yearOf(date) * 12 + Math.max(monthOf(date), 1) - 1;
}

function spanText(index: number, step: 'month' | 'year'): string {
  const date = step === 'year' ? index * 10_000 : Math.floor(index / 12) * 10_000 + ((index % 12) + 1) * 100;
  return dateText(date) ?? '';
}

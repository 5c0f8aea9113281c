// Runs of days and of weeks without a gap.
import { epochDayText, weekdayOf } from './days.ts';

export interface Streak {
  readonly length: number;
  readonly from: string;
  readonly to: string;
}

export interface Streaks {
  readonly longest: Streak | null;
  /** Goes on to today, or to yesterday: today isn't over. */
  readonly current: Streak | null;
}

/** `days` are days since 1970-01-01, ascending, each once. */
export function dayStreaks(days: readonly number[], today: number): Streaks {
  return runs(days, today, (first, last) => ({ from: epochDayText(first), to: epochDayText(last) }));
}

/** Weeks from Monday to Sunday with at least one day. */
export function weekStreaks(days: readonly number[], today: number): Streaks {
  const weekOf = (day: number) => (day - weekdayOf(day) + 3) / 7;
  const weeks = [...new Set(days.map(weekOf))];
  return runs(weeks, weekOf(today), (first, last) => ({
    from: epochDayText(first * 7 - 3),
    to: epochDayText(last * 7 + 3),
  }));
}

function runs(
  units: readonly number[],
  now: number,
  span: (first: number, last: number) => { from: string; to: string },
): Streaks {
  type Run = readonly [first: number, last: number];
  let longest: Run | null = null;
  let current: Run | null = null;
  let first = 0;
  for (const [at, unit] of units.entries()) {
    if (at === 0 || unit !== (units[at - 1] ?? 0) + 1) first = unit;
    // Of two that are as long, the later.
    if (!longest || unit - first >= longest[1] - longest[0]) longest = [first, unit];
    if (unit === now || unit === now - 1) current = [first, unit];
  }
  const told = (run: Run | null) => run && { length: run[1] - run[0] + 1, ...span(...run) };
  return { longest: told(longest), current: told(current) };
}

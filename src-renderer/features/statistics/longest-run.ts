// Which run of days or weeks is worth telling: one day is none, and then weeks may be.
import type { Statistics } from '#shared/api/stats.ts';

type Streak = NonNullable<Statistics['streaks']['days']['longest']>;

export interface LongestRun extends Streak {
  /** The text that counts them, under `statistics`. */
  readonly unit: 'dayCount' | 'weekCount';
}

/** Null where nothing happened on two days or in two weeks in a row. */
export function longestRun({ days, weeks }: Statistics['streaks']): LongestRun | null {
  if (days.longest && days.longest.length > 1) return { ...days.longest, unit: 'dayCount' };
  if (weeks.longest && weeks.longest.length > 1) return { ...weeks.longest, unit: 'weekCount' };
  return null;
}

import { expect, test } from 'vitest';
import { longestRun } from '#renderer/features/statistics/longest-run.ts';

const run = (length: number) => ({
  longest: { length, from: '2025-01-06', to: '2025-02-02' },
  current: null,
});
const none = { longest: null, current: null };

test('a run of days is told before one of weeks, and neither where it is a single one', () => {
  expect(longestRun({ days: run(3), weeks: run(2) })).toMatchObject({ unit: 'dayCount', length: 3 });
  expect(longestRun({ days: run(1), weeks: run(4) })).toMatchObject({ unit: 'weekCount', length: 4 });
  expect(longestRun({ days: run(1), weeks: run(1) })).toBeNull();
  expect(longestRun({ days: none, weeks: none })).toBeNull();
});

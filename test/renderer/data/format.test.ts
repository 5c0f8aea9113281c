import { expect, test } from 'vitest';
import { createFormat } from '#renderer/data/format.ts';

const now = new Date(2026, 2, 10, 15, 0);
const format = createFormat('en-GB', () => now);
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();

test.each([
  [20, 'now'],
  [300, '5 minutes ago'],
  [2 * 3600, '2 hours ago'],
  [20 * 3600, 'yesterday'],
  [3 * 86_400, '3 days ago'],
  [40 * 86_400, '29 January 2026'],
])('%i seconds ago reads "%s"', (seconds, text) => {
  expect(format.ago(before(seconds))).toBe(text);
});

test('sizes, shares and waits read as people write them', () => {
  expect(format.bytes(0)).toBe('0 bytes');
  expect(format.bytes(1_536_000)).toBe('1.5 MB');
  expect(format.percent(0.876)).toBe('88%');
  expect(format.duration(1)).toBe('1 second');
  expect(format.duration(300)).toBe('5 minutes');
  expect(createFormat('de', () => now).number(1_204)).toBe('1.204');
});

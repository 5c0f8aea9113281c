import { expect, test } from 'vitest';
import { retryDelayMs } from '#shared/sync/backoff.ts';

test('waits are spread over a span that doubles, up to five minutes', () => {
  const longest = [1, 2, 3, 8, 9, 10, 5000].map((failures) => retryDelayMs(failures, 1 - Number.EPSILON));
  expect(longest).toEqual([1000, 2000, 4000, 128_000, 256_000, 300_000, 300_000]);
  expect(retryDelayMs(5, 0)).toBe(0);
  expect(retryDelayMs(5, 0.5)).toBe(8000);
});

test('a wait that the server asks for is never undercut', () => {
  expect(retryDelayMs(1, 0, 90_000)).toBe(90_000);
  expect(retryDelayMs(9, 0.5, 90_000)).toBe(94_500);
});

// How often the mark rises that shows whether the end of the database is missing.
import { afterEach, expect, test, vi } from 'vitest';
import { raiseRegularly } from '#main/core/db/high-water.ts';

afterEach(() => void vi.useRealTimers());

test('the mark rises every five seconds, and every minute beside an import', () => {
  vi.useFakeTimers();
  let raised = 0;
  let isBeside = false;
  const timer = raiseRegularly(
    async () => void raised++,
    () => isBeside,
  );
  const raisedIn = (seconds: number) => {
    const before = raised;
    vi.advanceTimersByTime(seconds * 1000);
    return raised - before;
  };
  expect(raisedIn(20)).toBe(4);
  isBeside = true;
  expect(raisedIn(55)).toBe(0);
  expect(raisedIn(5)).toBe(1);
  expect(raisedIn(180)).toBe(3);
  expect(raisedIn(30)).toBe(0);
  isBeside = false;
  expect(raisedIn(5)).toBe(1);
  clearInterval(timer);
  expect(raisedIn(60)).toBe(0);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { positionBetween } from '#main/core/lists/fractional-index.ts';

test('wherever items are put, the order of positions is the order of the list', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 300 }), (places) => {
      const list: string[] = [];
      for (const place of places) {
        const at = Math.min(list.length, Math.floor(place * (list.length + 1)));
        list.splice(at, 0, positionBetween(list[at - 1] ?? null, list[at] ?? null));
      }
      expect(list.toSorted()).toEqual(list);
      expect(new Set(list).size).toBe(list.length);
    }),
    { seed: 21, numRuns: 200 },
  );
});

test('a long list stays short in its positions, at either end', () => {
  for (const place of [
    (last: string | null) => positionBetween(last, null),
    (last: string | null) => positionBetween(null, last),
  ]) {
    let last: string | null = null;
    const made: string[] = [];
    for (let count = 0; count < 20_000; count++) made.push((last = place(last)));
    expect(Math.max(...made.map((position) => position.length))).toBeLessThanOrEqual(4);
    expect(new Set(made).size).toBe(20_000);
  }
});

test('positions that are not in order are a mistake of the caller', () => {
  expect(() => positionBetween('a1', 'a0')).toThrow('out of order');
  expect(() => positionBetween('a1', 'a1')).toThrow('out of order');
});

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

test('the same gap takes one item after another, from either side', () => {
  for (const at of [1, -1]) {
    const list = [positionBetween(null, null), positionBetween('a0', null)];
    for (let count = 0; count < 300; count++) {
      const place = at === 1 ? 1 : list.length - 1;
      list.splice(place, 0, positionBetween(list[place - 1] ?? null, list[place] ?? null));
    }
    expect(list.toSorted()).toEqual(list);
    expect(new Set(list).size).toBe(list.length);
  }
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

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { topPositions } from '#main/core/discovery/arrays.ts';
import { diversify } from '#main/core/discovery/diversity.ts';
import { seriesHash } from '#main/core/discovery/series.ts';

const candidates = fc.array(
  fc.record({
    score: fc.double({ min: -5, max: 20, noNaN: true }),
    series: fc.integer({ min: 0, max: 3 }),
    creator: fc.integer({ min: 0, max: 3 }),
    genres: fc.uniqueArray(fc.nat(4), { maxLength: 3 }),
  }),
  { maxLength: 40 },
);

test('no series comes twice and no creator thrice among five in a row while anything else is left', () => {
  fc.assert(
    fc.property(candidates, fc.integer({ min: 1, max: 20 }), (all, limit) => {
      const chosen = diversify(all, limit);
      expect(chosen).toHaveLength(Math.min(limit, all.length));
      expect(new Set(chosen).size).toBe(chosen.length);
      for (const [place, candidate] of chosen.entries()) {
        const near = chosen.slice(Math.max(0, place - 4), place);
        const breaks = (one: typeof candidate) =>
          near.some(({ series }) => series !== 0 && series === one.series) ||
          near.filter(({ creator }) => creator !== 0 && creator === one.creator).length >= 2;
        const left = all.filter((one) => !chosen.slice(0, place).includes(one));
        if (breaks(candidate)) expect(left.every(breaks)).toBe(true);
      }
    }),
  );
});

test('without anything in common the order is that of the scores', () => {
  const all = [3, 9, 1, 7].map((score, index) => ({ score, series: 0, creator: 0, genres: [index] }));
  expect(diversify(all, 3).map(({ score }) => score)).toEqual([9, 7, 3]);
});

test('sequels share a series, and other titles don’t', () => {
  const same = [
    ['Star Wars: Episode IV - A New Hope', 'Star Wars: Episode V - The Empire Strikes Back'],
    ['The Godfather', 'Godfather: Part II, The'],
    ['Toy Story', 'Toy Story 3'],
    ['Rocky', 'Rocky IV'],
    ['Indiana Jones and the Temple of Doom', 'Indiana Jones and the Last Crusade'],
    ['The Lord of the Rings: The Two Towers', 'Lord of the Rings: The Return of the King, The'],
  ];
  for (const [one = '', other = ''] of same) expect([one, seriesHash(one)]).toEqual([one, seriesHash(other)]);
  const different = [
    'Heat',
    'Alien',
    'Beauty and the Beast',
    'Se7en',
    'The Thing',
    '2001: A Space Odyssey',
    '1917',
    '千と千尋の神隠し',
    'Star Trek',
  ];
  expect(new Set(different.map(seriesHash)).size).toBe(different.length);
  expect(seriesHash('!!!')).toBe(0);
});

test('the top positions are those of a full sort', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(-Infinity))),
      fc.nat(10),
      (values, count) => {
        const sorted = values
          .map((value, position) => ({ value, position }))
          .filter(({ value }) => value !== -Infinity)
          .sort((one, other) => other.value - one.value || one.position - other.position)
          .slice(0, count)
          .map(({ position }) => position);
        expect(topPositions(Float64Array.from(values), count)).toEqual(sorted);
      },
    ),
  );
});

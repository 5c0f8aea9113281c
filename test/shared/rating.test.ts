import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatRating, isRating, parseRating, parseScale, scaleRating } from '#shared/domain/rating.ts';

describe('parseRating', () => {
  test.each([
    ['1', 10],
    ['1.0', 10],
    ['8.7', 87],
    ['10', 100],
    [' 9.5 ', 95],
  ])('reads %j as %i tenths', (text, rating) => {
    expect(parseRating(text)).toEqual({ rating, raised: false });
  });

  test.each([
    ['0.9', 'not between 1.0 and 10.0'],
    ['10.1', 'not between 1.0 and 10.0'],
    ['abc', 'not a number from 1 to 10'],
    ['8,5', 'write it with a point, 8.5'],
    ['8.55', 'finer than steps of 0.1'],
    ['', 'not a number'],
    ['-5', 'not a number'],
    ['1e1', 'not a number'],
    ['٨', 'not a number'],
  ])('refuses %j and says why', (text, reason) => {
    expect(parseRating(text)).toEqual({ reason: expect.stringContaining(reason) as string });
  });

  test('reads back every rating as it is shown', () => {
    for (let rating = 10; rating <= 100; rating++) {
      expect(parseRating(formatRating(rating, 'ten'))).toEqual({ rating, raised: false });
    }
  });
});

describe('scaleRating', () => {
  const stars = { min: 0.5, max: 5 };

  test.each([
    ['0.5', stars, 10, false],
    ['4.5', stars, 90, false],
    ['5', stars, 100, false],
    ['3.7', stars, 74, false],
    ['1', { min: 1, max: 5 }, 20, false],
    ['73', { min: 0, max: 100 }, 73, false],
    ['4', { min: 0, max: 100 }, 10, true],
    ['0', { min: 0, max: 10 }, 10, true],
    ['8/10', { min: 1, max: 10 }, 80, false],
    ['3.5 / 5', stars, 70, false],
    ['85%', { min: 0, max: 100 }, 85, false],
    ['★★★★½', stars, 90, false],
    ['½', stars, 10, false],
    ['★★★☆☆', stars, 60, false],
    ['⭐️⭐️⭐️', stars, 60, false],
    ['★★★★★★★☆☆☆', { min: 1, max: 10 }, 70, false],
  ])('reads %s on %j as %i tenths', (text, scale, rating, raised) => {
    expect(scaleRating(text, scale)).toEqual({ rating, raised });
  });

  test('refuses what lies off the scale', () => {
    expect(scaleRating('6', stars)).toEqual({ reason: '6 is not between 0.5 and 5' });
    expect(scaleRating('0', stars)).toEqual({ reason: '0 is not between 0.5 and 5' });
  });

  test.each(['4/10', '★★★★★★', '☆☆☆☆☆', '50%', '/5', '★ 3'])('refuses %s of five', (text) => {
    expect(scaleRating(text, stars)).toHaveProperty('reason');
  });

  test('takes drawn stars on a scale of ten for nothing, where ten are not drawn', () => {
    expect(scaleRating('★★★★', { min: 1, max: 10 })).toHaveProperty('reason');
  });

  test('takes a decimal comma only where columns are not split by commas', () => {
    expect(scaleRating('3,5', stars)).toHaveProperty('reason');
    expect(scaleRating('3,5', stars, true)).toEqual({ rating: 70, raised: false });
  });

  test('never gives anything but a rating or a reason', () => {
    fc.assert(
      fc.property(fc.string(), fc.double({ min: 0.1, max: 1000, noNaN: true }), (text, max) => {
        const result = scaleRating(text, { min: 0, max });
        expect('reason' in result || isRating(result.rating)).toBe(true);
      }),
    );
  });
});

test.each([
  ['0.5-5', { min: 0.5, max: 5 }],
  ['1–10', { min: 1, max: 10 }],
  [' 0 - 100 ', { min: 0, max: 100 }],
  ['5-1', undefined],
  ['five', undefined],
  ['1-100000', undefined],
])('parseScale(%j)', (text, scale) => {
  expect(parseScale(text)).toEqual(scale);
});

test('a profile sees the same rating on its own scale', () => {
  expect(['ten', 'stars', 'hundred'].map((scale) => formatRating(87, scale as 'ten'))).toEqual([
    '8.7',
    '4.35',
    '87',
  ]);
});

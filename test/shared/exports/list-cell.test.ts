import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinList, splitList } from '#shared/exports/list-cell.ts';

test('values are joined as people read them', () => {
  expect(joinList(['Drama', 'Science fiction'])).toBe('Drama|Science fiction');
  expect(joinList([])).toBe('');
});

test('every list of values that are not empty comes back as it was', () => {
  const value = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.array(fc.constantFrom('|', '\\', 'a'), { minLength: 1 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(fc.array(value), (values) => {
      expect(splitList(joinList(values))).toEqual(values);
    }),
    { seed: 20261121, numRuns: 2000 },
  );
});

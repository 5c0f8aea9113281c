// The same for many seeds.
import { expect, test } from 'vitest';
import { holdingsAfterEdits } from './random-holdings.ts';

test.each(Array.from({ length: 30 }, (_, index) => index + 2))(
  'after random edits on both, both hold the same and are sound (seed %i)',
  async (seed) => {
    const { one, other, account, wrong } = await holdingsAfterEdits(seed);
    expect(other).toEqual(one);
    expect(account).toEqual(one);
    expect(wrong).toEqual([]);
  },
  60_000,
);

// Whatever a person does on two computers, both show the same in the end, and nothing that hangs on the rows is wrong.
import { expect, test } from 'vitest';
import { editAtRandom } from './edits.ts';
import { accountOf, linkedPair, tablesOf } from './linked-pair.ts';

test.each([1, 2])(
  'after random edits on one computer the account holds what its tables say (seed %i)',
  async (seed) => {
    const { one, server } = await linkedPair();
    for (let round = 0; round < 3; round++) {
      const done = await editAtRandom(one, seed * 100 + round, 25);
      one.sync();
      expect({ done, ...accountOf(server) }).toEqual({ done, ...tablesOf(one) });
    }
  },
);

test.each([1, 2])('after random edits on both, both hold the same and are sound (seed %i)', async (seed) => {
  const pair = await linkedPair();
  const { one, other, server } = pair;
  for (let round = 0; round < 3; round++) {
    await editAtRandom(one, seed * 100 + round, 15);
    await editAtRandom(other, seed * 100 + 50 + round, 15);
    if (round === 0) one.sync();
    else pair.settle();
  }
  expect(tablesOf(one)).toEqual(tablesOf(other));
  expect(accountOf(server)).toEqual(tablesOf(one));
  expect(await one.wrong()).toEqual([]);
  expect(await other.wrong()).toEqual([]);
});

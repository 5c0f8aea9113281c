// Whatever a person does on two computers, both show the same in the end, and nothing that hangs on the rows is wrong. More
// seeds are in two-computers.long.test.ts.
import { expect, test } from 'vitest';
import { editAtRandom } from './edits.ts';
import { accountOf, linkedPair, tablesOf } from './linked-pair.ts';
import { holdingsAfterEdits } from './random-holdings.ts';

test('after random edits on one computer the account holds what its tables say', async () => {
  const { one, server } = await linkedPair();
  for (let round = 0; round < 3; round++) {
    const done = await editAtRandom(one, 100 + round, 25);
    one.sync();
    expect({ done, ...accountOf(server) }).toEqual({ done, ...tablesOf(one) });
  }
});

test('after random edits on both, both hold the same and are sound', async () => {
  const { one, other, account, wrong } = await holdingsAfterEdits(1);
  expect(other).toEqual(one);
  expect(account).toEqual(one);
  expect(wrong).toEqual([]);
});

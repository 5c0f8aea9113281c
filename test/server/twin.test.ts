// The scripts in Redis against the model server of the simulator. More schedules are in twin.long.test.ts.
import { expect, test } from 'vitest';
import { allEnds, compareTwins } from './support/twin.ts';

test('the store and the model give the same replies to the same requests, whatever happens between them', async () => {
  const met = await compareTwins(1, 50);
  expect([...met]).toEqual(expect.arrayContaining(allEnds));
});

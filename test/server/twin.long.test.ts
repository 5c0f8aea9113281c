// The scripts in Redis against the model server of the simulator, in a thousand schedules.
import { expect, test } from 'vitest';
import { allEnds, compareTwins } from './support/twin.ts';

test('the store and the model give the same replies to the same requests, whatever happens between them', async () => {
  const met = await compareTwins(51, 1050);
  expect([...met]).toEqual(expect.arrayContaining(allEnds));
});

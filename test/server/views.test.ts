// What others see is what one gets by adding up everybody's records anew (I13), though workers take events twice, late and
// in any order, and are ended in the middle.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventsKey, partitionOf, titleKeys } from '#server/store/keys.ts';
import { loadScript } from '#server/store/redis.ts';
import type { Session } from '#shared/sync/accounts.ts';
import { createRandom } from '../shared/sync/simulator/random.ts';
import { foldOf, viewOf } from './support/folded.ts';
import { until } from './support/live.ts';
import { newUid, pushOf, review } from './support/records.ts';
import { startStack, type ApiProcess, type Stack } from './support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

test('ratings of titles are what all reviews add up to', async () => {
  const random = createRandom(13);
  const people = await Promise.all(Array.from({ length: 5 }, (_, index) => stack.register(`Person${index}`)));
  const media = Array.from({ length: 6 }, newUid);
  const workers: ApiProcess[] = [];
  for (let round = 0; round < 150; round++) {
    const person = random.pick(people);
    const token = person.access;
    const dice = random.int(100);
    if (dice < 8) await stack.call('changeAccount', { token, body: { public: random.chance(0.7) } });
    else if (dice < 12) await repeatEvents(person, media);
    else if (dice === 12) workers.push(await stack.startProcess());
    else if (dice === 13) await workers.pop()?.kill();
    else {
      const changes = Array.from({ length: random.between(1, 4) }, () => {
        const k = random.pick(media);
        const change = review(k, {
          ...(random.chance(0.8) && { rating: random.chance(0.2) ? null : random.between(10, 100) }),
          ...(random.chance(0.5) && { body: random.chance(0.3) ? null : { text: 'x', spoiler: false } }),
          _x: random.chance(0.2) ? 1 : 0,
        });
        return { ...change, d: { ...change.d, v: { ...change.d.v, _x: random.chance(0.2) ? 1 : 0 } } };
      });
      await stack.call('push', { token, body: pushOf(changes) });
    }
  }
  await Promise.all(workers.map((worker) => worker.kill()));
  // What a worker had taken and not finished comes back to another one after a while; here at once.
  await until(async () => (await releaseAbandoned(people)) === 0);

  let rated = 0;
  for (const uid of media) {
    const expected = await foldOf(stack, people, uid);
    expect(await viewOf(stack, uid)).toEqual(expected);
    rated += expected.count;
  }
  expect(rated).toBeGreaterThan(3);
});

test('what comes late changes nothing', async () => {
  const [uid, media] = [newUid(), newUid()];
  const { ratings, totals, reviewers } = titleKeys(media);
  const rate = (rating: number, second: number) => {
    const stamp = `${second.toString(16).padStart(12, '0')}${'0'.repeat(20)}`;
    const text = `${stamp} 1\n_x=0\npublic=1\nrating=${rating}\nwritten=0\n`;
    return stack.redis.run(loadScript('rate'), [ratings, totals, reviewers], [uid, text]);
  };
  expect([await rate(80, 2), await rate(30, 1), await rate(80, 2)]).toEqual([1, 0, 0]);
  expect(await stack.redis.send('HMGET', totals, 'count', 'sum')).toEqual(['1', '80']);
});

/** Events that were told before, in another order. */
async function repeatEvents({ account: { uid } }: Session, media: readonly string[]): Promise<void> {
  const events = eventsKey(partitionOf(uid));
  for (const key of [...media].reverse())
    await stack.redis.send('XADD', events, '*', 'uid', uid, 'members', `review/${key}`);
}

/** Hands what nobody finished to somebody who is there. Says how many events are left. */
async function releaseAbandoned(people: readonly Session[]): Promise<number> {
  let left = 0;
  for (const { account } of people) {
    const events = eventsKey(partitionOf(account.uid));
    if ((await stack.redis.send('EXISTS', events)) === 0) continue;
    const pending = (await stack.redis.send('XPENDING', events, 'views', '-', '+', 100)) as [
      string,
      string,
    ][];
    for (const [id] of pending) {
      const [entry] = (await stack.redis.send('XRANGE', events, id, id)) as [string, string[]][];
      if (entry !== undefined) await stack.redis.send('XADD', events, '*', ...entry[1]);
      await stack.redis.send('XACK', events, 'views', id);
      await stack.redis.send('XDEL', events, id);
    }
    await stack.redis.send('PUBLISH', 'events', account.uid);
    left += Number(await stack.redis.send('XLEN', events));
  }
  return left;
}

// Many live streams at once over two processes: everybody hears, what operators see is true, and an end ends them all.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCrowd } from './support/crowd.ts';
import { newUid, pushOf, review } from './support/records.ts';
import { liveRequest, metric, openRaw } from './support/socket.ts';
import { startStack, type Stack } from './support/stack.ts';

const people = 100;
let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

test('each of many streams hears of what concerns it and of nothing else, and all are ended in order', async () => {
  const crowd = await createCrowd(stack, people, 3);
  const [one, other] = stack.apis.map(({ url }) => url) as [string, string];
  // Of each person one stream at either process; a third device writes.
  const streams = await Promise.all(
    crowd.flatMap(({ tokens: [first = '', second = ''] }) => [
      openRaw(one, liveRequest(first)),
      openRaw(other, liveRequest(second)),
    ]),
  );
  await expect.poll(() => streams.every((stream) => stream.text().includes('event: hello'))).toBe(true);
  for (const url of [one, other]) expect(await metric(url, 'live_streams')).toBe(people);

  const writers = crowd.filter((_, index) => index % 2 === 0);
  await Promise.all(
    writers.map(({ tokens }) =>
      stack.call('push', { token: tokens[2] ?? '', body: pushOf([review(newUid(), { rating: 50 })]) }),
    ),
  );
  const heard = () => streams.map((stream) => stream.text().split('event: poke').length - 1);
  const expected = streams.map((_, index) => (Math.floor(index / 2) % 2 === 0 ? 1 : 0));
  await expect.poll(heard).toEqual(expected);

  // Who goes is counted no more.
  for (const stream of streams.slice(0, 20)) stream.socket.destroy();
  await expect.poll(() => metric(one, 'live_streams')).toBe(people - 10);
  await expect.poll(() => metric(other, 'live_streams')).toBe(people - 10);

  const codes = await Promise.all(stack.apis.map((api) => api.stop()));
  expect(codes).toEqual([0, 0]);
  await Promise.all(streams.map(({ closed }) => closed));
  for (const stream of streams.slice(20)) expect(stream.text()).toContain('data: {"reason":"stopping"}');
});

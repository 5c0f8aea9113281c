// Clients that send a byte a second, or read nothing: each is let go of after a while that the test waits for, what they
// hold meanwhile is bounded, and everybody else is served.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCrowd } from './support/crowd.ts';
import { newUid, pullOf, pushOf, review } from './support/records.ts';
import { liveRequest, metric, openRaw, type RawClient } from './support/socket.ts';
import { passwordOf, startStack, type Stack } from './support/stack.ts';

let stack: Stack;
let url: string;
beforeAll(async () => {
  stack = await startStack();
  url = stack.apis[0]?.url ?? '';
});
afterAll(() => stack.stop());

describe.concurrent('a client', () => {
  test.each([
    ['connects and sends nothing', '', '', /^HTTP\/1\.1 408 .*"timeout"/s],
    [
      'sends its headers byte by byte',
      'GET /v1/meta HTTP/1.1\r\nhost: x\r\nx-slow: ',
      'a',
      /^HTTP\/1\.1 408 .*"timeout"/s,
    ],
    [
      'sends its body byte by byte',
      'POST /v1/auth/sign-in HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{',
      ' ',
      /^HTTP\/1\.1 408 .*"timeout"/s,
    ],
    [
      'sends its body in chunks without end',
      'POST /v1/auth/sign-in HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
      '1\r\n \r\n',
      /^HTTP\/1\.1 408 .*"timeout"/s,
    ],
  ])('that %s is told so, and let go of', async (_, begun, more, expected) => {
    const client = await openRaw(url, begun);
    while (!client.socket.destroyed) {
      await sleep(1000);
      if (more !== '') client.socket.write(more);
    }
    expect(client.text()).toMatch(expected);
  });

  test('that doesn’t read its answers is let go of', async () => {
    const token = await fullAccount();
    const body = JSON.stringify(pullOf(null, null, { limit: 2000 }));
    const ask = `POST /v1/sync/pull HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    const before = await metric(url, 'process_resident_memory_bytes');
    const clients = await Promise.all(Array.from({ length: 40 }, () => openRaw(url)));
    for (const { socket } of clients) socket.pause();
    // The system's own buffers take the first ones; then all that one account may have under way are stuck.
    const askOnce = async () => {
      for (const { socket } of clients) socket.write(ask);
      await sleep(200);
      return isRefused(url, token);
    };
    await expect.poll(askOnce, { interval: 200 }).toBe(true);
    const held = (await metric(url, 'process_resident_memory_bytes')) - before;
    process.stdout.write(`40 unread answers of 2 MB: ${Math.round(held / 2 ** 20)} MB more\n`);
    await expect.poll(() => isRefused(url, token), { timeout: 180_000, interval: 2000 }).toBe(false);
    for (const { socket } of clients) socket.destroy();
  });
});

test('a live stream that nobody reads holds little, is let go of, and others hear', async () => {
  const [person] = await createCrowd(stack, 1, 3);
  const [deaf = '', good = ''] = person?.tokens ?? [];
  const silent = await openRaw(url, liveRequest(deaf));
  silent.socket.pause();
  const hearing = await openRaw(url, liveRequest(good));
  await expect.poll(() => metric(url, 'live_streams')).toBe(2);
  const before = await metric(url, 'process_resident_memory_bytes');
  let head = 0;
  const hint = async (count: number) =>
    await Promise.all(
      Array.from({ length: count }, () =>
        stack.redis.send('PUBLISH', 'live', `${person?.uid} ${++head} nobody`),
      ),
    );
  const hasHeard = () => hearing.text().slice(-100).includes(`"head":${head}}`);
  for (let batch = 0; batch < 400; batch++) await hint(1000);
  await expect.poll(hasHeard, { timeout: 60_000 }).toBe(true);
  const held = (await metric(url, 'process_resident_memory_bytes')) - before;
  process.stdout.write(`${head} unread hints: ${Math.round(held / 2 ** 20)} MB more\n`);
  // Of hints that come faster than they are written, the newest is: it may need more until the way's buffers are full.
  const hintOnce = async () => {
    for (let batch = 0; batch < 50; batch++) {
      await hint(200);
      await expect.poll(hasHeard, { interval: 5 }).toBe(true);
    }
    return await metric(url, 'live_streams');
  };
  await expect.poll(hintOnce, { timeout: 180_000, interval: 2000 }).toBe(1);
  expect(hearing.socket.readyState).toBe('open');
  for (const { socket } of [silent, hearing]) socket.destroy();
});

test('a process that is stopped answers what has arrived, and waits for no upload that doesn’t end', async () => {
  const [person] = await createCrowd(stack, 1, 1);
  const api = await stack.startProcess();
  const begun = `POST /v1/sync/push HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${person?.tokens[0]}\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{`;
  const uploads = await Promise.all(Array.from({ length: 30 }, () => openRaw(api.url, begun)));
  const registering = fetch(`${api.url}/v1/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      email: 'last@example.org',
      name: 'Last',
      password: passwordOf('Last'),
      device: 'x',
    }),
  });
  // It is being answered: its password is hashed.
  await expect.poll(() => stack.keys('rl:r:*')).not.toEqual([]);
  const stopping = performance.now();
  expect(await api.stop()).toBe(0);
  process.stdout.write(`ended after ${Math.round(performance.now() - stopping)} ms beside 30 uploads\n`);
  expect((await registering).status).toBe(201);
  await Promise.all(uploads.map(({ closed }) => closed));
});

test('2,000 live streams over two processes all hear, cost little, and end at once', async () => {
  await stack.stop();
  // Processes that did nothing before, for their memory is measured.
  stack = await startStack();
  const people = 1000;
  const crowd = await createCrowd(stack, people, 3);
  const [one, other] = stack.apis.map((api) => api.url) as [string, string];
  const memory = () => metric(one, 'process_resident_memory_bytes');
  const before = await memory();
  const streams: RawClient[] = [];
  for (let from = 0; from < people; from += 100)
    streams.push(
      ...(await Promise.all(
        crowd
          .slice(from, from + 100)
          .flatMap(({ tokens: [first = '', second = ''] }) => [
            openRaw(one, liveRequest(first)),
            openRaw(other, liveRequest(second)),
          ]),
      )),
    );
  await expect.poll(() => streams.every((stream) => stream.text().includes('event: hello'))).toBe(true);
  for (const api of [one, other]) expect(await metric(api, 'live_streams')).toBe(people);
  process.stdout.write(
    `1,000 streams of a process: ${Math.round(((await memory()) - before) / people / 1024)} KB each\n`,
  );
  const begun = performance.now();
  for (let from = 0; from < people; from += 50)
    await Promise.all(
      crowd
        .slice(from, from + 50)
        .map(({ tokens }) =>
          stack.call('push', { token: tokens[2] ?? '', body: pushOf([review(newUid(), { rating: 50 })]) }),
        ),
    );
  await expect
    .poll(() => streams.filter((stream) => stream.text().includes('event: poke')).length)
    .toBe(2 * people);
  process.stdout.write(
    `1,000 pushes, each heard by two streams: ${Math.round(performance.now() - begun)} ms\n`,
  );
  const stopping = performance.now();
  expect(await Promise.all(stack.apis.map((api) => api.stop()))).toEqual([0, 0]);
  process.stdout.write(`all ended after ${Math.round(performance.now() - stopping)} ms\n`);
  await Promise.all(streams.map(({ closed }) => closed));
  for (const stream of streams) expect(stream.text()).toContain('data: {"reason":"stopping"}');
});

/** The token of an account whose first page holds 2 MB. */
async function fullAccount(): Promise<string> {
  const [person] = await createCrowd(stack, 1, 1);
  const token = person?.tokens[0] ?? '';
  for (let page = 0; page < 8; page++) {
    const changes = Array.from({ length: 15 }, () =>
      review(newUid(), { body: { text: 'a word '.repeat(2800), spoiler: false } }),
    );
    await stack.call('push', { token, body: pushOf(changes) });
  }
  return token;
}

async function isRefused(api: string, token: string): Promise<boolean> {
  const response = await fetch(`${api}/v1/account/devices`, {
    headers: { authorization: `Bearer ${token}` },
  });
  await response.arrayBuffer();
  return response.status === 429;
}

// Clients that begin and don't go on: they take a connection each and nothing from anybody else. What takes a minute to show
// is in slow.long.test.ts.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCrowd } from './support/crowd.ts';
import { newUid, pushOf, review } from './support/records.ts';
import { openRaw } from './support/socket.ts';
import { startStack, type Stack } from './support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ env: { MEDIARY_SERVER_LIMITS: '1' } });
});
afterAll(() => stack.stop());

test('hundreds of requests that never end hold up nobody', async () => {
  const [honest, slow] = await createCrowd(stack, 2, 1);
  const token = slow?.tokens[0] ?? '';
  const begun = [
    '',
    'POST /v1/sync/pu',
    'POST /v1/auth/sign-in HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{"em',
    `POST /v1/sync/push HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n1\r\n`,
  ];
  const clients = await Promise.all(
    stack.apis.flatMap(({ url }) =>
      Array.from({ length: 200 }, (_, index) => openRaw(url, begun[index % begun.length])),
    ),
  );
  for (let turn = 0; turn < 6; turn++) {
    const body = pushOf([review(newUid(), { rating: 50 })]);
    const { statuses } = await stack.call('push', { token: honest?.tokens[0] ?? '', body });
    expect(statuses).toEqual(['a']);
  }
  for (const { socket } of clients) socket.destroy();
});

test('an account’s requests under way are few, and those of others are taken', async () => {
  const [many, other] = await createCrowd(stack, 2, 1);
  const [api] = stack.apis;
  const begun = `POST /v1/sync/push HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${many?.tokens[0]}\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{`;
  const clients = await Promise.all(Array.from({ length: 50 }, () => openRaw(api?.url ?? '', begun)));
  await expect
    .poll(() => clients.filter((client) => client.text().startsWith('HTTP/1.1 429')).length)
    .toBe(10);
  const ask = (token: string) =>
    fetch(`${api?.url}/v1/account`, { headers: { authorization: `Bearer ${token}` } });
  expect((await ask(many?.tokens[0] ?? '')).status).toBe(429);
  expect((await ask(other?.tokens[0] ?? '')).status).toBe(404);
  for (const { socket } of clients) socket.destroy();
  await expect.poll(async () => (await ask(many?.tokens[0] ?? '')).status).toBe(404);
});

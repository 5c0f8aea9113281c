// How much may be asked, counted for both processes together.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newUid, pushOf, review } from './support/records.ts';
import { passwordOf, refusal, startStack, type Stack } from './support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  // Fiftieths: 1,200 points a minute for an account, 24 requests of an address, 1 registration, 1 sign-in.
  stack = await startStack({ env: { MEDIARY_SERVER_LIMITS: '0.02', MEDIARY_SERVER_TRUST_PROXY: 'on' } });
});
afterAll(() => stack.stop());

/** Each from an address of its own, as behind a proxy. */
function from(address: string, path: string, body: unknown): Promise<Response> {
  return stack.send('POST', path, {
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify(body),
  });
}

const person = (name: string) => ({
  email: `${name.toLowerCase()}@example.org`,
  name,
  password: passwordOf(name),
  device: 'laptop',
});

test('registrations from one address are few, and Retry-After says when there may be another', async () => {
  const statuses = [];
  let last: Response | undefined;
  for (let count = 0; count < 4; count++) {
    last = await from('192.0.2.1', '/v1/auth/register', person(`Many${count}`));
    statuses.push(last.status);
  }
  expect(statuses).toEqual([201, 429, 429, 429]);
  const seconds = Number(last?.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(3600);
  expect((await from('192.0.2.2', '/v1/auth/register', person('Other'))).status).toBe(201);
});

test('the documentation is read as often as anything else that needs no account', async () => {
  const read = () =>
    stack.send('GET', '/docs/static/theme/theme.js', { headers: { 'x-forwarded-for': '192.0.2.50' } });
  const answers = await Promise.all(Array.from({ length: 34 }, read));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(24);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(10);
});

test('an address that a client makes up before the proxy’s own isn’t believed', async () => {
  expect((await from('192.0.2.60', '/v1/auth/register', person('Forger0'))).status).toBe(201);
  expect((await from('10.1.2.3, 192.0.2.60', '/v1/auth/register', person('Forger1'))).status).toBe(429);
});

test('one network of IPv6 is one address', async () => {
  expect((await from('2001:db8:1:2::1', '/v1/auth/register', person('Six1'))).status).toBe(201);
  expect((await from('2001:db8:1:2:ffff::9', '/v1/auth/register', person('Six2'))).status).toBe(429);
  expect((await from('2001:db8:1:3::1', '/v1/auth/register', person('Six3'))).status).toBe(201);
});

test('passwords of one account are tried slowly, from wherever, also where there is no such account', async () => {
  expect((await from('192.0.2.10', '/v1/auth/register', person('Victim'))).status).toBe(201);
  for (const email of ['victim@example.org', 'nobody@example.org']) {
    const statuses = [];
    for (let count = 0; count < 3; count++) {
      const body = { email, password: `guess ${count}`, device: 'x' };
      statuses.push((await from(`198.51.100.${count + 1}`, '/v1/auth/sign-in', body)).status);
    }
    expect(statuses).toEqual([401, 429, 429]);
  }
});

test('an account that asks too much is refused, and others aren’t', async () => {
  const [busy, calm] = await Promise.all(
    ['Busy', 'Calm'].map(async (name, index) => {
      const response = await from(`203.0.113.${index + 1}`, '/v1/auth/register', person(name));
      return (await response.json()) as { access: string };
    }),
  );
  const body = pushOf(Array.from({ length: 500 }, () => review(newUid(), { rating: 50 })));
  const push = () => refusal(stack.call('push', { token: busy?.access ?? '', body }));
  // 11 points each, of 1,200, and some that a process took ahead and that nobody asked for in time.
  const answers = [];
  for (let round = 0; round < 3; round++)
    answers.push(...(await Promise.all(Array.from({ length: 60 }, push))));
  const taken = answers.filter((answer) => answer === 'done').length;
  expect(taken).toBeGreaterThan(30);
  expect(taken).toBeLessThanOrEqual(109);
  expect(new Set(answers)).toEqual(new Set(['done', 'too_many']));
  expect(await refusal(stack.call('account', { token: calm?.access ?? '' }))).toBe('done');
});

// The secret is changed as the README says, one process after the other: nobody is signed out, and in the end the old one
// is of no use.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '#server/config.ts';
import type { Session, Tokens } from '#shared/sync/accounts.ts';
import { newUid, pullOf, pushOf, review } from './support/records.ts';
import { passwordOf, secret, startStack, type ApiProcess, type Stack } from './support/stack.ts';

const [older, newer] = [secret, 'another secret that is long enough for tests'];
const steps = {
  begin: { MEDIARY_SERVER_SECRET: older },
  first: { MEDIARY_SERVER_SECRET: older, MEDIARY_SERVER_OLD_SECRETS: newer },
  second: { MEDIARY_SERVER_SECRET: newer, MEDIARY_SERVER_OLD_SECRETS: older },
  end: { MEDIARY_SERVER_SECRET: newer },
};
type Step = keyof typeof steps;

let stack: Stack;
let apis: Record<Step, ApiProcess>;
beforeAll(async () => {
  stack = await startStack({ processes: 0 });
  const started = Object.entries(steps).map(
    async ([step, env]) => [step, await stack.startProcess(env)] as const,
  );
  apis = Object.fromEntries(await Promise.all(started)) as Record<Step, ApiProcess>;
});
afterAll(async () => {
  await Promise.all(Object.values(apis).map((api) => api.stop()));
  await stack.stop();
});

async function ask(step: Step, path: string, body: unknown, token?: string): Promise<Response> {
  return fetch(apis[step].url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
}

async function register(name: string): Promise<Session> {
  const person = { email: `${name}@example.org`, name, password: passwordOf(name), device: 'laptop' };
  return (await (await ask('begin', '/v1/auth/register', person)).json()) as Session;
}

test.each<[Step, Step]>([
  ['begin', 'first'],
  ['first', 'second'],
  ['second', 'end'],
])('processes of the steps %s and %s take whatever either of them signed', async (one, other) => {
  const person = await register(`${one}-${other}`);
  let tokens: Tokens = person;
  // From the beginning on, through each step so far.
  const path: Step[] = ['begin', 'first', 'second', 'end'];
  for (const step of path.slice(0, path.indexOf(one) + 1)) tokens = await refreshed(step, tokens);
  let place: { pos: string | null; seen: string | null } = { pos: null, seen: null };
  for (const step of [one, other, one, other, one]) {
    const body = pushOf([review(newUid(), { rating: 50 })], place.pos, place.seen);
    expect((await ask(step, '/v1/sync/push', body, tokens.access)).status).toBe(200);
    const page = await ask(step, '/v1/sync/pull', pullOf(place.pos, place.seen), tokens.access);
    expect(page.status).toBe(200);
    place = (await page.json()) as typeof place;
    tokens = await refreshed(step, tokens);
  }
});

test('in the end the old secret is of no use, and its people still sign in', async () => {
  const person = await register('late');
  expect((await ask('end', '/v1/sync/pull', pullOf(), person.access)).status).toBe(401);
  expect((await ask('end', '/v1/auth/refresh', { refresh: person.refresh })).status).toBe(401);
  const signIn = { email: 'LATE@example.org', password: passwordOf('late'), device: 'laptop' };
  const again = await ask('end', '/v1/auth/sign-in', signIn);
  expect(again.status).toBe(200);
  expect(((await again.json()) as Session).account.uid).toBe(person.account.uid);
});

async function refreshed(step: Step, { refresh }: Tokens): Promise<Tokens> {
  const response = await ask(step, '/v1/auth/refresh', { refresh });
  expect({ step, status: response.status }).toEqual({ step, status: 200 });
  return (await response.json()) as Tokens;
}

describe('a secret in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mediary-secrets-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is read without its line’s end', () => {
    const file = join(folder, 'secret');
    writeFileSync(file, `${newer}\n`);
    expect(readConfig({ MEDIARY_SERVER_SECRET_FILE: file }).secret).toBe(newer);
  });

  test('that isn’t there is told in words, as is one that is too short', () => {
    const file = join(folder, 'none');
    expect(() => readConfig({ MEDIARY_SERVER_SECRET_FILE: file })).toThrow(
      `MEDIARY_SERVER_SECRET_FILE: ${file} can’t be read (ENOENT)`,
    );
    const env = { MEDIARY_SERVER_SECRET: newer, MEDIARY_SERVER_OLD_SECRETS: `${older},short` };
    expect(() => readConfig(env)).toThrow(
      'MEDIARY_SERVER_OLD_SECRETS must have 32 characters or more that nobody can guess',
    );
  });
});

// Tokens: how long they are good, what becomes of one that comes twice, and what the store's losses do to them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SignJWT } from 'jose';
import { createSecrets } from '#server/secrets.ts';
import type { Session } from '#shared/sync/accounts.ts';
import { newUid, pullOf, pushOf, review } from './support/records.ts';
import { refusal, secret, startStack, type Stack } from './support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

let people = 0;
async function somebody(): Promise<Session> {
  return stack.register(`Person${++people}`);
}

function refresh(token: string) {
  return stack.call('refresh', { body: { refresh: token } });
}

async function isIn(access: string): Promise<boolean> {
  return (await refusal(stack.call('account', { token: access }))) === 'done';
}

function devicesKey({ account: { uid } }: Session): string {
  return `{${uid.slice(0, 2)}}:u:${uid}:devices`;
}

describe('a refresh token', () => {
  test('is good once, and each answer holds the next one', async () => {
    let { access, refresh: token } = await somebody();
    for (let turn = 0; turn < 4; turn++) {
      ({ access, refresh: token } = await refresh(token));
      expect(await isIn(access)).toBe(true);
    }
  });

  test('gets the same answer again where the first one was lost, however much later', async () => {
    const person = await somebody();
    const lost = await refresh(person.refresh);
    await ageOf(person, 3 * 86_400_000);
    const again = await refresh(person.refresh);
    expect(again.refresh).toBe(lost.refresh);
    expect(await isIn(again.access)).toBe(true);
    expect(await refusal(refresh(again.refresh))).toBe('done');
  });

  test('that two requests bring at once gets both the same successor', async () => {
    const person = await somebody();
    const all = await Promise.all(Array.from({ length: 8 }, () => refresh(person.refresh)));
    expect(new Set(all.map((tokens) => tokens.refresh)).size).toBe(1);
  });

  test.each([
    ['account', (token: string) => stack.call('account', { token })],
    [
      'push',
      (token: string) => stack.call('push', { token, body: pushOf([review(newUid(), { rating: 50 })]) }),
    ],
    ['pull', (token: string) => stack.call('pull', { token, body: pullOf() })],
  ])('that comes back after its successor was used for %s signs the device out', async (_, use) => {
    const person = await somebody();
    const next = await refresh(person.refresh);
    await use(next.access);
    // For a minute it may still be a request that took long.
    expect((await refresh(person.refresh)).refresh).toBe(next.refresh);
    await ageOf(person, 61_000);
    expect(await refusal(refresh(person.refresh))).toBe('unauthenticated');
    expect(await isIn(next.access)).toBe(false);
    expect(await refusal(refresh(next.refresh))).toBe('unauthenticated');
  });

  test('that is older than the last one signs the device out, and no other one', async () => {
    const person = await somebody();
    const email = person.account.email;
    const password = `${person.account.name}’s long password`;
    const phone = await stack.call('signIn', { body: { email, password, device: 'phone' } });
    const second = await refresh(person.refresh);
    await refresh(second.refresh);
    expect(await refusal(refresh(person.refresh))).toBe('unauthenticated');
    expect(await isIn(second.access)).toBe(false);
    expect(await isIn(phone.access)).toBe(true);
  });

  test('survives a store that lost the last second', async () => {
    const person = await somebody();
    const before = await stack.redis.send('HGET', devicesKey(person), person.device.id);
    const next = await refresh(person.refresh);
    await stack.redis.send('HSET', devicesKey(person), person.device.id, String(before));
    expect(await isIn(next.access)).toBe(true);
    const third = await refresh(next.refresh);
    expect(await isIn(third.access)).toBe(true);
    expect(await refusal(refresh(third.refresh))).toBe('done');
  });

  test('that nobody gave away is of no use', async () => {
    const { refresh: token } = await somebody();
    const [uid, device, counter, mac = ''] = token.split('.');
    for (const forged of [
      `${uid}.${device}.2.${mac}`,
      `${uid}.${device}.${counter}.${mac.slice(0, -1)}${mac.endsWith('A') ? 'B' : 'A'}`,
      `${uid}.${device}.${counter}.`,
      'nonsense',
    ])
      expect(await refusal(refresh(forged))).toBe('unauthenticated');
    expect(await refusal(refresh(token))).toBe('done');
  });

  test('signs its device out, once and again', async () => {
    const person = await somebody();
    for (let turn = 0; turn < 2; turn++) await stack.call('signOut', { body: { refresh: person.refresh } });
    expect(await isIn(person.access)).toBe(false);
  });
});

describe('an access token', () => {
  test('of another algorithm, another key, another issuer, or of yesterday is refused', async () => {
    const person = await somebody();
    const [accessKey = new Uint8Array()] = createSecrets(secret).accessKeys;
    const claims = { dev: person.device.id, n: 1 };
    const make = (alg: string, key: Uint8Array, issuer: string, expires: string) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg })
        .setIssuer(issuer)
        .setSubject(person.account.uid)
        .setExpirationTime(expires)
        .sign(key);
    expect(await isIn(await make('HS256', accessKey, 'mediary', '5m'))).toBe(true);
    const long = new Uint8Array(64).fill(7);
    const payload = person.access.split('.')[1] ?? '';
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const token of [
      await make('HS512', long, 'mediary', '5m'),
      await make('HS256', long, 'mediary', '5m'),
      await make('HS256', accessKey, 'somebody', '5m'),
      await make('HS256', accessKey, 'mediary', '-1s'),
      `${none}.${payload}.`,
      `${person.access}x`,
      '',
    ])
      expect(await isIn(token)).toBe(false);
  });
});

test('a cursor is of use to whom it was given, and to nobody else', () => {
  const { seal, open } = createSecrets(secret);
  const sealed = seal('p.12', 'ada');
  expect(open(sealed, 'ada')).toBe('p.12');
  expect(open(sealed, 'bea')).toBeUndefined();
  expect(open(sealed.replace('12', '13'), 'ada')).toBeUndefined();
  expect(createSecrets(`${secret} of another server`).open(sealed, 'ada')).toBeUndefined();
});

/** As if the last rotation was so long ago. */
async function ageOf(person: Session, ms: number): Promise<void> {
  await stack.redis.send('HINCRBY', devicesKey(person), `${person.device.id}:at`, -ms);
}

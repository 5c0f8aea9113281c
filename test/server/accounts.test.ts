// Accounts and their devices, and what an operator sees, through two API processes on one Redis.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session } from '#shared/sync/accounts.ts';
import { listen, until } from './support/live.ts';
import { newUid, pullOf, pushOf, review } from './support/records.ts';
import { passwordOf, refusal, startStack, type Stack } from './support/stack.ts';

const deploy = join(import.meta.dirname, '../../src-server/deploy');

let stack: Stack;
let ada: Session;
beforeAll(async () => {
  stack = await startStack();
  ada = await stack.register('Ada');
});
afterAll(() => stack.stop());

describe('an account', () => {
  test('is made once for an e-mail address, however it is written', async () => {
    const body = { email: 'ADA@example.org', name: 'Ada', password: 'another password', device: 'x' };
    expect(await refusal(stack.call('register', { body }))).toBe('conflict');
  });

  test('is signed in to with its password, and a wrong one is told like no account at all', async () => {
    const body = { email: 'ada@example.org', password: passwordOf('Ada'), device: 'phone' };
    const session = await stack.call('signIn', { body });
    expect(session.account.uid).toBe(ada.account.uid);
    const answers = await Promise.all(
      [
        { ...body, password: 'not this one' },
        { ...body, email: 'nobody@example.org' },
      ].map(async (wrong) => {
        const response = await stack.send('POST', '/v1/auth/sign-in', {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(wrong),
        });
        return { status: response.status, text: await response.text() };
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.status).toBe(401);
  });

  test('tells what it holds, and lets its owner change the name and the password', async () => {
    const bea = await stack.register('Bea');
    const token = bea.access;
    await stack.call('push', {
      token,
      body: pushOf([review(newUid(), { rating: 70 }), review(newUid(), { rating: 20 })]),
    });
    const { account, records, head } = await stack.call('account', { token });
    expect({ name: account.name, records, head }).toEqual({ name: 'Bea', records: { review: 2 }, head: 2 });
    expect((await stack.call('changeAccount', { token, body: { name: 'Beatrix' } })).name).toBe('Beatrix');

    const other = await stack.call('signIn', {
      body: { email: 'bea@example.org', password: passwordOf('Bea'), device: 'phone' },
    });
    const wrong = { password: 'wrong', newPassword: 'a new long password' };
    expect(await refusal(stack.call('changePassword', { token, body: wrong }))).toBe('forbidden');
    await stack.call('changePassword', { token, body: { ...wrong, password: passwordOf('Bea') } });
    expect(await refusal(stack.call('account', { token: other.access }))).toBe('unauthenticated');
    expect(await refusal(stack.call('account', { token }))).toBe('done');
  });

  test('lists its devices, and a device that is signed out is refused at once by both processes', async () => {
    const cid = await stack.register('Cid');
    const phone = await stack.call('signIn', {
      body: { email: 'cid@example.org', password: passwordOf('Cid'), device: 'phone' },
    });
    const devices = await stack.call('devices', { token: cid.access });
    expect(
      devices.map(({ name, current }) => ({ name, current })).sort((a, b) => (a.name < b.name ? -1 : 1)),
    ).toEqual([
      { name: 'laptop', current: true },
      { name: 'phone', current: false },
    ]);
    await stack.call('signOutDevice', { token: cid.access, params: { id: phone.device.id } });
    for (let turn = 0; turn < 2; turn++) {
      expect(await refusal(stack.call('pull', { token: phone.access, body: pullOf() }))).toBe(
        'unauthenticated',
      );
      expect(
        await refusal(stack.call('push', { token: phone.access, body: pushOf([review(newUid(), {})]) })),
      ).toBe('unauthenticated');
      expect(await refusal(stack.call('account', { token: phone.access }))).toBe('unauthenticated');
    }
  });

  test('is deleted with all that the server holds of it', async () => {
    const dot = await stack.register('Dot');
    const token = dot.access;
    const uid = newUid();
    await stack.call('changeAccount', { token, body: { public: true } });
    await stack.call('push', {
      token,
      body: pushOf([review(uid, { rating: 90, body: { text: 'Yes', spoiler: false } })]),
    });
    await until(async () => (await stack.call('titleReviews', { params: { uid } })).items.length === 1);
    expect(await refusal(stack.call('deleteAccount', { token, body: { password: 'wrong' } }))).toBe(
      'forbidden',
    );
    await stack.call('deleteAccount', { token, body: { password: passwordOf('Dot') } });
    expect(await refusal(stack.call('account', { token }))).toBe('unauthenticated');
    await until(async () => {
      const keys = await stack.keys(`*${dot.account.uid}*`);
      return keys.every((key) => key.startsWith('rl:'));
    });
    expect((await stack.call('titleReviews', { params: { uid } })).items).toEqual([]);
    await stack.register('Dot');
  });
});

describe('for its operator', () => {
  test('it tells whether it lives, whether it can answer, what it does, and how it is used', async () => {
    expect((await stack.send('GET', '/healthz')).status).toBe(200);
    expect((await stack.send('GET', '/readyz')).status).toBe(200);
    const metrics = await (await stack.send('GET', '/metrics')).text();
    const told = new Set([...metrics.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
    const named = ['alert-rules.yaml', 'grafana-dashboard.json'].flatMap(
      (file) => readFileSync(join(deploy, file), 'utf8').match(/\bmediary_\w+/g) ?? [],
    );
    expect(new Set(named).size).toBeGreaterThan(8);
    for (const name of named) expect([...told]).toContain(name.replace(/_(?:bucket|count|sum)$/, ''));
    const page = await stack.send('GET', '/docs/');
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html.match(/(?:src|href)="(?!\.\/)/g)).toBeNull();
    const document = (await (await stack.send('GET', '/docs/json')).json()) as { paths: object };
    expect(Object.keys(document.paths)).toContain('/v1/media/{uid}/reviews');
  });

  test('a process that is stopped ends in order, with its streams', async () => {
    const ray = await stack.register('Ray');
    const heard = await listen(stack, ray.access);
    const streaming = stack.apis.find(({ url }) => heard.url.startsWith(url));
    expect(await streaming?.stop()).toBe(0);
    expect(heard.events.at(-1)).toEqual({ name: 'bye', data: { reason: 'stopping' } });
  });
});

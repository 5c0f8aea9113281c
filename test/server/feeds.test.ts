// What devices send, read and hear, through two API processes on one Redis.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gzipSync } from 'node:zlib';
import type { Session } from '#shared/sync/accounts.ts';
import { forkReply, type PullReply, type PushReply } from '#shared/sync/protocol.ts';
import type { Stamp } from '#shared/sync/stamp.ts';
import { listen, until } from './support/live.ts';
import { newUid, pullOf, pushOf, review } from './support/records.ts';
import { passwordOf, refusal, startStack, type Stack } from './support/stack.ts';

let stack: Stack;
let ada: Session;
beforeAll(async () => {
  stack = await startStack();
  ada = await stack.register('Ada');
});
afterAll(() => stack.stop());

describe('a feed', () => {
  test('gives a second device what the first one sent, page by page', async () => {
    const eve = await stack.register('Eve');
    const token = eve.access;
    const changes = Array.from({ length: 7 }, (_, index) => review(newUid(), { rating: 10 + index }));
    const pushed = await stack.call('push', { token, body: pushOf(changes) });
    expect(pushed.statuses).toEqual(changes.map(() => 'a'));
    let [pos, seen]: (string | null)[] = [null, null];
    const got: unknown[] = [];
    for (let more = true; more;) {
      const page: PullReply = await stack.call('pull', { token, body: pullOf(pos, seen, { limit: 3 }) });
      ({ pos, seen, more } = page);
      got.push(...page.records.map(({ c, k, d }) => ({ c, k, d })));
    }
    expect(got).toEqual(changes);
  });

  test('takes and gives compressed messages', async () => {
    const fay = await stack.register('Fay');
    const changes = Array.from({ length: 40 }, () => review(newUid(), { rating: 50 }));
    const headers = { authorization: `Bearer ${fay.access}`, 'content-type': 'application/json' };
    const pushed = await stack.send('POST', '/v1/sync/push', {
      headers: { ...headers, 'content-encoding': 'gzip' },
      body: gzipSync(JSON.stringify(pushOf(changes))),
    });
    expect(pushed.status).toBe(200);
    const text = JSON.stringify(pushOf(changes));
    const inParts = await stack.send('POST', '/v1/sync/push', {
      headers: { ...headers, 'content-encoding': 'gzip' },
      body: Buffer.concat([gzipSync(text.slice(0, 1000)), gzipSync(text.slice(1000))]),
    });
    expect(((await inParts.json()) as PushReply).statuses).toEqual(changes.map(() => 'd'));
    for (const encoding of ['gzip', 'br']) {
      const pulled = await stack.send('POST', '/v1/sync/pull', {
        headers: { ...headers, 'accept-encoding': encoding },
        body: JSON.stringify(pullOf()),
      });
      expect(pulled.headers.get('content-encoding')).toBe(encoding);
      expect(((await pulled.json()) as { records: unknown[] }).records).toHaveLength(40);
    }
  });

  test('says so when the server lost what a device saw', async () => {
    const gus = await stack.register('Gus');
    const token = gus.access;
    const pushed = await stack.call('push', { token, body: pushOf([review(newUid(), { rating: 50 })]) });
    const prefix = `{${gus.account.uid.slice(0, 2)}}:u:${gus.account.uid}`;
    await stack.redis.send(
      'DEL',
      `${prefix}:meta`,
      `${prefix}:generations`,
      `${prefix}:records`,
      `${prefix}:feed`,
    );
    const response = await stack.send('POST', '/v1/sync/pull', {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(pullOf(pushed.pos, pushed.seen)),
    });
    expect(response.status).toBe(409);
    expect(forkReply.parse(await response.json()).common).toBe(0);
  });

  test('takes tokens of nobody else, and begins anew where they tell nothing', async () => {
    const hal = await stack.register('Hal');
    await stack.call('push', { token: ada.access, body: pushOf([review(newUid(), { rating: 50 })]) });
    const { pos, seen } = await stack.call('pull', { token: ada.access, body: pullOf() });
    for (const body of [pullOf(pos, seen), pullOf('p.1~0000000000000000', seen), pullOf(null, 'nonsense')]) {
      const response = await stack.send('POST', '/v1/sync/pull', {
        headers: { authorization: `Bearer ${hal.access}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(409);
    }
  });

  test('changes nothing for what was sent before, and an idle round is small (I6, I16)', async () => {
    const ida = await stack.register('Ida');
    const token = ida.access;
    const changes = [review(newUid(), { rating: 50 })];
    await stack.call('push', { token, body: pushOf(changes) });
    const { pos, seen } = await stack.call('pull', { token, body: pullOf() });
    const before = await dump(ida.account.uid);
    for (let round = 0; round < 5; round++) {
      const again = await stack.call('push', { token, body: pushOf(changes, pos, seen) });
      expect(again.statuses).toEqual(['d']);
      const page = await stack.call('pull', { token, body: pullOf(pos, seen) });
      expect(page.records).toEqual([]);
      expect(page.pos).toBe(pos);
    }
    expect(await dump(ida.account.uid)).toEqual(before);

    const body = JSON.stringify(pullOf(pos, seen));
    const response = await stack.send('POST', '/v1/sync/pull', {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    });
    const head = [...response.headers].reduce(
      (sum, [name, value]) => sum + name.length + value.length + 4,
      0,
    );
    expect(body.length + token.length + head + (await response.text()).length).toBeLessThan(2048);
  });

  test('refuses stamps from the future, and what is no record of its collection, one by one', async () => {
    const jon = await stack.register('Jon');
    const late = review(newUid(), { rating: 50 });
    const future = { ...late, d: { ...late.d, r: `${'f'.repeat(12)}${late.d.r.slice(12)}` as Stamp } };
    const changes = [
      review(newUid(), { rating: 50 }),
      future,
      review(newUid(), { rating: 101 }),
      { ...review(newUid(), {}), c: 'unheardof' },
      review('not an identity', { rating: 50 }),
      review(newUid(), { rating: 50, later: { any: 'thing' } }),
    ];
    const { statuses } = await stack.call('push', { token: jon.access, body: pushOf(changes) });
    expect(statuses).toEqual(['a', 'k', 'r', 'u', 'r', 'a']);
    const none = await stack.call('push', { token: jon.access, body: pushOf(changes.slice(2, 3)) });
    expect(none).toMatchObject({ statuses: ['r'], head: 2 });
  });

  test('answers each change of a batch that takes two calls of the store in its place', async () => {
    const max = await stack.register('Max');
    const token = max.access;
    const older = Array.from({ length: 500 }, () => review(newUid(), { rating: 20 }));
    const newer = older.map(({ k }) => review(k, { rating: 30 }));
    const invalid = review(newUid(), { rating: 5 });
    await stack.call('push', { token, body: pushOf(newer) });
    const sent = older.with(100, invalid).with(400, invalid);
    const { statuses, held, head } = await stack.call('push', { token, body: pushOf(sent) });
    expect(statuses).toEqual(sent.map((change) => (change === invalid ? 'r' : 's')));
    const kept = sent.flatMap((change, i) => (change === invalid ? [] : [{ i, d: newer[i]?.d }]));
    expect({ held, head }).toEqual({ held: kept, head: 500 });
  });

  test('of a public account may be read by others, without what is private', async () => {
    const kim = await stack.register('Kim');
    const token = kim.access;
    const shown = review(newUid(), { rating: 50 });
    await stack.call('push', { token, body: pushOf([{ ...shown, c: 'favorite', k: newUid() }, shown]) });
    const feed = `pub:${kim.account.uid}`;
    const pull = () => stack.call('pull', { token: ada.access, body: pullOf(null, null, { feed }) });
    expect(await refusal(pull())).toBe('not_found');
    expect(
      (await stack.call('heads', { token: ada.access, body: { uids: [kim.account.uid] } })).heads,
    ).toEqual({});
    await stack.call('changeAccount', { token, body: { public: true } });
    expect((await pull()).records.map(({ c }) => c)).toEqual(['review']);
    const { heads } = await stack.call('heads', {
      token: ada.access,
      body: { uids: [kim.account.uid, newUid()] },
    });
    expect(heads).toEqual({ [kim.account.uid]: 2 });
  });
});

describe('live', () => {
  test('pokes other devices of the same person, through whichever process they listen to', async () => {
    const lea = await stack.register('Lea');
    const phone = await stack.call('signIn', {
      body: { email: 'lea@example.org', password: passwordOf('Lea'), device: 'phone' },
    });
    const [laptopHears, phoneHears] = await Promise.all([
      listen(stack, lea.access),
      listen(stack, phone.access),
    ]);
    const pushed = await stack.call('push', {
      token: lea.access,
      body: pushOf([review(newUid(), { rating: 50 })]),
    });
    await until(async () => phoneHears.events.some(({ name }) => name === 'poke'));
    expect(phoneHears.events.find(({ name }) => name === 'poke')?.data).toEqual({
      feed: 'own',
      head: pushed.head,
    });
    // What comes next to the laptop is the phone's.
    await stack.call('push', { token: phone.access, body: pushOf([review(newUid(), { rating: 50 })]) });
    await until(async () => laptopHears.events.length > 1);
    expect(laptopHears.events.slice(1)).toEqual([{ name: 'poke', data: { feed: 'own', head: 2 } }]);
    await stack.call('signOut', { body: { refresh: phone.refresh } });
    await until(async () => phoneHears.events.at(-1)?.name === 'bye');
    laptopHears.stop();
  });

  test('needs a token', async () => {
    expect((await stack.send('GET', '/v1/live')).status).toBe(401);
  });
});

async function dump(uid: string): Promise<unknown> {
  // Not the counter of its requests.
  const keys = (await stack.keys(`*${uid}*`)).filter((key) => !key.startsWith('rl:'));
  const values = await Promise.all(keys.sort().map((key) => stack.redis.send('DUMP', key)));
  const events = await stack.redis.send('XLEN', `{${uid.slice(0, 2)}}:events`);
  return [keys, values, events];
}

// What others see is made anew from people's records: after a stream that was lost, after damage of every kind, and while
// people go on.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { personKeys, titleKeys, topKey } from '#server/store/keys.ts';
import { createTitles } from '#server/catalogue/titles.ts';
import { rebuildViews } from '#server/views/rebuild.ts';
import { createViews } from '#server/views/views.ts';
import type { Session } from '#shared/sync/accounts.ts';
import { foldOf, viewOf } from './support/folded.ts';
import { newUid, pushOf, review } from './support/records.ts';
import { compileCache, onCluster, secret, startStack, type Stack } from './support/stack.ts';

let stack: Stack;
let people: Session[];
let media: string[];
const facts = { kind: 'movie', creator: null, genres: [], runtime: null, description: null };

beforeAll(async () => {
  // Nobody makes views: each stream stays as long as it is.
  stack = await startStack({ env: { MEDIARY_SERVER_WORKERS: 'off' } });
  people = await Promise.all(Array.from({ length: 4 }, (_, index) => stack.register(`Person${index}`)));
  const token = people[0]?.access ?? '';
  const titles = Array.from({ length: 5 }, (_, index) =>
    stack.call('addTitle', { token, body: { ...facts, title: `Title ${index}`, year: 2000 + index } }),
  );
  media = (await Promise.all(titles)).map(({ uid }) => uid);
  for (const [index, person] of people.entries()) {
    await stack.call('changeAccount', { token: person.access, body: { public: index < 3 } });
    await rateAll(person, index);
  }
});
afterAll(() => stack.stop());

test('a stream of events that was lost is made up for', async () => {
  expect((await stack.call('topTitles', { query: { limit: '1' } })).items).toEqual([]);
  for (const key of await stack.keys('*:events')) await stack.redis.send('DEL', key);
  expect(await rebuild()).toMatch(/^4 people and 5 titles, [1-9]\d* corrections$/);
  await expectAllTrue();
  const { items } = await stack.call('topTitles', { query: { limit: '50' } });
  expect(items.map(({ uid }) => uid).sort()).toEqual([...media].sort());
  // Once more changes nothing.
  const before = await dump();
  expect(await rebuild()).toBe('4 people and 5 titles, 0 corrections');
  expect(await dump()).toEqual(before);
});

test.each<[string, () => Promise<unknown>]>([
  ['a title’s sums are gone', () => stack.redis.send('DEL', keysOf(0).totals)],
  ['a title’s sums are wrong', () => stack.redis.send('HINCRBY', keysOf(0).totals, 'sum', 7)],
  ['a title’s histogram counts what isn’t there', () => stack.redis.send('HSET', keysOf(0).totals, 3, 9)],
  ['a person’s rating is missing', () => stack.redis.send('HDEL', keysOf(1).ratings, uidOf(0))],
  ['all of a title’s ratings are missing', () => stack.redis.send('DEL', keysOf(1).ratings)],
  [
    'a rating says what its review doesn’t, with a later stamp',
    () =>
      stack.redis.send(
        'HSET',
        keysOf(2).ratings,
        uidOf(0),
        `${'f'.repeat(32)} 1\n_x=0\npublic=1\nrating=100\nwritten=0\n`,
      ),
  ],
  [
    'somebody rated who isn’t there',
    () =>
      stack.redis.send(
        'HSET',
        keysOf(2).ratings,
        newUid(),
        `${'0'.repeat(31)}1 1\n_x=0\npublic=1\nrating=100\nwritten=1\n`,
      ),
  ],
  ['a reviewer is missing', () => stack.redis.send('DEL', keysOf(3).reviewers)],
  ['a reviewer never wrote', () => stack.redis.send('ZADD', keysOf(3).reviewers, 1, newUid())],
  ['the best rated are gone', () => stack.redis.send('DEL', topKey('movie'))],
  [
    'a title is ranked that nobody knows',
    () => stack.redis.send('ZADD', topKey('movie'), 99, `1999 ${newUid()}`),
  ],
  ['a title’s rank is wrong', () => stack.redis.send('ZADD', topKey('movie'), 99, `2000 ${media[0]}`)],
  [
    'words can’t be found',
    async () => {
      for (const key of await stack.keys('{w:*')) await stack.redis.send('DEL', key);
    },
  ],
  [
    'a person’s records are counted wrongly',
    () => stack.redis.send('HSET', personKeys(uidOf(0)).meta, 'n:review', 99, 'n:list', 1),
  ],
])('damage is mended where %s', async (_, damage) => {
  const before = await dump();
  await damage();
  expect(await dump()).not.toEqual(before);
  await rebuildHere();
  expect(await dump()).toEqual(before);
  await expectAllTrue();
});

test('whoever writes meanwhile is not undone', async () => {
  await stack.redis.send('HINCRBY', keysOf(0).totals, 'count', 5);
  const worker = await stack.startProcess({ MEDIARY_SERVER_WORKERS: 'on' });
  const done = new AbortController();
  const writing = (async () => {
    for (let round = 0; !done.signal.aborted; round++)
      for (const [index, person] of people.entries()) {
        await rateAll(person, round * 3 + index);
        if (round % 4 === 3)
          await stack.call('changeAccount', { token: person.access, body: { public: index !== round % 5 } });
      }
  })();
  for (let run = 0; run < 3; run++) await rebuildHere();
  done.abort();
  await writing;
  await expect
    .poll(async () => {
      const streams = await stack.keys('*:events');
      const lengths = await Promise.all(streams.map((key) => stack.redis.send('XLEN', key)));
      return lengths.reduce<number>((sum, length) => sum + Number(length), 0);
    })
    .toBe(0);
  await worker.stop();
  await expectAllTrue();
});

/** Different ones each time: some of them without a text, one deleted. */
async function rateAll(person: Session, salt: number): Promise<void> {
  const changes = media.map((uid, index) =>
    review(uid, {
      rating: 10 + ((salt * 31 + index * 17) % 91),
      body: (salt + index) % 2 === 0 ? { text: 'x', spoiler: false } : null,
      _x: (salt + index) % 7 === 6 ? 1 : 0,
    }),
  );
  await stack.call('push', { token: person.access, body: pushOf(changes) });
}

async function expectAllTrue(): Promise<void> {
  for (const uid of media) expect(await viewOf(stack, uid)).toEqual(await foldOf(stack, people, uid));
  const { account } = people[0] as Session;
  const flat = (await stack.redis.send('HVALS', personKeys(account.uid).records)) as string[];
  const alive = flat.filter((text) => /\n_x@?[0-9a-f]*=0\n/.test(text)).length;
  const { records } = await stack.call('account', { token: people[0]?.access ?? '' });
  expect(records['review']).toBe(alive);
}

async function rebuildHere(): Promise<void> {
  const titles = createTitles(stack.redis, Date.now);
  const views = createViews({ redis: stack.redis, titles, name: 'test', onError: () => {} });
  await rebuildViews({ redis: stack.redis, titles, views, onProgress: () => {} });
}

/** What the command says at its end. */
async function rebuild(): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../src-server/rebuild-views.ts')], {
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_COMPILE_CACHE: compileCache,
      MEDIARY_SERVER_SECRET: secret,
      MEDIARY_SERVER_REDIS: stack.redisUrls.join(','),
      MEDIARY_SERVER_REDIS_CLUSTER: onCluster ? 'on' : 'off',
    },
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(said);
  return said.trim();
}

/** Everything that is derived. */
async function dump(): Promise<unknown> {
  const { redis } = stack;
  const read = async (key: string): Promise<[string, unknown]> => {
    if (key.endsWith(':facts')) return [key, await redis.send('GET', key)];
    const isHash = key.endsWith(':totals') || key.endsWith(':ratings') || key.endsWith(':meta');
    const flat = (await redis.send(
      ...(isHash ? ['HGETALL', key] : ['ZRANGE', key, 0, -1, 'WITHSCORES']),
    )) as string[];
    const pairs = Array.from(
      { length: flat.length / 2 },
      (_, index) => `${flat[index * 2]} ${flat[index * 2 + 1]}`,
    );
    // A sum of 0 may stand there or not.
    return [key, pairs.filter((pair) => !/^(?:\d+|count|sum|n:\w+) 0$/.test(pair)).sort()];
  };
  const patterns = ['{*}:m:*', '{top:*', '{w:*', '*:meta'];
  const keys = (await Promise.all(patterns.map((pattern) => stack.keys(pattern)))).flat();
  return Promise.all(keys.map(read));
}

function keysOf(index: number) {
  return titleKeys(media[index] ?? '');
}

function uidOf(index: number): string {
  return people[index]?.account.uid ?? '';
}

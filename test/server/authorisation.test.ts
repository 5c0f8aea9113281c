// Nobody changes what isn't theirs (I12): whatever an account asks, of whatever is somebody else's, what the store holds of
// others is afterwards bit for bit what it was before.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '#shared/sync/accounts.ts';
import { endpoints, type Endpoint, type EndpointName } from '#shared/sync/endpoints.ts';
import { createRandom, type Random } from '../shared/sync/simulator/random.ts';
import { until } from './support/live.ts';
import { newUid, node, pullOf, pushOf, review } from './support/records.ts';
import { startStack, type Stack } from './support/stack.ts';

let stack: Stack;
let victim: Session;
let attackers: Session[];
let title: string;
const rounds = 400;

beforeAll(async () => {
  stack = await startStack({ env: { MEDIARY_SERVER_ADMINS: 'root@example.org' } });
  victim = await stack.register('Victim');
  const token = victim.access;
  await stack.call('changeAccount', { token, body: { public: true } });
  const facts = {
    kind: 'movie',
    title: 'Hers',
    year: 2000,
    creator: null,
    genres: [],
    runtime: null,
    description: null,
  };
  title = (await stack.call('addTitle', { token, body: facts })).uid;
  await stack.call('saveReview', { token, params: { uid: title }, body: { rating: 70, body: 'Mine.' } });
  await until(async () => (await stack.call('title', { params: { uid: title } })).ratingCount === 1);
  const [mallory, moderator] = [await stack.register('Mallory'), await stack.register('Mod')];
  const root = await stack.register('Root');
  const setRole = { params: { uid: moderator.account.uid }, body: { role: 'moderator' } };
  await stack.call('setRole', { token: root.access, ...setRole });
  attackers = [mallory, moderator];
}, 60_000);
afterAll(() => stack.stop());

test('nothing that a member or a moderator asks changes what is somebody else’s', async () => {
  const random = createRandom(12);
  const before = await dumpOf(victim);
  const met = new Map<string, Set<number>>();
  for (let round = 0; round < rounds; round++) {
    const name = random.pick(names);
    const attacker = random.pick(attackers);
    // What moderators are for changes nothing of the person's own either, but what is shown of it.
    const response = await ask(name, attacker, random);
    met.set(name, (met.get(name) ?? new Set()).add(response.status));
    expect({ name, text: response.status < 500 ? '' : await response.text() }).toEqual({ name, text: '' });
  }
  // Views are made a little later.
  await until(async () => (await lag()) === 0);
  expect(await dumpOf(victim)).toEqual(before);
  expect((await stack.call('account', { token: victim.access })).account.role).toBe('member');
  // The attempts were real ones: each endpoint was asked, and what may be done was done.
  expect([...met.keys()].sort()).toEqual([...names].sort());
  for (const name of ['push', 'pull', 'saveReview', 'account', 'hideReview'] as const)
    expect(met.get(name)).toContain(200);
  for (const name of ['hideReview', 'setRole', 'editTitle', 'signOutDevice'] as const)
    expect([...(met.get(name) ?? [])].some((status) => status === 403 || status === 404)).toBe(true);
});

/** All but what would end the attackers' own sessions. */
const names = (Object.keys(endpoints) as EndpointName[]).filter(
  (name) => !['deleteAccount', 'changePassword', 'signIn', 'register', 'refresh', 'signOut'].includes(name),
);

/** A request of an attacker that names what is the victim's wherever it can name anything. */
function ask(name: EndpointName, attacker: Session, random: Random): Promise<Response> {
  const endpoint: Endpoint = endpoints[name];
  const uids = [victim.account.uid, title, attacker.account.uid, newUid()];
  const ids: Readonly<Record<string, readonly string[]>> = {
    uid: random.chance(0.7) ? [title, victim.account.uid] : uids,
    person: [victim.account.uid],
    id: [victim.device.id, victim.device.id, newUid().slice(0, 16)],
  };
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_, param: string) => random.pick(ids[param] ?? uids));
  const query = name === 'searchTitles' ? '?q=hers' : '';
  const body = bodyOf(name, random);
  return stack.send(endpoint.method, path + query, {
    headers: {
      authorization: `Bearer ${random.chance(0.95) ? attacker.access : 'none'}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

function bodyOf(name: EndpointName, random: Random): unknown {
  const uid = victim.account.uid;
  const change = review(title, { rating: 10, body: { text: 'Not hers.', spoiler: false } });
  const elsewhere = { ...change, k: random.pick([title, `../${uid}`, `${title}}:u:${uid}`, uid]) };
  const named = random.pick([
    {},
    {},
    { uid },
    { sub: uid },
    { feed: `pub:${uid}` },
    { node: victim.device.id },
  ]);
  const facts = { kind: 'movie', title: 'Hers', year: 2000, creator: 'Mallory', genres: [], runtime: 1 };
  const bodies: Partial<Record<EndpointName, readonly unknown[]>> = {
    push: [
      { ...pushOf([change]), ...named },
      { ...pushOf([elsewhere]), ...named },
    ],
    pull: ['own', `pub:${uid}`, uid, `own:${uid}`].map((feed) => ({ ...pullOf(null, null, { feed }), node })),
    heads: [{ uids: [uid] }],
    saveReview: [{ rating: 10 }, { rating: 10, author: uid }, { body: 'Not hers.' }],
    editTitle: [{ ...facts, description: null }],
    addTitle: [{ ...facts, description: null }],
    changeAccount: [{ name: 'Victim' }, { uid, name: 'x' }, { role: 'admin' }, { public: false }],
    hideReview: [{ hidden: true }, { hidden: false }],
    setRole: [{ role: 'admin' }, { role: 'moderator' }, { role: 'member' }],
  };
  const choices = bodies[name];
  return choices && random.pick(choices);
}

/** Everything of a person, but for what moderators hide of it and how often she asked. */
async function dumpOf({ account: { uid } }: Session): Promise<unknown> {
  const keys = (await stack.keys(`*:u:${uid}:*`)).filter((key) => !key.endsWith(':hidden')).sort();
  expect(keys.length).toBeGreaterThan(5);
  const own = await Promise.all(keys.map(async (key) => [key, await stack.redis.send('DUMP', key)]));
  const rating = await stack.redis.send('HGET', `{${title.slice(0, 2)}}:m:${title}:ratings`, uid);
  return [own, rating];
}

async function lag(): Promise<number> {
  const text = await (await stack.send('GET', '/metrics')).text();
  return Number(/^mediary_views_lag (\d+)$/m.exec(text)?.[1]);
}

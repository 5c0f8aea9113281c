// The scripts in Redis against the model server of the simulator, which is what 20,000 schedules were run against: the
// same requests get the same replies, to the byte.
import { expect } from 'vitest';
import { personKeys } from '#server/store/keys.ts';
import { startRedis } from '#server/store/own-redis.ts';
import { createRedis, type Redis } from '#server/store/redis.ts';
import { createTombstones } from '#server/sync/tombstones.ts';
import { createFeeds, type Feeds } from '#server/sync/feeds.ts';
import { createSecrets } from '#server/secrets.ts';
import type { Json } from '#shared/sync/canonical-json.ts';
import type { Change, PullRequest, PushRequest, Reply } from '#shared/sync/protocol.ts';
import { edit, erase, join, remove, type SyncRecord } from '#shared/sync/record.ts';
import { makeStamp, type NodeId, type Stamp } from '#shared/sync/stamp.ts';
import { createModelServer, serverRules } from '../../shared/sync/simulator/model-server.ts';
import { createRandom, type Random } from '../../shared/sync/simulator/random.ts';

const node = '00000000000000aa' as NodeId;
const device = 'd'.repeat(16);
const day = 86_400_000;
const fields = ['rating', 'body', 'zeta', 'constructor', 'toString', 'a1', 'aB', 'ab'];
// prettier-ignore
const values: readonly Json[] = [
  null, 10, 20, 1e300, -0.5, true, 'a', 'b', 'é', '\u{1f600}', '\uff5e', '\ud800', 'line\nbreak', '=@',
  { b: 1, a: [2] }, { a: [2], b: 1 }, [], {}, ['\u0000'],
];

/** Compares all replies of the schedules from `first` to `last`. Gives the ways in which requests ended. */
export async function compareTwins(first: number, last: number): Promise<Set<string>> {
  const own = await startRedis();
  const redis = await createRedis({ urls: [own.url], cluster: false, onError: () => {} });
  const met = new Set<string>();
  try {
    for (let seed = first; seed <= last; seed++) await compare(redis, seed, met);
  } finally {
    await redis.close();
    await own.stop();
  }
  return met;
}

/** Every way in which a request may end. */
export const allEnds = ['page', 'pushed', 'fork', 'resync', 'a', 'm', 'd', 's', 'k'];

async function compare(redis: Redis, seed: number, met: Set<string>): Promise<void> {
  const random = createRandom(seed);
  const uid = seed.toString(16).padStart(32, '0');
  const keys = personKeys(uid);
  let generations = 0;
  const feeds = createFeeds({
    redis,
    secrets: createSecrets('test'),
    quota: 1000,
    drawGeneration: () => `g${generations + 1}`,
  });
  const { purge } = createTombstones({ redis, nowMs: Date.now, onError: () => {} });
  const startMs = Date.now();
  const model = createModelServer(serverRules, () => Date.now());
  await redis.send('HSET', keys.devices, device, 1);
  const tokens: Tokens[] = [{ pos: null, seen: null, sealedPos: null, sealedSeen: null }];
  const known = new Map<string, SyncRecord>();

  for (let step = 0; step < 40; step++) {
    const dice = random.int(100);
    if (dice < 3) {
      model.empty();
      await redis.send('DEL', keys.meta, keys.generations, keys.records, keys.feed);
    } else if (dice < 8) {
      model.restart(0);
      await pretendOtherRun(redis, keys.generations);
    } else if (dice < 14) {
      expect(await purge(uid)).toBe(model.purge().length);
    } else await ask();
  }

  async function ask(): Promise<void> {
    const place = random.pick(random.chance(0.6) ? tokens.slice(-2) : tokens);
    const other = random.chance(0.8) ? place : random.pick(tokens);
    const claims = { uid, device, counter: 1, expiresAt: 0 };
    const [pos, seen, sealedPos, sealedSeen] = [place.pos, other.seen, place.sealedPos, other.sealedSeen];
    const pulls = random.chance(0.4);
    const rest = pulls
      ? { feed: 'own', limit: random.between(1, 6) }
      : { changes: drawChanges(random, known, startMs) };
    const request = { p: 1, node, pos, seen, ...rest };
    const sealed = { ...request, pos: sealedPos, seen: sealedSeen };
    const expected = pulls ? model.pull(request as PullRequest) : model.push(request as PushRequest);
    const got = await answer(feeds, claims, sealed as PullRequest & PushRequest, pulls);
    expect({ seed, reply: plain(got) }).toEqual({ seed, reply: plain(expected) });
    if (expected.kind === 'pushed') {
      if (expected.seen.endsWith(`.g${generations + 1}`)) generations++;
      for (const status of expected.statuses) met.add(status);
    }
    met.add(expected.kind);
    tokens.push({
      pos: 'pos' in expected ? expected.pos : null,
      seen: expected.seen,
      sealedPos: 'pos' in got ? got.pos : null,
      sealedSeen: got.seen,
    });
  }
}

interface Tokens {
  readonly pos: string | null;
  readonly seen: string | null;
  readonly sealedPos: string | null;
  readonly sealedSeen: string | null;
}

async function answer(
  feeds: Feeds,
  claims: Parameters<Feeds['pull']>[0],
  request: PullRequest & PushRequest,
  pulls: boolean,
): Promise<Reply> {
  const { json } = await (pulls ? feeds.pull(claims, request) : feeds.push(claims, request));
  return JSON.parse(json) as Reply;
}

/** A reply without the time, its tokens as they are before they are sealed. */
function plain(reply: Reply): unknown {
  const text = JSON.stringify({ ...reply, now: 0 }, sorted);
  return JSON.parse(text.replaceAll(/"([ph]\.[^"~]*)~[\w-]{16}"/g, '"$1"'));
}

/** `o` and `v` hold the same fields in any order. */
function sorted(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

async function pretendOtherRun(redis: Redis, generations: string): Promise<void> {
  const last = (await redis.send('LINDEX', generations, -1)) as string | null;
  if (last === null) return;
  const [id = '', , start = ''] = last.split(' ');
  await redis.send('LSET', generations, -1, `${id} anotherrun ${start}`);
}

/** Stamps that meet: a few moments of the past, some longer ago than tombstones live, some in the future. */
function drawStamp(random: Random, startMs: number): Stamp {
  const ms = random.chance(0.05)
    ? startMs + 3_600_000
    : startMs - random.pick([1000, 2000, 3000, 200 * day, 201 * day]);
  return makeStamp(ms, random.int(2), random.pick([node, '00000000000000bb' as NodeId]));
}

function drawChanges(random: Random, known: Map<string, SyncRecord>, startMs: number): Change[] {
  return Array.from({ length: random.between(1, 5) }, () => {
    const k = random.int(5).toString(16).padStart(32, '0');
    const before = random.chance(0.5) ? known.get(k) : undefined;
    const d = drawRecord(random, before, startMs);
    known.set(k, d);
    return { c: 'favorite', k, d };
  });
}

function drawRecord(random: Random, before: SyncRecord | undefined, startMs: number): SyncRecord {
  const written: Record<string, Json> = {};
  for (const field of fields) if (random.chance(0.3)) written[field] = random.pick(values);
  const fresh = edit(undefined, written, drawStamp(random, startMs), random.between(1, 1));
  const whole = before === undefined ? fresh : join(before, fresh);
  const dice = random.int(10);
  if (dice < 2) return join(whole, remove(whole, drawStamp(random, startMs)));
  if (dice === 2) return join(whole, erase(whole, drawStamp(random, startMs)));
  return whole;
}

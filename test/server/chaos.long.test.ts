// The real replica over the real server while everything fails (I2, I3, I4, I6, I10): connections cut at any byte, API
// processes and Redis killed, the append-only file without its end, an emptied store, a snapshot of before, clocks wrong
// by a year. The simulator's oracle judges.
import { cp, mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { personKeys } from '#server/store/keys.ts';
import { startRedis, type OwnRedis } from '#server/store/own-redis.ts';
import { createRedis } from '#server/store/redis.ts';
import { unpack } from '#server/sync/packed.ts';
import type { Session } from '#shared/sync/accounts.ts';
import type { SyncRecord } from '#shared/sync/record.ts';
import { replicaRules } from '#shared/sync/replica-rules.ts';
import { createDevice, type Device, type Write } from '../shared/sync/simulator/device.ts';
import type { Mix } from '../shared/sync/simulator/mixes.ts';
import type { ModelServer } from '../shared/sync/simulator/model-server.ts';
import { createOracle, fields } from '../shared/sync/simulator/oracle.ts';
import { createRandom } from '../shared/sync/simulator/random.ts';
import { startProxy, type Plan, type Proxy } from './support/proxy.ts';
import { passwordOf, startProcess, type ApiProcess } from './support/stack.ts';
import { ask } from './support/wire.ts';

const schedules = Number(process.env['MEDIARY_TEST_SCHEDULES'] ?? 200);
const year = 365.25 * 86_400_000;
const mostRounds = 12;

let folder: string;
let redisFolder: string;
let own: OwnRedis;
let apis: ApiProcess[];
let proxies: Proxy[];
let accounts = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mediary-chaos-'));
  redisFolder = join(folder, 'redis');
  own = await startRedis({ folder: redisFolder });
  apis = await Promise.all([startProcess(own.url), startProcess(own.url)]);
  proxies = await Promise.all(apis.map(({ url }) => startProxy(url)));
}, 60_000);
afterAll(async () => {
  await Promise.all(proxies.map((proxy) => proxy.stop()));
  await Promise.all(apis.map((api) => api.kill()));
  await own.kill();
  await rm(folder, { recursive: true, force: true });
});

test('a connection that is cut at any byte of its response changes nothing but the time', async () => {
  const session = await register();
  const keys = Array.from({ length: 3 }, (_, index) => keyOf(0, index));
  const device = deviceOf(0, 0, 10);
  const proxy = proxies[0] as Proxy;
  let pushes = 0;
  let whole = 0;
  for (let cut = 0; whole < 3; cut++) {
    device.write([{ k: keys[cut % keys.length] as string, values: { rating: cut } }]);
    const before = await headOf(session);
    proxy.plan({ cutResponseAt: cut });
    const exchange =
      device.replica.next({ due: false, catchUp: false }) ??
      device.replica.next({ due: true, catchUp: false });
    if (exchange === undefined) throw new Error('nothing to send');
    const reply = await ask(proxy.url, session.access, exchange);
    if (reply === undefined) device.replica.giveUp(exchange);
    else {
      device.replica.settle(exchange, reply);
      whole++;
    }
    await syncOnce(device, session, proxy);
    // Merged once, however often it was sent.
    expect(await headOf(session)).toBe(before + 1);
    pushes++;
  }
  expect(pushes).toBeGreaterThan(300);
  const server = await stateOf(session);
  for (const k of keys)
    expect(server.get(`favorite/${k}`)?.v).toEqual(device.store.row('review', k)?.record.v);
});

test(`whatever fails, all end with the same (${schedules} schedules)`, async () => {
  const faults = new Map<string, number>();
  let mostOfRounds = 0;
  for (let seed = 1; seed <= schedules; seed++) {
    const { violation, rounds } = await runSchedule(seed, faults);
    expect({ seed, violation }).toEqual({ seed, violation: undefined });
    mostOfRounds = Math.max(mostOfRounds, rounds);
  }
  // Each kind of fault happened.
  if (schedules >= 100)
    for (const fault of ['cut', 'twice', 'api', 'redis', 'tail', 'emptied', 'snapshot', 'fork'])
      expect(faults.get(fault) ?? 0).toBeGreaterThan(2);
  process.stdout.write(
    `chaos: ${JSON.stringify(Object.fromEntries(faults))}, at most ${mostOfRounds} rounds\n`,
  );
});

async function runSchedule(
  seed: number,
  faults: Map<string, number>,
): Promise<{ violation: string | undefined; rounds: number }> {
  const random = createRandom(seed);
  const mix: Mix = {
    name: 'real',
    skews: random.chance(0.5) ? [0] : [0, year, -year, 5000, -90_000],
    lostTails: true,
  };
  const keys = Array.from({ length: random.between(2, 6) }, (_, index) => keyOf(seed, index));
  const oracle = createOracle(mix, keys);
  const session = await register();
  const devices = Array.from({ length: random.between(2, 3) }, (_, index) =>
    deviceOf(index, random.pick(mix.skews), random.between(1, 3)),
  );
  let values = seed * 1_000_000;
  let lost = false;
  let snapshot: string | undefined;

  for (let step = random.between(15, 50); step > 0; step--) {
    const dice = random.int(1000);
    const device = random.pick(devices);
    if (dice < 330) write(device);
    else if (dice < 930) await exchange(device, true);
    else if (dice < 940) await killApi();
    else if (dice < 950) await restartRedis('redis', async () => {});
    else if (dice < 960) await restartRedis('tail', cutTail);
    else if (dice < 968) await emptyStore();
    else if (dice < 980) await takeSnapshot();
    else if (dice < 990 && snapshot !== undefined) await restartRedis('snapshot', restoreSnapshot);
    else device.restart();
    if (step % 10 === 0) oracle.checkServer(await adapter(), Date.now());
  }

  for (const device of devices) if (device.awaited !== undefined) device.replica.giveUp(device.awaited);
  const rounds = await converge();
  const server = await adapter();
  oracle.checkServer(server, Date.now());
  oracle.check(devices, server);
  const before = server.seq();
  for (const device of devices) {
    if (await syncOnce(device, session, proxies[0] as Proxy))
      oracle.violate('I6: a device syncs though nothing is new');
  }
  if ((await headOf(session)) !== before) oracle.violate('I6: an idle round wrote to the server');
  return { violation: oracle.violation(), rounds };

  function write(device: Device): void {
    const writes: Write[] = [];
    for (const k of keys) {
      if (!random.chance(0.4)) continue;
      const chosen: Record<string, number> = {};
      for (const field of fields) if (random.chance(0.5)) chosen[field] = ++values;
      writes.push({ k, values: random.chance(0.2) ? null : chosen });
    }
    oracle.wrote(device, writes, Date.now());
    device.write(writes);
  }

  async function exchange(device: Device, faulty: boolean): Promise<void> {
    const next = device.replica.next({ due: random.chance(0.7), catchUp: random.chance(0.3) });
    if (next === undefined) return;
    const proxy = random.pick(proxies);
    if (faulty) proxy.plan(drawPlan());
    const reply = await ask(proxy.url, session.access, next);
    if (reply === undefined) return device.replica.giveUp(next);
    if (random.chance(0.1)) return device.restart();
    if (!device.replica.settle(next, reply)) return;
    if (reply.kind === 'fork') count('fork');
    if (next.kind === 'push') oracle.confirmed(device, next.body.changes, reply);
  }

  function drawPlan(): Plan {
    const dice = random.int(10);
    if (dice < 2) count('cut');
    if (dice === 0) return { cutRequestAt: random.int(1200) };
    if (dice === 1) return { cutResponseAt: random.int(1000) };
    if (dice > 2) return {};
    count('twice');
    return { twice: true };
  }

  async function killApi(): Promise<void> {
    count('api');
    const index = random.int(apis.length);
    await apis[index]?.kill();
    const api = await startProcess(own.url);
    apis[index] = api;
    proxies[index]?.leadTo(api.url);
  }

  async function restartRedis(fault: string, meanwhile: () => Promise<void>): Promise<void> {
    count(fault);
    lost ||= fault !== 'redis';
    await own.kill();
    await meanwhile();
    own = await startRedis({ folder: redisFolder, port: own.port });
    await reachable();
  }

  /** The end of what was written is gone, but never so much that the account is. */
  async function cutTail(): Promise<void> {
    const file = await newestAppendOnlyFile();
    const { size } = await stat(file);
    await truncate(file, Math.max(registered, size - random.int(3000)));
  }

  async function emptyStore(): Promise<void> {
    count('emptied');
    lost = true;
    const keysOf = personKeys(session.account.uid);
    await withRedis((redis) =>
      redis.send('DEL', keysOf.meta, keysOf.generations, keysOf.records, keysOf.feed),
    );
  }

  async function takeSnapshot(): Promise<void> {
    const copy = join(folder, `snapshot-${seed}`);
    await own.stop();
    await rm(copy, { recursive: true, force: true });
    await cp(redisFolder, copy, { recursive: true });
    own = await startRedis({ folder: redisFolder, port: own.port });
    await reachable();
    snapshot = copy;
  }

  async function restoreSnapshot(): Promise<void> {
    await rm(redisFolder, { recursive: true, force: true });
    await cp(snapshot as string, redisFolder, { recursive: true });
  }

  async function converge(): Promise<number> {
    for (let round = 1; round <= mostRounds; round++) {
      let changed = false;
      for (const device of devices)
        changed = (await syncOnce(device, session, random.pick(proxies))) || changed;
      if (!changed) return round;
    }
    oracle.violate(`I2: still changing after ${mostRounds} rounds`);
    return mostRounds;
  }

  async function adapter(): Promise<ModelServer> {
    const records = await stateOf(session);
    const seq = await headOf(session);
    return {
      seq: () => seq,
      record: (_c: string, k: string) => records.get(`favorite/${k}`),
      records: () => records.values(),
      purged: () => undefined,
      lost: () => lost,
    } as Partial<ModelServer> as ModelServer;
  }

  function count(fault: string): void {
    faults.set(fault, (faults.get(fault) ?? 0) + 1);
  }
}

/** Everything that a device has to do, and one look for news. True if anything was new on either side. */
async function syncOnce(device: Device, session: Session, proxy: Proxy): Promise<boolean> {
  let changed = false;
  for (let due = true, left = 80; left > 0; left--) {
    const exchange = device.replica.next({ due, catchUp: false });
    if (exchange === undefined) return changed;
    const reply = await ask(proxy.url, session.access, exchange);
    if (reply === undefined) {
      device.replica.giveUp(exchange);
      continue;
    }
    device.replica.settle(exchange, reply);
    if (exchange.kind === 'pull') due = false;
    changed ||= reply.kind !== 'page' || reply.records.length > 0;
  }
  throw new Error('a device never comes to rest');
}

function deviceOf(index: number, skew: number, batchChanges: number): Device {
  const trueMs = () => Date.now();
  return createDevice({
    index,
    node: index,
    skew,
    rules: replicaRules,
    atomic: true,
    pageRecords: batchChanges,
    batchChanges,
    trueMs,
  });
}

/** How long the append-only file was when the newest account was in it. */
let registered = 0;

async function register(): Promise<Session> {
  const name = `Chaos${++accounts}`;
  const response = await fetch(`${apis[0]?.url}/v1/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${name}@example.org`, name, password: passwordOf(name), device: 'x' }),
  });
  expect(response.status).toBe(201);
  const session = (await response.json()) as Session;
  // Everything that was written so far is in the file.
  await own.stop();
  registered = (await stat(await newestAppendOnlyFile())).size;
  own = await startRedis({ folder: redisFolder, port: own.port });
  await reachable();
  return session;
}

async function newestAppendOnlyFile(): Promise<string> {
  const inside = join(redisFolder, 'appendonlydir');
  const names = (await readdir(inside)).filter((name) => name.endsWith('.incr.aof')).sort();
  return join(inside, names.at(-1) ?? '');
}

/** Both processes found their way back to Redis. */
async function reachable(): Promise<void> {
  for (const api of apis) {
    for (let tries = 0; ; tries++) {
      const response = await fetch(`${api.url}/readyz`, { headers: { connection: 'close' } });
      await response.arrayBuffer();
      if (response.ok) break;
      if (tries > 400) throw new Error(`Redis isn’t reached: ${api.output()}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

async function withRedis<T>(
  work: (redis: Awaited<ReturnType<typeof createRedis>>) => Promise<T>,
): Promise<T> {
  const redis = await createRedis({ urls: [own.url], cluster: false, onError: () => {} });
  try {
    return await work(redis);
  } finally {
    await redis.close();
  }
}

async function stateOf({ account: { uid } }: Session): Promise<Map<string, SyncRecord>> {
  const flat = (await withRedis((redis) => redis.send('HGETALL', personKeys(uid).records))) as string[];
  const records = new Map<string, SyncRecord>();
  for (let at = 0; at < flat.length; at += 2) records.set(flat[at] ?? '', unpack(flat[at + 1] ?? ''));
  return records;
}

async function headOf({ account: { uid } }: Session): Promise<number> {
  return Number((await withRedis((redis) => redis.send('HGET', personKeys(uid).meta, 'seq'))) ?? 0);
}

function keyOf(seed: number, index: number): string {
  return `${seed.toString(16)}${'0'.repeat(8)}${index}`.padStart(32, '0');
}

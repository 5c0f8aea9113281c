import { beforeEach, describe, expect, test } from 'vitest';
import type { Reply } from '#shared/sync/protocol.ts';
import { createReplica, type Exchange } from '#shared/sync/replica.ts';
import { createDeletionGate } from '#main/core/sync/deletions.ts';
import { createRounds, type Rounds, type RoundsState } from '#main/core/sync/rounds.ts';
import { syncFailure } from '#main/core/sync/sync-failure.ts';
import { isAlive } from '#shared/sync/record.ts';
import { collection, createDevice, type Device } from '../../shared/sync/simulator/device.ts';
import {
  createModelServer,
  serverRules,
  type ModelServer,
} from '../../shared/sync/simulator/model-server.ts';
import { protocolRules } from '../../shared/sync/simulator/schedule.ts';

let now: number;
let server: ModelServer;
let alarms: { readonly at: number; readonly ring: () => void }[];

beforeEach(() => {
  now = 1_700_000_000_000;
  alarms = [];
  server = createModelServer(serverRules, () => now);
});

describe('rounds', () => {
  test('send an edit a little later, and several in a row together', async () => {
    const { device, rounds, asked } = open(0);
    await settle();
    device.write([{ k: 'a', values: { rating: 10 } }]);
    rounds.edited();
    await pass(200);
    device.write([{ k: 'b', values: { rating: 20 } }]);
    rounds.edited();
    await pass(200);
    expect(server.record(collection, 'a')).toBeUndefined();
    await pass(200);
    expect(server.record(collection, 'b')?.v['rating']).toBe(20);
    expect(asked.filter(({ kind }) => kind === 'push')).toHaveLength(1);
  });

  test('send what is edited without a pause after two seconds', async () => {
    const { device, rounds } = open(0);
    await settle();
    for (let edit = 1; edit <= 11; edit++) {
      device.write([{ k: 'a', values: { rating: edit } }]);
      rounds.edited();
      await pass(200);
    }
    expect(server.record(collection, 'a')?.v['rating']).toBeGreaterThan(1);
  });

  test('look for news at a word of the server, and by themselves now and then', async () => {
    const one = open(0);
    const other = open(1);
    await settle();
    write(one, 'a', 10);
    await pass(400);
    other.rounds.told();
    await pass(100);
    expect(ratingOf(other.device, 'a')).toBe(10);
    write(one, 'a', 30);
    await pass(400);
    expect(ratingOf(other.device, 'a')).toBe(10);
    await pass(61_000);
    expect(ratingOf(other.device, 'a')).toBe(30);
  });

  test('ask again where a hint comes while the answer is on its way', async () => {
    const one = open(0);
    const other = open(1);
    await settle();
    other.network.before = () => {
      other.network.before = undefined;
      // The other device's edit is there after the server has answered, and before the answer is.
      return () => {
        one.device.write([{ k: 'a', values: { rating: 10 } }]);
        void one.rounds.now();
        other.rounds.told();
      };
    };
    await other.rounds.now();
    await pass(100);
    expect(ratingOf(other.device, 'a')).toBe(10);
  });

  test('say how it stands when the server is away, wait as it asks, and go on by themselves', async () => {
    const { device, rounds, states, network } = open(0);
    await settle();
    network.failure = syncFailure('server_busy', { retryAfterMs: 7000 });
    write({ device, rounds }, 'a', 10);
    await pass(400);
    expect(states.at(-1)).toMatchObject({ state: 'waiting', problem: 'server_busy', retryInMs: 7693 });
    network.failure = undefined;
    await pass(7500);
    expect(server.record(collection, 'a')).toBeUndefined();
    await pass(200);
    expect(server.record(collection, 'a')?.v['rating']).toBe(10);
    expect(states.at(-1)).toMatchObject({ state: 'idle', problem: null });
  });

  test('wait longer after each failure, and not at all when somebody asks', async () => {
    const { rounds, states, network } = open(0);
    await settle();
    network.failure = syncFailure('offline');
    await rounds.now();
    const first = states.at(-1)?.retryInMs ?? 0;
    await pass(first + 10);
    expect(states.at(-1)?.retryInMs).toBeGreaterThan(first);
    network.failure = undefined;
    await rounds.now();
    expect(states.at(-1)).toMatchObject({ state: 'idle', retryInMs: null });
  });

  test('try nothing more after an answer that would be the same again, until somebody asks', async () => {
    const { device, rounds, states, network, asked } = open(0);
    await settle();
    network.failure = syncFailure('signed_out');
    await rounds.now();
    expect(states.at(-1)).toMatchObject({ state: 'stuck', problem: 'signed_out' });
    const count = asked.length;
    write({ device, rounds }, 'a', 10);
    rounds.told();
    await pass(10 * 60_000);
    expect(asked).toHaveLength(count);
    network.failure = undefined;
    await rounds.now();
    expect(server.record(collection, 'a')?.v['rating']).toBe(10);
  });

  test('ask nothing while paused, and catch up afterwards', async () => {
    const { device, rounds, states, asked } = open(0);
    await settle();
    rounds.setPaused(true);
    const count = asked.length;
    write({ device, rounds }, 'a', 10);
    rounds.told();
    await pass(10 * 60_000);
    expect(asked).toHaveLength(count);
    expect(states.at(-1)?.state).toBe('paused');
    rounds.setPaused(false);
    await settle();
    expect(server.record(collection, 'a')?.v['rating']).toBe(10);
  });

  test('come to rest: nothing is asked between two looks', async () => {
    const { asked } = open(0);
    await settle();
    const count = asked.length;
    await pass(59_000);
    expect(asked).toHaveLength(count);
    await pass(2000);
    expect(asked).toHaveLength(count + 1);
  });
});

describe('before many deletions', () => {
  const keys = Array.from({ length: 60 }, (_, index) => `k${index}`);

  async function twoWithSixty() {
    const one = open(0);
    const other = open(1);
    await settle();
    for (const k of keys) write(one, k, 10);
    await one.rounds.now();
    await other.rounds.now();
    expect(alive(other.device)).toBe(60);
    return { one, other };
  }

  async function deleteAll({ device, rounds }: Opened): Promise<void> {
    device.write(keys.map((k) => ({ k, values: null })));
    await rounds.now();
  }

  test('they stop and delete nothing', async () => {
    const { one, other } = await twoWithSixty();
    await deleteAll(one);
    await other.rounds.now();
    expect(other.states.at(-1)).toMatchObject({ state: 'asking', question: { deletions: 50, of: 60 } });
    expect(alive(other.device)).toBeGreaterThan(0);
    const count = other.asked.length;
    await pass(10 * 60_000);
    expect(other.asked).toHaveLength(count);
  });

  test('they delete when somebody says so', async () => {
    const { one, other } = await twoWithSixty();
    await deleteAll(one);
    await other.rounds.now();
    await other.rounds.answer('delete');
    expect(alive(other.device)).toBe(0);
    expect(other.states.at(-1)?.state).toBe('idle');
  });

  test('what is kept comes back everywhere', async () => {
    const { one, other } = await twoWithSixty();
    await deleteAll(one);
    await other.rounds.now();
    const left = alive(other.device);
    await other.rounds.answer('keep');
    expect(alive(other.device)).toBe(left);
    expect([...server.records()].filter(isAlive)).toHaveLength(left);
    await one.rounds.now();
    expect(alive(one.device)).toBe(left);
  });

  test('what an emptied server no longer has is no deletion: it is sent again', async () => {
    const { other } = await twoWithSixty();
    server.empty();
    await other.rounds.now();
    expect(alive(other.device)).toBe(60);
    expect([...server.records()].filter(isAlive)).toHaveLength(60);
    expect(other.states.at(-1)).toMatchObject({ state: 'idle', question: null });
  });

  test('a few are no question', async () => {
    const { one, other } = await twoWithSixty();
    one.device.write(keys.slice(0, 20).map((k) => ({ k, values: null })));
    await one.rounds.now();
    await other.rounds.now();
    expect(alive(other.device)).toBe(40);
    expect(other.states.at(-1)).toMatchObject({ state: 'idle', question: null });
  });
});

interface Opened {
  readonly device: Device;
  readonly rounds: Rounds;
  readonly states: RoundsState[];
  readonly asked: Exchange[];
  /** `before`: called with each request; what it gives is called between the server's answer and its arrival. */
  readonly network: { failure: Error | undefined; before: (() => () => void) | undefined };
}

function open(index: number): Opened {
  const device = createDevice({
    index, node: index, skew: 0, rules: protocolRules.replica, atomic: true, pageRecords: 10, batchChanges: 10, trueMs: () => now,
  }); // prettier-ignore
  const states: RoundsState[] = [];
  const asked: Exchange[] = [];
  const network: Opened['network'] = { failure: undefined, before: undefined };
  const rounds = createRounds({
    replica: createReplica({
      store: device.store,
      feed: 'own',
      wallMs: () => now,
      monotonicMs: () => now,
      pageRecords: 10,
      batchChanges: 10,
    }),
    async ask(exchange): Promise<Reply> {
      asked.push(exchange);
      await Promise.resolve();
      if (network.failure) throw network.failure;
      const meanwhile = network.before?.();
      const reply = exchange.kind === 'push' ? server.push(exchange.body) : server.pull(exchange.body);
      if (meanwhile === undefined) return reply;
      meanwhile();
      await settle();
      return reply;
    },
    gate: createDeletionGate({
      store: device.store,
      aliveCount: () => alive(device),
      keepAlive: (rows) => device.write(rows.map(({ k }) => ({ k, values: {} }))),
    }),
    alarm(ms, ring) {
      const alarm = { at: now + ms, ring };
      alarms.push(alarm);
      return () => (alarms = alarms.filter((other) => other !== alarm));
    },
    monotonicMs: () => now,
    chance: () => 0.99,
    onState: (state) => states.push(state),
    onBug(error) {
      throw error;
    },
  });
  rounds.setPaused(false);
  return { device, rounds, states, asked, network };
}

function write({ device, rounds }: Pick<Opened, 'device' | 'rounds'>, k: string, rating: number): void {
  device.write([{ k, values: { rating } }]);
  rounds.edited();
}

function ratingOf(device: Device, k: string): unknown {
  return device.store.row(collection, k)?.record.v['rating'];
}

function alive(device: Device): number {
  return [...device.store.rows()].filter(({ row }) => isAlive(row.record)).length;
}

/** Time goes on, alarm by alarm. */
async function pass(ms: number): Promise<void> {
  const until = now + ms;
  await settle();
  for (;;) {
    const next = alarms.toSorted((one, other) => one.at - other.at)[0];
    if (next === undefined || next.at > until) break;
    alarms = alarms.filter((other) => other !== next);
    now = next.at;
    next.ring();
    await settle();
  }
  now = until;
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

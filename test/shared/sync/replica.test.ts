import { beforeEach, describe, expect, test } from 'vitest';
import { tombstoneLifeMs, type Reply } from '#shared/sync/protocol.ts';
import { withCheckpoint } from '#shared/sync/replica-rules.ts';
import type { Checkpoint } from '#shared/sync/replica-store.ts';
import type { Exchange } from '#shared/sync/replica.ts';
import { msOf } from '#shared/sync/stamp.ts';
import { collection, createDevice, type Device } from './simulator/device.ts';
import { createModelServer, serverRules, type ModelServer } from './simulator/model-server.ts';
import { protocolRules } from './simulator/schedule.ts';

let now: number;
let server: ModelServer;

beforeEach(() => {
  now = 1_700_000_000_000;
  server = createModelServer(serverRules, () => now);
});

describe('a replica', () => {
  test('sends nothing before it measured its clock, in every session', () => {
    const device = addDevice(0);
    device.write([{ k: 'a', values: { rating: 1 } }]);
    const first = ask(device);
    expect(first.kind).toBe('pull');
    device.replica.settle(first, answer(first));
    syncAll(device);
    expect(server.record(collection, 'a')?.v['rating']).toBe(1);
    device.write([{ k: 'a', values: { rating: 2 } }]);
    device.restart();
    expect(ask(device).kind).toBe('pull');
  });

  test('stamps by the server’s time after one contact, and what was not sent as well', () => {
    const device = addDevice(0, -365 * 86_400_000);
    device.write([{ k: 'a', values: { rating: 1 } }]);
    now += 10_000;
    syncAll(device);
    expect(msOf(server.record(collection, 'a')?.r ?? fail())).toBe(now - 10_000);
    now += 10_000;
    device.write([{ k: 'a', values: { rating: 2 } }]);
    syncAll(device);
    expect(msOf(server.record(collection, 'a')?.r ?? fail())).toBe(now);
  });

  test('asks one thing at a time, and takes no reply that it gave up', () => {
    const device = addDevice(0);
    const exchange = ask(device);
    expect(device.replica.next({ due: true, catchUp: false })).toBeUndefined();
    device.replica.giveUp(exchange);
    const again = ask(device);
    expect(device.replica.settle(exchange, answer(exchange))).toBe(false);
    expect(device.replica.settle(again, answer(again))).toBe(true);
  });

  test('takes no reply that was under way while the computer slept', () => {
    const device = addDevice(0);
    const exchange = ask(device);
    const reply = answer(exchange);
    now += 8 * 3_600_000;
    expect(device.replica.settle(exchange, reply)).toBe(false);
    expect(device.store.clock().offset).toBe(0);
  });

  test('leaves alone what the server refuses, until it is edited', () => {
    const device = addDevice(0);
    device.write([{ k: 'a', values: { rating: 1 } }]);
    exchangeOnce(device);
    const exchange = ask(device);
    const refusal: Reply = {
      kind: 'pushed',
      now,
      seen: 'h.0.',
      pos: null,
      head: 0,
      statuses: ['q'],
      held: [],
    };
    device.replica.settle(exchange, refusal);
    expect(device.store.row(collection, 'a')?.refused).toBe('q');
    exchangeOnce(device);
    expect(device.replica.next({ due: false, catchUp: false })).toBeUndefined();
    device.write([{ k: 'a', values: { rating: 2 } }]);
    expect(device.replica.next({ due: false, catchUp: false })?.kind).toBe('push');
  });

  test('reads before it sends when it was away', () => {
    const [one, other] = [addDevice(0), addDevice(1)];
    for (const k of ['a', 'b', 'c']) one.write([{ k, values: { rating: 1 } }]);
    syncAll(one);
    exchangeOnce(other);
    other.write([{ k: 'd', values: { rating: 1 } }]);
    expect(other.replica.next({ due: false, catchUp: true })?.kind).toBe('pull');
  });

  test('sends again what the server lost, also what another device had written', () => {
    const [one, other] = [addDevice(0), addDevice(1)];
    one.write([{ k: 'a', values: { rating: 1 } }]);
    syncAll(one);
    syncAll(other);
    server.restart(1);
    expect(server.record(collection, 'a')).toBeUndefined();
    syncAll(other);
    expect(server.record(collection, 'a')?.v['rating']).toBe(1);
  });

  test('deletes nothing because the server is empty', () => {
    const device = addDevice(0);
    device.write([{ k: 'a', values: { rating: 1 } }]);
    syncAll(device);
    now += 2 * tombstoneLifeMs;
    server.empty();
    syncAll(device);
    expect(device.store.row(collection, 'a')?.record).toEqual(server.record(collection, 'a'));
    expect(server.record(collection, 'a')?.v['rating']).toBe(1);
  });

  test('lets go of what was deleted and purged while it was away', () => {
    const [one, other] = [addDevice(0), addDevice(1)];
    one.write([{ k: 'a', values: { rating: 1 } }]);
    syncAll(one);
    syncAll(other);
    one.write([{ k: 'a', values: null }]);
    syncAll(one);
    now += tombstoneLifeMs + 1000;
    expect(server.purge()).toEqual(['a']);
    syncAll(other);
    expect(other.store.row(collection, 'a')).toBeUndefined();
    expect(server.record(collection, 'a')).toBeUndefined();
  });
});

test('checkpoints are thinned out towards the past', () => {
  let checkpoints: readonly Checkpoint[] = [];
  for (let head = 1; head <= 5000; head++) {
    checkpoints = withCheckpoint(checkpoints, { head, pos: `p.${head}` });
    expect(checkpoints.length).toBeLessThanOrEqual(65);
  }
  expect(checkpoints.slice(-20).map(({ head }) => head)).toEqual(
    Array.from({ length: 20 }, (_, i) => 4981 + i),
  );
  expect(checkpoints[0]?.head).toBe(1);
});

function addDevice(index: number, skew = 0): Device {
  const options = { index, node: index, skew, rules: protocolRules.replica, atomic: true };
  return createDevice({ ...options, pageRecords: 2, batchChanges: 2, trueMs: () => now });
}

function ask(device: Device): Exchange {
  return device.replica.next({ due: true, catchUp: false }) ?? fail();
}

function answer(exchange: Exchange): Reply {
  return exchange.kind === 'push' ? server.push(exchange.body) : server.pull(exchange.body);
}

function exchangeOnce(device: Device): void {
  const exchange = ask(device);
  device.replica.settle(exchange, answer(exchange));
}

function syncAll(device: Device): void {
  for (let due = true; ; due = false) {
    const exchange = device.replica.next({ due, catchUp: false });
    if (exchange === undefined) return;
    device.replica.settle(exchange, answer(exchange));
  }
}

function fail(): never {
  throw new Error('expected something');
}

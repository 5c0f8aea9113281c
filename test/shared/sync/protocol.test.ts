import { describe, expect, test } from 'vitest';
import * as protocol from '#shared/sync/protocol.ts';
import { edit } from '#shared/sync/record.ts';
import { makeStamp, type NodeId } from '#shared/sync/stamp.ts';
import { createDevice } from './simulator/device.ts';
import { mixOf } from './simulator/mixes.ts';
import { createModelServer, serverRules } from './simulator/model-server.ts';
import { protocolRules, runSchedule } from './simulator/schedule.ts';

const node = '00000000000000aa' as NodeId;
const stamp = makeStamp(1_700_000_000_000, 0, node);
const older = makeStamp(1_600_000_000_000, 0, node);
const record = { s: 1, r: stamp, v: { rating: { v: 80, scale: 10 }, _x: 0 } };

describe('the messages', () => {
  test('are what devices and server send each other', () => {
    let messages = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const { violation } = runSchedule(seed, mixOf('everything'), protocolRules, (exchange, reply) => {
        const request = exchange.kind === 'push' ? protocol.pushRequest : protocol.pullRequest;
        expect(request.parse(exchange.body)).toEqual(exchange.body);
        if (reply !== undefined) expect(protocol.reply.parse(reply)).toEqual(reply);
        messages++;
      });
      expect(violation).toBeUndefined();
    }
    expect(messages).toBeGreaterThan(1000);
  });

  test.each([
    ['a stamp in capitals', { ...record, r: stamp.toUpperCase() }],
    ['no stamp at all', { ...record, r: '0'.repeat(32) }],
    ['an older stamp that is newer', { ...record, r: older, o: { rating: stamp } }],
    ['a stamp of a field that is not there', { ...record, o: { body: older } }],
    ['no word on its existence', { ...record, v: { rating: 1 } }],
    ['half an existence', { ...record, v: { _x: 0.5 } }],
    ['a field with a name of its own kind', { ...record, v: { _x: 0, _y: 1 } }],
    [
      'too many fields',
      { ...record, v: { _x: 0, ...Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`f${i}`, i])) } },
    ],
    ['a newest stamp that no field has', { ...record, o: { rating: older, _x: older } }],
    ['a version of none', { ...record, s: 0 }],
    ['something unknown', { ...record, extra: true }],
  ])('refuse a record with %s', (_, bad) => {
    expect(protocol.syncRecord.safeParse(record).success).toBe(true);
    expect(protocol.syncRecord.safeParse(bad).success).toBe(false);
  });

  test('leave out a field that would be everything’s prototype', () => {
    const parsed = protocol.syncRecord.parse({
      ...record,
      v: JSON.parse('{"_x":0,"__proto__":1}') as object,
    });
    expect(Object.keys(parsed.v)).toEqual(['_x']);
  });

  test('refuse more changes than a batch holds, and none', () => {
    const change = { c: 'review', k: 'a', d: record };
    const request = (count: number) => ({
      p: 1,
      node,
      pos: null,
      seen: null,
      changes: Array.from({ length: count }, () => change),
    });
    expect(protocol.pushRequest.safeParse(request(protocol.limits.changes)).success).toBe(true);
    expect(protocol.pushRequest.safeParse(request(protocol.limits.changes + 1)).success).toBe(false);
    expect(protocol.pushRequest.safeParse(request(0)).success).toBe(false);
  });

  test('of an idle round take less than 600 bytes', () => {
    const now = 1_700_000_000_000;
    // The name of a generation as a server would draw it.
    const drawn = 'f'.repeat(40);
    const server = createModelServer({ ...serverRules, generationId: () => drawn }, () => now);
    const device = createDevice({
      index: 0,
      node: 0,
      skew: 0,
      rules: protocolRules.replica,
      atomic: true,
      pageRecords: 5000,
      batchChanges: 500,
      trueMs: () => now,
    });
    device.write([{ k: 'a', values: { rating: 80 } }]);
    const sizes: number[] = [];
    for (let round = 0; round < 4; round++) {
      const exchange = device.replica.next({ due: true, catchUp: false });
      if (exchange === undefined) break;
      const reply = exchange.kind === 'push' ? server.push(exchange.body) : server.pull(exchange.body);
      device.replica.settle(exchange, reply);
      sizes.push(JSON.stringify(exchange.body).length + JSON.stringify(reply).length);
    }
    expect(server.record('review', 'a')).toEqual(
      edit(undefined, { rating: 80 }, device.store.clock().last, 1),
    );
    expect(sizes.at(-1)).toBeLessThan(600);
  });
});

// Watches a schedule from outside, knowing everything, and says at its end which invariant doesn't hold.
import { futureToleranceMs } from '#shared/sync/clock.ts';
import type { Change, Reply } from '#shared/sync/protocol.ts';
import {
  existence,
  includes,
  isAlive,
  stampOfField,
  type Field,
  type SyncRecord,
} from '#shared/sync/record.ts';
import { msOf, type Stamp } from '#shared/sync/stamp.ts';
import { collection, type Device, type Write } from './device.ts';
import type { Mix } from './mixes.ts';
import type { ModelServer } from './model-server.ts';

export interface Oracle {
  /** Gives each value that is written a number of its own; called before the device writes. */
  wrote(device: Device, writes: readonly Write[], trueMs: number): void;
  /** A device took in the confirmation of what it had sent. */
  confirmed(device: Device, changes: readonly Change[], reply: Reply): void;
  /** These tombstones were purged. */
  purged(tombstones: readonly string[], devices: readonly Device[]): void;
  /** After every message that the server handled. */
  checkServer(server: ModelServer, trueMs: number): void;
  /** Once nothing is under way any more. */
  check(devices: readonly Device[], server: ModelServer): void;
  violate(violation: string): void;
  violation(): string | undefined;
}

export const fields = ['rating', 'body', 'spoiler'] as const;

/** A write may be beaten by an older one only if they are nearly as old: clocks are corrected, not perfect. */
const recencyMs = 10 * 60_000;

export function createOracle(mix: Mix, keys: readonly string[]): Oracle {
  let found: string | undefined;
  const writtenAt: number[] = [];
  const superseded = new Set<unknown>();
  const newest = new Map<string, number>();
  /** Of each device: the newest stamp of each field that the server confirmed to it. */
  const confirmed = new Map<Device, Map<string, Stamp>>();
  /** Records that somebody had made who wasn't told by the server that it had them, when they may have been purged. */
  const madeApart = new Set<string>();
  const comparesTimes = mix.skewChanges === undefined;

  return {
    wrote(device, writes, trueMs) {
      for (const { k, values } of writes) {
        const row = device.store.row(collection, k);
        for (const field in values) {
          const value = values[field] as number;
          writtenAt[value] = trueMs;
          newest.set(k + field, trueMs);
          const before = row?.record.v[field];
          if (before !== undefined) superseded.add(before);
        }
      }
    },

    purged(tombstones, devices) {
      for (const k of tombstones) {
        if (devices.some(({ store }) => store.row(collection, k)?.ackedAt === null)) madeApart.add(k);
      }
    },

    confirmed(device, changes, reply) {
      if (reply.kind !== 'pushed') return;
      const stamps = confirmed.get(device) ?? new Map<string, Stamp>();
      confirmed.set(device, stamps);
      for (const [index, { k, d }] of changes.entries()) {
        if (reply.statuses[index] === 'k') continue;
        for (const field in d.v) {
          const stamp = stampOfField(d, field);
          const before = stamps.get(k + field);
          if (before === undefined || before < stamp) stamps.set(k + field, stamp);
        }
      }
    },

    checkServer(server, trueMs) {
      for (const { r } of server.records()) {
        if (msOf(r) > trueMs + futureToleranceMs) violate('I4: the server holds a stamp from the future');
      }
    },

    check(devices, server) {
      for (const k of keys) {
        const record = server.record(collection, k);
        for (const device of devices) compare(device, k, record);
        const tombstone = server.purged(collection, k);
        if (tombstone === undefined) checkKept(devices, k, record);
        else if (!server.lost() && !madeApart.has(k)) checkGone(k, tombstone, record);
      }
    },
    violate,
    violation: () => found,
  };

  function compare(device: Device, k: string, record: SyncRecord | undefined): void {
    const row = device.store.row(collection, k);
    const mine = row?.record;
    if (row?.dirty === true) violate(`I5: device ${device.index} still has to send ${k}`);
    const alive = mine !== undefined && isAlive(mine);
    if (alive !== (record !== undefined && isAlive(record))) {
      violate(`I2: ${k} ${alive ? 'exists' : 'does not exist'} on device ${device.index} alone`);
    } else if (alive && record !== undefined) {
      for (const field of fields) {
        if (mine.v[field] !== record.v[field])
          violate(`I2: device ${device.index} has another ${field} of ${k}`);
      }
    }
    if (mix.purges || mine === undefined || record === undefined) return;
    if (!includes(mine, record) || !includes(record, mine)) violate(`I2: ${k} has other stamps`);
  }

  /** I8. Where the store lost something, data goes before deletion. */
  function checkGone(k: string, tombstone: SyncRecord, record: SyncRecord | undefined): void {
    if (record === undefined || !isAlive(record)) return;
    if (stampOfField(record, existence) <= stampOfField(tombstone, existence)) {
      violate(`I8: ${k} came back, though nobody edited it since`);
    }
  }

  function checkKept(devices: readonly Device[], k: string, record: SyncRecord | undefined): void {
    for (const device of devices) {
      const stamps = confirmed.get(device);
      for (const field of [...fields, existence]) {
        const least = stamps?.get(k + field);
        if (least !== undefined && (record === undefined || stampOfField(record, field) < least)) {
          violate(`I3: ${k} lost a confirmed ${field}`);
        }
      }
    }
    if (mix.lostDevice) return;
    for (const field of fields) checkWinner(k, field, record?.v[field]);
  }

  function checkWinner(k: string, field: Field, value: unknown): void {
    const last = newest.get(k + field);
    if (last === undefined) return;
    if (typeof value !== 'number') violate(`I3: every ${field} of ${k} is gone`);
    else if (superseded.has(value)) violate(`I5: ${field} of ${k} was overwritten by who knew it, and won`);
    else if (comparesTimes && (writtenAt[value] as number) < last - recencyMs) {
      violate(`I5: ${field} of ${k} was written long before another one, and won`);
    }
  }

  function violate(violation: string): void {
    found ??= violation;
  }
}

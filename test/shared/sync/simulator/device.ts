// A simulated device: the real replica over a store in memory, a wall clock that may be wrong, and a person who edits.
import { nextStamp } from '#shared/sync/clock.ts';
import { edit, remove, type SyncRecord } from '#shared/sync/record.ts';
import type { ReplicaRules } from '#shared/sync/replica-rules.ts';
import { createReplica, type Exchange, type Replica } from '#shared/sync/replica.ts';
import type { Row } from '#shared/sync/replica-store.ts';
import type { NodeId } from '#shared/sync/stamp.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';

export interface Device {
  readonly index: number;
  store: MemoryStore;
  replica: Replica;
  /** The request that is waited for. */
  awaited: Exchange | undefined;
  skew: number;
  /** What it writes of a record that isn't there are all of its fields. */
  readonly writesWhole?: true;
  /** Writes some records in one transaction: a map of values, or null to delete. */
  write(writes: readonly Write[]): void;
  /** Loses everything that isn't in the store. */
  restart(): void;
}

export interface Write {
  readonly k: string;
  readonly values: Readonly<Record<string, number>> | null;
}

export const collection = 'review';

export interface DeviceOptions {
  readonly index: number;
  readonly node: number;
  readonly skew: number;
  readonly rules: ReplicaRules;
  readonly atomic: boolean;
  readonly pageRecords: number;
  readonly batchChanges: number;
  /** The true time, in milliseconds since 1970. */
  readonly trueMs: () => number;
}

export function createDevice(options: DeviceOptions): Device {
  const { index, trueMs, rules, pageRecords, batchChanges } = options;
  const node = (0xabc0 + options.node).toString(16).padStart(16, '0') as NodeId;
  const store = createMemoryStore(node, options.atomic);
  const wallMs = () => trueMs() + device.skew;

  const device: Device = {
    index,
    store,
    replica: start(),
    awaited: undefined,
    skew: options.skew,

    write(writes) {
      store.transact(() => {
        const clock = store.clock();
        const stamp = nextStamp(clock, wallMs());
        store.saveClock({ ...clock, last: stamp });
        store.addTransaction(stamp);
        for (const { k, values } of writes) {
          const row = store.row(collection, k);
          if (values === null) {
            if (row !== undefined) save(k, row, remove(row.record, stamp));
          } else save(k, row, edit(row?.record, values, stamp, 1));
        }
      });
    },

    restart() {
      device.replica = start();
      device.awaited = undefined;
    },
  };
  return device;

  function start(): Replica {
    return createReplica({
      store,
      feed: 'own',
      wallMs,
      monotonicMs: trueMs,
      rules,
      pageRecords,
      batchChanges,
    });
  }

  function save(k: string, row: Row | undefined, record: SyncRecord): void {
    const { ackedAt = null, scan = 0 } = row ?? {};
    store.saveRow(collection, k, { record, dirty: true, ackedAt, scan, refused: null });
  }
}

// How much goes up at a time: so many rows, and so many bytes, for reviews may be long. A server that takes less than the
// protocol says (or a proxy before it) gets less the next time.
import { limits, type Change } from '#shared/sync/protocol.ts';
import type { SyncRecord } from '#shared/sync/record.ts';
import type { ReplicaStore } from '#shared/sync/replica-store.ts';

export interface Batches {
  /** The same store, whose dirty rows come in such portions. */
  readonly store: ReplicaStore;
  /** These were too many at once. False for a single one: then no smaller portion helps. */
  shrink(changes: readonly Change[]): boolean;
}

/** Room for the request's other members. */
const mostBytes = limits.bodyBytes - 4096;

export function createBatches(store: ReplicaStore): Batches {
  let bytes = mostBytes;

  return {
    store: {
      ...store,
      dirtyRows(limit, except) {
        const found = store.dirtyRows(limit, except);
        let [count, sum] = [0, 0];
        for (const { c, k, row } of found) {
          sum += sizeOf(c, k, row.record);
          if (count > 0 && sum > bytes) break;
          count++;
        }
        return count === found.length ? found : found.slice(0, count);
      },
    },
    shrink(changes) {
      if (changes.length <= 1) return false;
      bytes = Math.floor(changes.reduce((sum, { c, k, d }) => sum + sizeOf(c, k, d), 0) / 2);
      return true;
    },
  };
}

/** Bytes in a request, at most. */
function sizeOf(c: string, k: string, record: SyncRecord): number {
  return Buffer.byteLength(JSON.stringify(record)) + k.length + c.length + 30;
}

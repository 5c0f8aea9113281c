// How much goes up at a time: so many rows, and so many bytes, for reviews may be long. A server that takes less than the
// protocol says (or a proxy before it) gets less the next time.
import { limits } from '#shared/sync/protocol.ts';
import type { ReplicaStore, RowEntry } from '#shared/sync/replica-store.ts';

export interface Batches {
  /** The same store, whose dirty rows come in such portions. */
  readonly store: ReplicaStore;
  /** The last one was too big. False where it was a single row: then no smaller one helps. */
  shrink(): boolean;
}

/** Room for the request's other members. */
const mostBytes = limits.bodyBytes - 4096;

export function createBatches(store: ReplicaStore): Batches {
  let bytes = mostBytes;
  let last: { readonly rows: number; readonly bytes: number } = { rows: 0, bytes: 0 };

  return {
    store: {
      ...store,
      dirtyRows(limit) {
        const rows: RowEntry[] = [];
        let sum = 0;
        for (const entry of store.dirtyRows(limit)) {
          sum += Buffer.byteLength(JSON.stringify(entry.row.record)) + entry.k.length + entry.c.length + 30;
          if (rows.length > 0 && sum > bytes) break;
          rows.push(entry);
        }
        last = { rows: rows.length, bytes: sum };
        return rows;
      },
    },
    shrink() {
      if (last.rows <= 1) return false;
      bytes = Math.floor(last.bytes / 2);
      return true;
    },
  };
}

// What a replica needs of the place where its rows lie, for one feed of which it may write (its own). Synchronous, as
// SQLite is; the replica calls it within `transact` only, which is all or nothing.
import type { ClockState } from './clock.ts';
import type { SyncRecord } from './record.ts';
import type { Stamp } from './stamp.ts';

/** Why the server takes a change in no form it has now; it waits for an edit, a newer version, more room. */
export type Refusal = 'r' | 'u' | 'q';

export interface Row {
  readonly record: SyncRecord;
  /** Whether the server may lack something of it. */
  readonly dirty: boolean;
  /** A `seq` of the server by which it had all of the row that isn't dirty; null where it never did, or lost it. */
  readonly ackedAt: number | null;
  /** The last scan that met it. */
  readonly scan: number;
  readonly refused: Refusal | null;
}

export interface RowEntry {
  readonly c: string;
  readonly k: string;
  readonly row: Row;
}

/** Up to `pos`, the device knows all that a state of the server with this head held, or any later one that kept it. */
export interface Checkpoint {
  readonly head: number;
  readonly pos: string;
}

export interface FeedState {
  /** Null before the first page, and where reading begins anew. */
  readonly pos: string | null;
  readonly seen: string | null;
  /** reset: reading everything anew, to find what was purged meanwhile. */
  readonly mode: 'follow' | 'reset';
  /** Number of the last reset. */
  readonly scan: number;
  /** Whether the server is known to have more than was read. */
  readonly behind: boolean;
  /** Ascending by head. */
  readonly checkpoints: readonly Checkpoint[];
}

export const newFeed: FeedState = {
  pos: null,
  seen: null,
  mode: 'follow',
  scan: 0,
  behind: true,
  checkpoints: [],
};

export interface ReplicaStore {
  transact<T>(work: () => T): T;

  clock(): ClockState;
  saveClock(clock: ClockState): void;
  feed(): FeedState;
  saveFeed(feed: FeedState): void;

  row(c: string, k: string): Row | undefined;
  saveRow(c: string, k: string, row: Row): void;
  /** Rows that are dirty and not refused, in any lasting order; but those that are named ("collection/key"). */
  dirtyRows(limit: number, except?: ReadonlySet<string>): readonly RowEntry[];
  /** Rows whose last scan is an earlier one. */
  unmetRows(scan: number): readonly RowEntry[];
  /** Makes rows with `ackedAt` above `seq` dirty again, as if the server had never had them. */
  forgetAcksAbove(seq: number): void;
  /** Takes a row out of sight that was deleted elsewhere so long ago that its tombstone is gone; kept for recovery. */
  bin(c: string, k: string): void;

  /** Notes that transactions written here may be known elsewhere from now on. Stamps of others are passed too. */
  markSent(stamps: Iterable<Stamp>): void;
  /** Stamps, ascending, of transactions written here that were never sent, or that are above `limit`. */
  unseenTransactions(limit: Stamp): readonly Stamp[];
  /** The newest stamp not above `limit` that was sent or received; noStamp where there is none. */
  newestSeenStamp(limit: Stamp): Stamp;
  /** Replaces stamps of transactions, and so of their rows. */
  replaceStamps(renewed: ReadonlyMap<Stamp, Stamp>): void;
}

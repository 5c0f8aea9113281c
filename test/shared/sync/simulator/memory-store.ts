// A replica's store in memory, whose transactions can be cut off in the middle, as a killed process cuts off SQLite's.
import type { ClockState } from '#shared/sync/clock.ts';
import { withStamps } from '#shared/sync/record.ts';
import {
  newFeed,
  type FeedState,
  type ReplicaStore,
  type Row,
  type RowEntry,
} from '#shared/sync/replica-store.ts';
import { laterOf, noStamp, type NodeId, type Stamp } from '#shared/sync/stamp.ts';

/** What a transaction throws that was cut off. */
export const cutOff = new Error('the process was killed');

export interface MemoryStore extends ReplicaStore {
  /** Registers a transaction that was written here. */
  addTransaction(stamp: Stamp): void;
  rows(): Iterable<RowEntry>;
  /** The next transaction is killed before its step of this number. */
  cutOffAt(steps: number): void;
}

interface State {
  clock: ClockState;
  feed: FeedState;
  rows: Map<string, RowEntry>;
  /** Whether each transaction that was written here was sent, in their order. */
  transactions: Map<Stamp, boolean>;
  newestReceived: Stamp;
}

/** `atomic`: false for a store whose transactions stay half done when they are cut off. */
export function createMemoryStore(node: NodeId, atomic: boolean): MemoryStore {
  let state: State = {
    clock: { node, last: noStamp, offset: 0 },
    feed: newFeed,
    rows: new Map(),
    transactions: new Map(),
    newestReceived: noStamp,
  };
  let stepsLeft = Infinity;

  return {
    transact(work) {
      if (stepsLeft === Infinity) return work();
      const before = { ...state, rows: new Map(state.rows), transactions: new Map(state.transactions) };
      try {
        return work();
      } catch (error) {
        if (atomic) state = before;
        throw error;
      } finally {
        stepsLeft = Infinity;
      }
    },
    cutOffAt(steps) {
      stepsLeft = steps;
    },

    clock: () => state.clock,
    saveClock(clock) {
      step();
      state.clock = clock;
    },
    feed: () => state.feed,
    saveFeed(feed) {
      step();
      state.feed = feed;
    },

    row: (c, k) => state.rows.get(member(c, k))?.row,
    saveRow,
    dirtyRows(limit, except) {
      const dirty: RowEntry[] = [];
      for (const entry of state.rows.values()) {
        const isNamed = except?.has(member(entry.c, entry.k)) === true;
        if (entry.row.dirty && entry.row.refused === null && !isNamed && dirty.length < limit)
          dirty.push(entry);
      }
      return dirty;
    },
    unmetRows: (scan) => [...state.rows.values()].filter(({ row }) => row.scan < scan),
    forgetAcksAbove(seq) {
      for (const { c, k, row } of state.rows.values()) {
        if (row.ackedAt !== null && row.ackedAt > seq) saveRow(c, k, { ...row, dirty: true, ackedAt: null });
      }
    },
    bin(c, k) {
      step();
      state.rows.delete(member(c, k));
    },

    addTransaction(stamp) {
      state.transactions.set(stamp, false);
    },
    markSent(stamps) {
      for (const stamp of stamps) {
        if (state.transactions.has(stamp)) state.transactions.set(stamp, true);
        else state.newestReceived = laterOf(state.newestReceived, stamp);
      }
    },
    unseenTransactions(limit) {
      const unseen: Stamp[] = [];
      for (const [stamp, sent] of state.transactions) if (!sent || stamp > limit) unseen.push(stamp);
      return unseen;
    },
    newestSeenStamp(limit) {
      let newest = state.newestReceived > limit ? noStamp : state.newestReceived;
      for (const [stamp, sent] of state.transactions) {
        if (sent && stamp <= limit) newest = laterOf(newest, stamp);
      }
      return newest;
    },
    replaceStamps(renewed) {
      step();
      const transactions = new Map<Stamp, boolean>();
      for (const [stamp, sent] of state.transactions) {
        const other = renewed.get(stamp);
        if (other === undefined) transactions.set(stamp, sent);
        else transactions.set(other, false);
      }
      state.transactions = new Map([...transactions].sort(([one], [other]) => (one < other ? -1 : 1)));
      for (const { c, k, row } of state.rows.values()) {
        const record = withStamps(row.record, renewed);
        if (record !== row.record) saveRow(c, k, { ...row, record });
      }
    },
    rows: () => state.rows.values(),
  };

  function saveRow(c: string, k: string, row: Row): void {
    step();
    state.rows.set(member(c, k), { c, k, row });
  }

  function step(): void {
    if (--stepsLeft < 0) throw cutOff;
  }
}

function member(c: string, k: string): string {
  return `${c}/${k}`;
}

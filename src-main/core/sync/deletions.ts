// The stop before many deletions: a page that would take away much of what is alive here is not settled before somebody
// says so, whatever made it. What a person deletes on another device in a day's use passes.
import { received } from '#shared/sync/clock.ts';
import { tombstoneLifeMs, type PullReply } from '#shared/sync/protocol.ts';
import { isAlive } from '#shared/sync/record.ts';
import { purgeHorizon, replicaRules } from '#shared/sync/replica-rules.ts';
import type { ReplicaStore, RowEntry } from '#shared/sync/replica-store.ts';
import type { Gate } from './rounds.ts';

const fewestAsked = 50;
const askedShare = 0.1;

export interface DeletionGateOptions {
  readonly store: ReplicaStore;
  /** Of records here that aren't deleted. */
  readonly aliveCount: () => number;
  /** Says of rows that they exist, now: later than what was heard of. */
  readonly keepAlive: (rows: readonly RowEntry[]) => void;
}

export function createDeletionGate({ store, aliveCount, keepAlive }: DeletionGateOptions): Gate {
  let verdict: 'ask' | 'delete' | 'keep' = 'ask';
  /** In pages since the device knew everything: many small ones delete as much as a big one. */
  let passed = 0;

  return {
    questionOf(_exchange, reply) {
      if (reply.kind !== 'page' || verdict === 'delete') return undefined;
      const doomed = store.transact(() => doomedBy(store, reply));
      if (doomed.length === 0) return undefined;
      if (verdict === 'keep') {
        store.transact(() =>
          store.saveClock(reply.records.reduce((clock, { d }) => received(clock, d.r), store.clock())),
        );
        keepAlive(doomed);
        return undefined;
      }
      const deletions = passed + doomed.length;
      const of = passed + aliveCount();
      if (areMany(deletions, of)) return { deletions, of };
      passed = deletions;
      return undefined;
    },
    open(answer) {
      verdict = answer;
    },
    close() {
      verdict = 'ask';
      passed = 0;
    },
  };
}

/** Whether somebody must be asked. `alive`: records that are here and not deleted. */
function areMany(deletions: number, alive: number): boolean {
  return deletions >= fewestAsked && deletions >= alive * askedShare;
}

/** Rows alive here that the page would delete, or that its end would take for purged. */
function doomedBy(store: ReplicaStore, page: PullReply): readonly RowEntry[] {
  const doomed: RowEntry[] = [];
  for (const { c, k, d } of page.records) {
    if (isAlive(d)) continue;
    const row = store.row(c, k);
    if (row !== undefined && isAlive(row.record) && !isAlive(replicaRules.join(row.record, d)))
      doomed.push({ c, k, row });
  }
  const { mode, scan } = store.feed();
  if (mode !== 'reset' || page.more) return doomed;
  const met = new Set(page.records.map(({ c, k }) => `${c}/${k}`));
  const horizon = purgeHorizon(page.now, tombstoneLifeMs);
  for (const entry of store.unmetRows(scan)) {
    const { c, k, row } = entry;
    if (isAlive(row.record) && !met.has(`${c}/${k}`) && replicaRules.wasPurged(row, horizon))
      doomed.push(entry);
  }
  return doomed;
}

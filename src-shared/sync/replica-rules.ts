// The rules that protect a device's rows, each a function of its own. Every one of them is here because without it a
// schedule exists that loses or resurrects data; test/sync/mutations.ts switches each off and shows that schedule.
import { clockAfterRestamp, restamp, restampThresholdMs } from './clock.ts';
import { includes, join, type SyncRecord } from './record.ts';
import { lastStampOf, type Stamp } from './stamp.ts';
import type { Checkpoint, FeedState, Row } from './replica-store.ts';

/** How long a reply is waited for. */
export const replyTimeoutMs = 30_000;

/** Checkpoints that a device keeps, thinned out towards the past. */
const keptCheckpoints = 64;

/** What the server can't have of a row: it must be sent, however it came here. */
function lacks(server: SyncRecord, mine: SyncRecord): boolean {
  return !includes(server, mine);
}

/** A reply counts only while its request is the one that is waited for; a late one tells of another past. */
function isAwaited(exchange: object, outstanding: object | undefined): boolean {
  return exchange === outstanding;
}

/** A reply that took longer tells an old time, by which new edits would be stamped; the request is made again. */
function isTimely(tookMs: number): boolean {
  return tookMs <= replyTimeoutMs;
}

/**
 * The place to read from after the server lost what came after `common`: the newest that was reached when the server's
 * head was no further. Not the least of place and `common`: when a tail is lost, a record that had moved into it moves
 * back to where it was, which may be behind a place that passed it.
 */
function rewind(checkpoints: readonly Checkpoint[], common: number): readonly Checkpoint[] {
  return checkpoints.filter(({ head }) => head <= common);
}

/**
 * Whether a row that a full scan didn't meet was deleted elsewhere and purged. If the server never had it, or lost it,
 * or if it is younger than any purged tombstone, it isn't: then it is sent.
 */
function wasPurged(row: Row, horizon: Stamp): boolean {
  return row.ackedAt !== null && row.record.r < horizon;
}

/** Nothing is sent before the clock was measured and while a scan has yet to tell what was purged. */
function maySend(feed: FeedState, clockMeasured: boolean): boolean {
  return clockMeasured && feed.pos !== null && feed.mode === 'follow';
}

/** Whether stamps that nobody saw must be given anew. `error`: of the clock, in milliseconds. */
function mustRestamp(error: number, refusedAsFuture: boolean): boolean {
  return refusedAsFuture || Math.abs(error) > restampThresholdMs;
}

/** The newest last; where there are too many, every other one of the older half goes. */
export function withCheckpoint(checkpoints: readonly Checkpoint[], added: Checkpoint): readonly Checkpoint[] {
  const kept = checkpoints.filter(({ head }) => head < added.head);
  if (kept.length >= keptCheckpoints) {
    const half = kept.length / 2;
    return [...kept.filter((_, index) => index >= half || index % 2 === 0), added];
  }
  return [...kept, added];
}

/** Everything stamped before could have been purged by now. */
export function purgeHorizon(nowMs: number, tombstoneLifeMs: number): Stamp {
  return lastStampOf(nowMs - tombstoneLifeMs);
}

export const replicaRules = {
  join,
  lacks,
  isAwaited,
  isTimely,
  rewind,
  wasPurged,
  maySend,
  mustRestamp,
  restamp,
  clockAfterRestamp,
};
export type ReplicaRules = typeof replicaRules;

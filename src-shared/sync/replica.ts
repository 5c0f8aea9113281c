// A device's side of sync, without any input or output: says what to ask the server next and settles what it answers,
// over a store. All that must survive a crash is in the store, changed in one transaction for each reply; so a crash
// at any point is a reply that never came. One request is under way at a time; where much is sent, the next push leaves as
// soon as the reply is there and before that is settled, which is as if the two had changed places: it is sent either way.
//
// Guarantees, once requests and replies get through again: every device and the server show the same (I2); what was
// confirmed isn't lost while one device that has it lives, whatever the server lost (I3); whatever clocks show, nobody
// is refused and each device's own order of edits stands (I5); an idle round writes nothing (I6).
import { futureToleranceMs, offsetError, received, type ClockState } from './clock.ts';
import {
  limits,
  protocolVersion,
  tombstoneLifeMs,
  type Change,
  type FeedRecord,
  type ForkReply,
  type PullReply,
  type PullRequest,
  type PushReply,
  type PushRequest,
  type Reply,
  type ResyncReply,
} from './protocol.ts';
import { stampsOf, type SyncRecord } from './record.ts';
import { purgeHorizon, replicaRules, withCheckpoint, type ReplicaRules } from './replica-rules.ts';
import type { FeedState, ReplicaStore, Row } from './replica-store.ts';
import { lastStampOf, type NodeId, type Stamp } from './stamp.ts';

export interface ReplicaOptions {
  readonly store: ReplicaStore;
  /** The feed's name on the server. */
  readonly feed: string;
  /** The device's wall clock: milliseconds since 1970 (UTC), right or wrong. */
  readonly wallMs: () => number;
  /** Milliseconds of a clock that nobody sets, for round trips. */
  readonly monotonicMs: () => number;
  readonly rules?: ReplicaRules;
  readonly pageRecords?: number;
  readonly batchChanges?: number;
}

/** A request, and what is needed to settle its reply. */
export type Exchange = { readonly startedMs: number; readonly startedWallMs: number } & (
  | { readonly kind: 'pull'; readonly body: PullRequest }
  | { readonly kind: 'push'; readonly body: PushRequest }
);

export interface Signals {
  /** It is time to look for news: a hint from the server, or long since the last look. */
  readonly due: boolean;
  /** Read before sending: after having been away, so that fewer edits meet on the server. */
  readonly catchUp: boolean;
}

export interface Replica {
  /** What to ask now; undefined where there is nothing to do, or a request is under way. */
  next(signals: Signals): Exchange | undefined;
  /** While a push is under way: picks what will be sent after it, so that it needn't be waited for then, and gives it. */
  prepare(exchange: Exchange): readonly Change[];
  /**
   * What to ask at once when this reply has come and isn't settled yet; undefined where that must come first. Send it,
   * then settle the reply: from then on this one is under way.
   */
  follow(exchange: Exchange, reply: Reply): Exchange | undefined;
  /** Takes in a reply. False where it came too late to count. */
  settle(exchange: Exchange, reply: Reply): boolean;
  /** No reply will come, or it is waited for no longer. */
  giveUp(exchange: Exchange): void;
}

export function createReplica(options: ReplicaOptions): Replica {
  const { store, feed: feedName, wallMs, monotonicMs, rules = replicaRules } = options;
  const { pageRecords = limits.pageRecords, batchChanges = limits.changes } = options;
  let outstanding: Exchange | undefined;
  let prepared: { readonly after: Exchange; readonly changes: Change[] } | undefined;
  let following: { readonly after: Exchange; readonly exchange: Exchange } | undefined;
  let clockMeasured = false;

  return {
    next(signals) {
      if (outstanding !== undefined) return undefined;
      outstanding = store.transact(() => plan(signals));
      return outstanding;
    },

    prepare(exchange) {
      if (exchange !== outstanding || exchange.kind !== 'push') return [];
      const { changes } = exchange.body;
      // A push that isn't full holds all that there is.
      if (changes.length < batchChanges) return [];
      const underWay = new Set(changes.map(({ c, k }) => `${c}/${k}`));
      prepared = { after: exchange, changes: store.transact(() => takeChanges(underWay)) };
      return prepared.changes;
    },

    follow(exchange, reply) {
      const changes = prepared?.after === exchange ? prepared.changes : [];
      prepared = undefined;
      if (exchange !== outstanding || changes.length === 0 || !rules.isTimely(tookMs(exchange)))
        return undefined;
      // Whatever isn't plain may change what is to be sent, or whether anything is.
      if (reply.kind !== 'pushed' || reply.pos === null || reply.statuses.includes('k')) return undefined;
      following = { after: exchange, exchange: pushOf(reply, exchange.body.node, changes) };
      return following.exchange;
    },

    settle(exchange, reply) {
      if (!rules.isAwaited(exchange, outstanding)) return false;
      const next = following?.after === exchange ? following.exchange : undefined;
      outstanding = undefined;
      following = undefined;
      if (!rules.isTimely(tookMs(exchange))) return false;
      store.transact(() => {
        // Before the reply's stamps are heard: what was written here earlier didn't know of them.
        measureClock(tookMs(exchange), reply);
        takeIn(exchange, reply);
      });
      clockMeasured = true;
      outstanding = next;
      return true;
    },

    giveUp(exchange) {
      if (exchange === outstanding) outstanding = undefined;
      if (exchange === following?.after || exchange === following?.exchange) following = undefined;
    },
  };

  function plan({ due, catchUp }: Signals): Exchange | undefined {
    const feed = store.feed();
    if (!rules.maySend(feed, clockMeasured) || (catchUp && feed.behind)) return pull(feed);
    return push(feed) ?? (due || feed.behind ? pull(feed) : undefined);
  }

  function pull({ pos, seen }: FeedState): Exchange {
    const { node } = store.clock();
    const body: PullRequest = { p: protocolVersion, node, feed: feedName, pos, seen, limit: pageRecords };
    return { kind: 'pull', ...start(), body };
  }

  function push(feed: FeedState): Exchange | undefined {
    const changes = takeChanges();
    return changes.length === 0 ? undefined : pushOf(feed, store.clock().node, changes);
  }

  function pushOf({ pos, seen }: Pick<FeedState, 'pos' | 'seen'>, node: NodeId, changes: Change[]): Exchange {
    const body: PushRequest = { p: protocolVersion, node, pos, seen, changes };
    return { kind: 'push', ...start(), body };
  }

  /** What is to be sent, but what is under way; from now on it may be known elsewhere. */
  function takeChanges(underWay?: ReadonlySet<string>): Change[] {
    const rows = store.dirtyRows(batchChanges, underWay);
    const changes = rows.map(({ c, k, row }) => ({ c, k, d: row.record }));
    if (changes.length > 0) store.markSent(changes.flatMap(({ d }) => stampsOf(d)));
    return changes;
  }

  function takeIn(exchange: Exchange, reply: Reply): void {
    switch (reply.kind) {
      case 'pushed':
        if (exchange.kind === 'push') takePushed(exchange.body.changes, reply);
        break;
      case 'page':
        if (exchange.kind === 'pull') takePage(reply);
        break;
      case 'fork':
        takeFork(reply);
        break;
      case 'resync':
        takeResync(reply);
        break;
    }
  }

  function takePushed(changes: readonly Change[], reply: PushReply): void {
    const feed = store.feed();
    const held = new Map(reply.held.map(({ i, d }) => [i, d]));
    for (const [index, { c, k, d: sent }] of changes.entries()) {
      const status = reply.statuses[index];
      const row = store.row(c, k);
      if (row === undefined || status === undefined || status === 'k') continue;
      if (status === 'r' || status === 'u' || status === 'q') {
        // An edit made meanwhile deserves another try.
        if (!rules.lacks(sent, row.record)) store.saveRow(c, k, { ...row, refused: status });
      } else {
        adopt({ c, k, d: held.get(index) ?? sent, q: reply.head }, row, feed.scan);
      }
    }
    hear(reply.held.map(({ d }) => d));
    const told = { ...feed, seen: reply.seen };
    store.saveFeed(reply.pos === null ? { ...told, behind: true } : reached(told, reply.pos, reply.head));
  }

  function takePage(reply: PullReply): void {
    const feed = store.feed();
    for (const record of reply.records) adopt(record, store.row(record.c, record.k), feed.scan);
    hear(reply.records.map(({ d }) => d));
    const finished = feed.mode === 'reset' && !reply.more;
    if (finished) sweep(feed.scan, purgeHorizon(reply.now, tombstoneLifeMs));
    store.saveFeed({
      ...reached(feed, reply.pos, reply.head),
      seen: reply.seen,
      mode: finished ? 'follow' : feed.mode,
      behind: reply.more,
    });
  }

  /** Joins what the server holds to what is here; what the server then lacks is sent, however it came here. */
  function adopt({ c, k, d: theirs, q }: FeedRecord, row: Row | undefined, scan: number): void {
    const dirty = row !== undefined && rules.lacks(theirs, row.record);
    const record = row === undefined ? theirs : rules.join(row.record, theirs);
    const refused = row !== undefined && dirty ? row.refused : null;
    store.saveRow(c, k, { record, dirty, ackedAt: q, scan, refused });
  }

  /** What is written here from now on comes after what was heard. */
  function hear(records: readonly SyncRecord[]): void {
    store.markSent(records.flatMap(stampsOf));
    const clock = store.clock();
    const heard = records.reduce((state, { r }) => received(state, r), clock);
    if (heard !== clock) store.saveClock(heard);
  }

  /** At the end of a full scan: what it didn't meet was purged, or the server lost it. */
  function sweep(scan: number, horizon: Stamp): void {
    for (const { c, k, row } of store.unmetRows(scan)) {
      if (rules.wasPurged(row, horizon)) store.bin(c, k);
      else if (!row.dirty) store.saveRow(c, k, { ...row, dirty: true });
    }
  }

  function takeFork({ common, seen }: ForkReply): void {
    store.forgetAcksAbove(common);
    const feed = store.feed();
    const checkpoints = rules.rewind(feed.checkpoints, common);
    store.saveFeed({ ...feed, seen, pos: checkpoints.at(-1)?.pos ?? null, checkpoints, behind: true });
  }

  function takeResync({ pos, seen }: ResyncReply): void {
    const feed = store.feed();
    store.saveFeed({ pos, seen, mode: 'reset', scan: feed.scan + 1, behind: true, checkpoints: [] });
  }

  function start(): { startedMs: number; startedWallMs: number } {
    return { startedMs: monotonicMs(), startedWallMs: wallMs() };
  }

  /** By the clock that shows more: one stands still while a computer sleeps, the other may have been set. */
  function tookMs({ startedMs, startedWallMs }: Exchange): number {
    return Math.max(monotonicMs() - startedMs, Math.abs(wallMs() - startedWallMs));
  }

  function measureClock(roundTripMs: number, reply: Reply): void {
    const clock = store.clock();
    const error = offsetError(clock, { serverMs: reply.now, wallMs: wallMs(), roundTripMs });
    const corrected = error === 0 ? clock : { ...clock, offset: clock.offset + error };
    const refusedAsFuture = reply.kind === 'pushed' && reply.statuses.includes('k');
    if (rules.mustRestamp(error, refusedAsFuture)) restampUnseen(corrected, error, reply.now);
    else if (corrected !== clock) store.saveClock(corrected);
  }

  /** No server ever took a stamp that is further in the future than it tolerates: nobody saw those either. */
  function restampUnseen(clock: ClockState, shift: number, serverMs: number): void {
    const limit = lastStampOf(serverMs + futureToleranceMs);
    const floor = store.newestSeenStamp(limit);
    const unseen = store.unseenTransactions(limit);
    const renewed = rules.restamp(unseen, { node: clock.node, shift, ceilingMs: serverMs, floor });
    store.replaceStamps(renewed);
    store.saveClock(rules.clockAfterRestamp(clock, floor, renewed));
  }
}

/** A place known by now, remembered in case the server loses what comes after it. */
function reached(feed: FeedState, pos: string, head: number): FeedState {
  return { ...feed, pos, checkpoints: withCheckpoint(feed.checkpoints, { head, pos }) };
}

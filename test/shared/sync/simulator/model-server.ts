// The server of one account as the protocol means it, in memory: the twin of the merge script. Its store can lose the
// newest calls, be emptied and be restarted, as Redis can; of what it then knows it tells nothing but the protocol.
import { isFromFuture } from '#shared/sync/clock.ts';
import {
  highWaterToken,
  missedPurge,
  positionAfter,
  positionToken,
  readHighWater,
  readPosition,
  scanStart,
  type Position,
} from '#shared/sync/cursor.ts';
import {
  beginsGeneration,
  forkPoint,
  highWaterAt,
  highWaterOf,
  withGeneration,
  type Generation,
  type HighWater,
} from '#shared/sync/generations.ts';
import {
  tombstoneLifeMs,
  type Change,
  type ChangeStatus,
  type PullRequest,
  type PushReply,
  type PushRequest,
  type Reply,
} from '#shared/sync/protocol.ts';
import { includes, isAlive, join, type SyncRecord } from '#shared/sync/record.ts';
import { purgeHorizon } from '#shared/sync/replica-rules.ts';

/** The server's protective rules, each of which a test can switch off. */
export const serverRules = {
  join,
  includes,
  isFromFuture,
  missedPurge,
  /** Where device and server diverge. */
  forkPoint(
    generations: readonly Generation[],
    seq: number,
    seen: HighWater,
    _position: Position | undefined,
  ) {
    return forkPoint(generations, seq, seen);
  },
  /** Names a new generation; `drawn` is unique for ever. */
  generationId: (_run: string, _start: number, drawn: string) => drawn,
  /** A device that knew all before its batch knows all after it. */
  skipsEcho: (position: Position | undefined, seqBefore: number) =>
    position?.seq === seqBefore && position.scanHead === undefined,
};
export type ServerRules = typeof serverRules;

interface Stored {
  readonly c: string;
  readonly k: string;
  readonly d: SyncRecord;
  readonly q: number;
}

/** What the store held before a call. */
interface Undo {
  readonly seq: number;
  readonly floor: number;
  readonly generations: readonly Generation[];
  readonly records: (readonly [member: string, before: Stored | undefined])[];
}

export interface ModelServer {
  push(request: PushRequest): Reply;
  pull(request: PullRequest): Reply;
  /** Another run of the store, without its newest calls. */
  restart(lostCalls: number): void;
  /** The same run of the store, with nothing in it. */
  empty(): void;
  /** Purges old tombstones; says the keys of those. */
  purge(): readonly string[];
  seq(): number;
  record(c: string, k: string): SyncRecord | undefined;
  records(): Iterable<SyncRecord>;
  entries(): Iterable<{ readonly c: string; readonly k: string; readonly d: SyncRecord }>;
  /** The last tombstone of a record that was purged. */
  purged(c: string, k: string): SyncRecord | undefined;
  /** Whether acknowledged calls were ever lost. */
  lost(): boolean;
}

export function createModelServer(rules: ServerRules, nowMs: () => number): ModelServer {
  let run = 1;
  let drawn = 0;
  let seq = 0;
  let floor = 0;
  let lost = false;
  let generations: readonly Generation[] = [];
  const records = new Map<string, Stored>();
  const purged = new Map<string, SyncRecord>();
  let journal: Undo[] = [];

  return {
    push(request) {
      const refusal = check(request);
      if (refusal !== undefined) return refusal;
      const position = request.pos === null ? undefined : readPosition(request.pos);
      const seqBefore = seq;
      const call = beginCall();
      const statuses: ChangeStatus[] = [];
      const held: PushReply['held'] = [];
      for (const [i, change] of request.changes.entries()) {
        const status = merge(change, call);
        statuses.push(status);
        if (status === 'm' || status === 's') {
          held.push({ i, d: (records.get(member(change.c, change.k)) as Stored).d });
        }
      }
      endCall(call);
      const pos = rules.skipsEcho(position, seqBefore) ? positionToken({ seq }) : null;
      return { kind: 'pushed', now: nowMs(), seen: seenToken(), pos, head: seq, statuses, held };
    },

    pull(request) {
      const refusal = check(request);
      if (refusal !== undefined) return refusal;
      const position = request.pos === null ? scanStart(seq) : (readPosition(request.pos) as Position);
      const following = [...records.values()].filter(({ q }) => q > position.seq).sort((a, b) => a.q - b.q);
      const page = following.slice(0, request.limit);
      const more = page.length < following.length;
      const last = more ? (page.at(-1)?.q ?? seq) : seq;
      const pos = positionToken(positionAfter(position, last));
      return { kind: 'page', now: nowMs(), seen: seenToken(), pos, head: seq, records: page, more };
    },

    restart(lostCalls) {
      run++;
      for (let count = 0; count < lostCalls; count++) {
        const undo = journal.pop();
        if (undo === undefined) break;
        lost = true;
        ({ seq, floor, generations } = undo);
        for (const [name, before] of undo.records.toReversed()) {
          if (before === undefined) records.delete(name);
          else records.set(name, before);
        }
      }
    },

    empty() {
      lost ||= seq > 0;
      records.clear();
      seq = 0;
      floor = 0;
      generations = [];
      journal = [];
    },

    purge() {
      const horizon = purgeHorizon(nowMs(), tombstoneLifeMs);
      const call = beginCall();
      const keys: string[] = [];
      for (const [name, stored] of records) {
        if (isAlive(stored.d) || stored.d.r >= horizon) continue;
        call.records.push([name, stored]);
        records.delete(name);
        purged.set(name, stored.d);
        floor = Math.max(floor, stored.q);
        keys.push(stored.k);
      }
      endCall(call);
      return keys;
    },

    seq: () => seq,
    record: (c, k) => records.get(member(c, k))?.d,
    entries: () => records.values(),
    records: () => [...records.values()].map(({ d }) => d),
    purged: (c, k) => purged.get(member(c, k)),
    lost: () => lost,
  };

  /** What a device is told instead of an answer, where its past isn't the server's. */
  function check(request: PushRequest | PullRequest): Reply | undefined {
    const position = request.pos === null ? undefined : readPosition(request.pos);
    const seen = request.seen === null ? undefined : readHighWater(request.seen);
    const common = seen && rules.forkPoint(generations, seq, seen, position);
    if (common !== undefined) {
      const seenNow = highWaterToken(highWaterAt(generations, common));
      return { kind: 'fork', now: nowMs(), seen: seenNow, common };
    }
    if (!rules.missedPurge(position, seen, floor)) return undefined;
    return { kind: 'resync', now: nowMs(), seen: seenToken(), pos: positionToken(scanStart(seq)) };
  }

  function merge({ c, k, d }: Change, call: Undo): ChangeStatus {
    if (rules.isFromFuture(d.r, nowMs())) return 'k';
    const name = member(c, k);
    const stored = records.get(name);
    if (stored !== undefined && rules.includes(stored.d, d)) return rules.includes(d, stored.d) ? 'd' : 's';
    const merged = stored === undefined ? d : rules.join(stored.d, d);
    if (call.seq === seq && beginsGeneration(generations, String(run))) {
      const start = seq + 1;
      const id = rules.generationId(String(run), start, `g${++drawn}`);
      generations = withGeneration(generations, { id, run: String(run), start });
    }
    call.records.push([name, stored]);
    records.set(name, { c, k, d: merged, q: ++seq });
    return rules.includes(d, merged) ? 'a' : 'm';
  }

  function beginCall(): Undo {
    return { seq, floor, generations, records: [] };
  }

  function endCall(call: Undo): void {
    if (call.records.length > 0) journal.push(call);
  }

  function seenToken(): string {
    return highWaterToken(highWaterOf(generations, seq));
  }
}

function member(c: string, k: string): string {
  return `${c}/${k}`;
}

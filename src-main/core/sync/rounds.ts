// When a device syncs: soon after an edit, at a word of the server, now and then without one, and after a failure as late
// as the backoff says. A round asks what the replica wants asked until it wants nothing more. All of it in one thread, one
// request at a time; of many pushes, each leaves before the reply to the one before it is settled.
import type { SyncProblem } from '#shared/api/sync.ts';
import { retryDelayMs } from '#shared/sync/backoff.ts';
import type { Reply } from '#shared/sync/protocol.ts';
import type { Exchange, Replica } from '#shared/sync/replica.ts';
import { failureOf, isHopeless } from './sync-failure.ts';

export interface RoundsState {
  readonly state: 'paused' | 'asking' | 'waiting' | 'syncing' | 'idle' | 'stuck';
  readonly problem: SyncProblem | null;
  /** Milliseconds until the next try. */
  readonly retryInMs: number | null;
  readonly question: { readonly deletions: number; readonly of: number } | null;
  /** Grows with each round that ended well. */
  readonly rounds: number;
}

/** Stands before replies that delete much. */
export interface Gate {
  /** What to ask before this reply is settled; undefined where it may be. */
  questionOf(
    exchange: Exchange,
    reply: Reply,
  ): { readonly deletions: number; readonly of: number } | undefined;
  /** Lets the reply that was asked about through when it comes again, or makes it harmless. */
  open(answer: 'delete' | 'keep'): void;
  /** Everything is read: what comes next is asked about anew. */
  close(): void;
}

export interface RoundsDeps {
  readonly replica: Replica;
  /** Rejects with a sync failure. */
  readonly ask: (exchange: Exchange) => Promise<Reply>;
  readonly gate: Gate;
  /** Rings once after milliseconds; gives what cancels it. */
  readonly alarm: (ms: number, ring: () => void) => () => void;
  readonly monotonicMs: () => number;
  /** From 0 to below 1. */
  readonly chance: () => number;
  readonly onState: (state: RoundsState) => void;
  /** An error that isn't expected, for the log. */
  readonly onBug: (error: unknown) => void;
}

export interface Rounds {
  /** Something was written here. */
  edited(): void;
  /** The server has news. */
  told(): void;
  /** Whether the server tells of news by itself. */
  setLive(live: boolean): void;
  /** A round at once, whatever the backoff says. Resolves when it has ended, well or not. */
  now(): Promise<void>;
  setPaused(paused: boolean): void;
  answer(answer: 'delete' | 'keep'): Promise<void>;
  /** Ends the round after the reply that it waits for. */
  stop(): void;
}

interface Asked {
  readonly exchange: Exchange;
  readonly coming: Promise<Reply>;
}

const afterEditMs = 300;
const latestAfterEditMs = 2000;
const pollMs = 60_000;
const pollWhileLiveMs = 5 * 60_000;
/** A round that takes longer is worth showing, as is one that reads more than a page. */
const noticeableMs = 250;

export function createRounds(deps: RoundsDeps): Rounds {
  const { replica, ask, gate, monotonicMs, chance, onState, onBug } = deps;
  let state: RoundsState = { state: 'idle', problem: null, retryInMs: null, question: null, rounds: 0 };
  let stopped = false;
  let paused = false;
  let live = false;
  let failures = 0;
  /** A look for news is due; after a failure, or at first, before anything is sent. */
  let due = true;
  let catchUp = true;
  let firstEditMs: number | undefined;
  let running: Promise<void> | undefined;
  let next: { readonly atMs: number; readonly cancel: () => void } | undefined;

  return {
    edited() {
      firstEditMs ??= monotonicMs();
      if (failures > 0) return;
      at(Math.min(monotonicMs() + afterEditMs, firstEditMs + latestAfterEditMs), 'later');
    },
    told() {
      due = true;
      failures = 0;
      // At once: hints that come while it is asked what is new are one more question after that.
      at(monotonicMs(), 'earlier');
    },
    setLive(value) {
      live = value;
      if (live) this.told();
    },
    async now() {
      due = true;
      failures = 0;
      await running;
      await begin();
    },
    setPaused(value) {
      paused = value;
      if (paused) cancel();
      if (paused) change({ state: 'paused', problem: null, retryInMs: null, question: null });
      else void this.now();
    },
    async answer(answer) {
      gate.open(answer);
      change({ state: 'idle', question: null });
      await this.now();
    },
    stop() {
      stopped = true;
      cancel();
    },
  };

  /** `later`: moves the alarm; `earlier`: only forward in time. `first`: done when it rings. */
  function at(atMs: number, move: 'later' | 'earlier', first: () => void = () => undefined): void {
    if (stopped || paused || state.state === 'asking' || state.state === 'stuck') return;
    if (move === 'earlier' && next !== undefined && next.atMs <= atMs) return;
    if (move === 'later' && next !== undefined && next.atMs <= monotonicMs()) return;
    cancel();
    next = { atMs, cancel: deps.alarm(Math.max(0, atMs - monotonicMs()), () => ring(first)) };
  }

  function cancel(): void {
    next?.cancel();
    next = undefined;
  }

  function ring(first: () => void): void {
    next = undefined;
    first();
    void begin();
  }

  function begin(): Promise<void> {
    cancel();
    if (stopped || paused) return Promise.resolve();
    running ??= round().finally(() => (running = undefined));
    return running;
  }

  async function round(): Promise<void> {
    firstEditMs = undefined;
    const cancelNotice = deps.alarm(noticeableMs, notice);
    try {
      const question = await exchangeAll();
      if (question !== undefined)
        return change({ state: 'asking', question, problem: null, retryInMs: null });
      if (stopped || paused) return;
      failures = 0;
      catchUp = false;
      gate.close();
      change({ state: 'idle', problem: null, retryInMs: null, question: null, rounds: state.rounds + 1 });
      at(monotonicMs() + (live ? pollWhileLiveMs : pollMs), 'earlier', () => (due = true));
    } catch (error) {
      fail(error);
    } finally {
      cancelNotice();
    }
    if (firstEditMs !== undefined && failures === 0) at(monotonicMs() + afterEditMs, 'earlier');
  }

  function notice(): void {
    if (!stopped && !paused && state.state !== 'syncing') change({ state: 'syncing' });
  }

  /** Gives the question that stands in the way, if one does. */
  async function exchangeAll(): Promise<RoundsState['question'] | undefined> {
    let asked: Asked | undefined;
    for (;;) {
      if (stopped || paused) {
        if (asked !== undefined) replica.giveUp(asked.exchange);
        return undefined;
      }
      asked ??= askNext();
      if (asked === undefined) return undefined;
      const { exchange, coming } = asked;
      asked = undefined;
      try {
        replica.prepare(exchange);
        const reply = await coming;
        const question = gate.questionOf(exchange, reply);
        if (question !== undefined) {
          replica.giveUp(exchange);
          due = true;
          return question;
        }
        if (reply.kind === 'page' && reply.more) notice();
        const following = replica.follow(exchange, reply);
        asked = following && begun(following);
        if (!replica.settle(exchange, reply)) {
          asked = undefined;
          due = true;
        } else if (reply.kind === 'page' && !reply.more) catchUp = false;
      } catch (error) {
        replica.giveUp(exchange);
        if (asked !== undefined) replica.giveUp(asked.exchange);
        throw error;
      }
    }
  }

  function askNext(): Asked | undefined {
    const exchange = replica.next({ due, catchUp });
    // From here on news is news again: the reply may be older than the next hint.
    if (exchange?.kind === 'pull') due = false;
    return exchange && begun(exchange);
  }

  function begun(exchange: Exchange): Asked {
    const coming = ask(exchange);
    // It may fail before somebody waits for it.
    coming.catch(() => undefined);
    return { exchange, coming };
  }

  function fail(error: unknown): void {
    const { problem, retryAfterMs } = failureOf(error);
    if (problem === 'unknown' || problem === 'storage') onBug(error);
    failures++;
    due = true;
    catchUp = true;
    if (isHopeless(problem)) {
      // Also what a hint from before has set.
      cancel();
      return change({ state: 'stuck', problem, retryInMs: null, question: null });
    }
    const retryInMs = retryDelayMs(failures, chance(), retryAfterMs);
    change({ state: 'waiting', problem, retryInMs, question: null });
    at(monotonicMs() + retryInMs, 'earlier');
  }

  function change(part: Partial<RoundsState>): void {
    state = { ...state, ...part };
    onState(state);
  }
}

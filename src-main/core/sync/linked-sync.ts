// A linked profile while it is active: its worker, its way to the server and the stream of hints, held together. The worker
// says what to ask; here it is sent with the token, and what came of it is told.
import { Worker } from 'node:worker_threads';
import type { UserId } from '#shared/api/contract.ts';
import type { SyncProblem } from '#shared/api/sync.ts';
import { errorReply, type ErrorReply } from '#shared/errors.ts';
import { endpoints, httpStatuses } from '#shared/sync/endpoints.ts';
import { errorFacts, type Log } from '../log.ts';
import type { BigWriters } from '../db/big-writes.ts';
import type { AccountSession } from './account-session.ts';
import { openLive } from './live.ts';
import type { RoundsState } from './rounds.ts';
import { failureOfReply, readWhole } from './server.ts';
import { syncFailure } from './sync-failure.ts';
import type { Changed, FromWorker, Moved, SyncTask, ToWorker, WaitingCounts } from './worker-messages.ts';

export interface LinkedSync {
  readonly session: AccountSession;
  state(): RoundsState & {
    readonly live: boolean;
    readonly changedAtMs: number;
    /** In the round that is at work, where there is one. */
    readonly moved: Moved | null;
  };
  /** As the worker counts them, seldom where that takes its time, or `anew`. Undefined where it ended. */
  counts(anew: boolean): Promise<WaitingCounts | undefined>;
  /** Something may have been written here. */
  edited(): void;
  /** What it moved; nothing where the worker ended. */
  now(): Promise<Moved>;
  /** The computer slept, or has a network again: what waits for a while doesn't any longer. */
  wake(): void;
  setPaused(paused: boolean): void;
  answer(answer: 'delete' | 'keep'): Promise<void>;
  /** Resolves when the worker's handle is closed. */
  close(): Promise<void>;
}

export interface LinkedSyncOptions {
  readonly session: AccountSession;
  readonly worker: URL;
  readonly databaseFile: string;
  readonly userId: UserId;
  readonly paused: boolean;
  /** How the last round ended, here or in another process. */
  readonly lastProblem: SyncProblem | null;
  /** Hears the server's hints: for a window that stays, not for one command. */
  readonly staysOpen: boolean;
  readonly bigWriters: BigWriters;
  readonly log: Log;
  readonly monotonicMs: () => number;
  readonly onState: () => void;
  /** The worker committed. */
  readonly onCommit: (changed: Changed) => void;
}

export function openLinkedSync(options: LinkedSyncOptions): LinkedSync {
  const { session, log, monotonicMs, onState, onCommit } = options;
  const { databaseFile, userId, paused } = options;
  const worker = new Worker(options.worker, {
    workerData: { databaseFile, userId, paused } satisfies SyncTask,
  });
  const gone = Promise.withResolvers<void>();
  const calls = new Map<number, (told: Told) => void>();
  let callCount = 0;
  // Before its first round nobody knows whether it is in order.
  let state: RoundsState = {
    state: paused ? 'paused' : 'syncing',
    problem: paused ? null : options.lastProblem,
    retryInMs: null,
    question: null,
    rounds: 0,
  };
  let changedAtMs = monotonicMs();
  let moved: Moved = { sent: 0, fetched: 0 };
  let isLive = false;
  let isClosed = false;
  let isPaused = paused;
  let live: ReturnType<typeof openLive> | undefined;
  let endWriting: (() => void) | undefined;

  const tell = (message: ToWorker, transfer: ArrayBuffer[] = []) => {
    if (!isClosed) worker.postMessage(message, transfer);
  };

  worker.on('message', (message: FromWorker) => {
    switch (message.kind) {
      case 'ask':
        void carry(message).then(tell);
        break;
      case 'state':
        if (message.state.state !== 'waiting' && state.state === 'waiting') live?.wake();
        changeState(message.state);
        break;
      case 'committed':
        moved = message.moved;
        onCommit(message.changed);
        break;
      case 'ended':
        end(message.call, { moved: message.moved });
        break;
      case 'counted':
        end(message.call, { counts: message.counts });
        break;
      case 'bug':
        log.error({ error: message.facts }, 'a round of sync failed');
    }
  });
  worker.on('error', (error) => {
    log.error(errorFacts(error), 'the sync worker failed');
    changeState({ ...state, state: 'stuck', problem: 'unknown', retryInMs: null, question: null });
  });
  worker.on('exit', () => {
    endWriting?.();
    for (const number of calls.keys()) end(number, {});
    gone.resolve();
  });
  listenIfWanted();

  async function carry({
    ask,
    what,
    body,
    isGzipped,
  }: Extract<FromWorker, { kind: 'ask' }>): Promise<ToWorker> {
    try {
      const headers = {
        'content-type': 'application/json',
        ...(isGzipped && { 'content-encoding': 'gzip' }),
      };
      const response = await session.send(endpoints[what].path, { method: 'POST', headers, body });
      const bytes = await readWhole(response);
      if (!isReply(response.status)) throw failureOfReply(response.status, response.headers, bytes);
      return { kind: 'reply', ask, body: bytes };
    } catch (error) {
      return { kind: 'failed', ask, error: replyOf(error) };
    }
  }

  function replyOf(error: unknown): ErrorReply {
    const expected = errorReply(error);
    if (expected) return expected;
    log.error(errorFacts(error), 'a request of sync failed');
    return errorReply(syncFailure('unknown')) as ErrorReply;
  }

  function changeState(next: RoundsState): void {
    if (next.state !== 'syncing') moved = { sent: 0, fetched: 0 };
    state = next;
    if (state.state === 'syncing') endWriting ??= options.bigWriters.enter();
    else {
      endWriting?.();
      endWriting = undefined;
    }
    changedAtMs = monotonicMs();
    onState();
  }

  function end(number: number, told: Told): void {
    calls.get(number)?.(told);
    calls.delete(number);
  }

  function call(message: (call: number) => ToWorker): Promise<Told> {
    if (isClosed) return Promise.resolve({});
    const { promise, resolve } = Promise.withResolvers<Told>();
    calls.set(++callCount, resolve);
    tell(message(callCount));
    return promise;
  }

  function listenIfWanted(): void {
    if (!options.staysOpen || isPaused || live !== undefined) return;
    live = openLive({
      session,
      chance: Math.random,
      onNews: () => tell({ kind: 'told' }),
      onUp(up) {
        isLive = up;
        tell({ kind: 'live', up });
        onState();
      },
    });
  }

  function stopListening(): void {
    live?.close();
    live = undefined;
  }

  return {
    session,
    state: () => ({ ...state, live: isLive, changedAtMs, moved: state.state === 'syncing' ? moved : null }),
    edited: () => tell({ kind: 'edited' }),
    counts: async (anew) => (await call((number) => ({ kind: 'count', call: number, anew }))).counts,
    async now() {
      const { moved: all } = await call((number) => ({ kind: 'now', call: number }));
      return all ?? { sent: 0, fetched: 0 };
    },
    async answer(answer) {
      await call((number) => ({ kind: 'answer', call: number, answer }));
    },
    wake() {
      if (isPaused || state.state === 'asking' || state.state === 'stuck') return;
      live?.wake();
      void call((number) => ({ kind: 'now', call: number }));
    },
    setPaused(value) {
      isPaused = value;
      if (isPaused) stopListening();
      else listenIfWanted();
      // What the worker says of it comes a moment later.
      if (isPaused)
        changeState({ ...state, state: 'paused', problem: null, retryInMs: null, question: null });
      tell({ kind: 'paused', paused: isPaused });
    },
    async close() {
      if (isClosed) return await gone.promise;
      stopListening();
      session.close();
      tell({ kind: 'stop' });
      isClosed = true;
      await gone.promise;
    },
  };
}

/** What the worker told at the end of a call. */
interface Told {
  readonly counts?: WaitingCounts;
  readonly moved?: Moved;
}

function isReply(status: number): boolean {
  return status === 200 || status === httpStatuses.conflict || status === 410;
}

// The sync worker: one thread for one linked profile, with its own connection, in which rounds run. It asks through the main
// thread and is never terminated, since it holds a database handle.
import type Database from 'better-sqlite3';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { migrations } from '#migrations/index.ts';
import { ownFeed } from '#shared/sync/endpoints.ts';
import { limits, type Reply } from '#shared/sync/protocol.ts';
import { createReplica, type Exchange } from '#shared/sync/replica.ts';
import { AppError, type ErrorReply } from '#shared/errors.ts';
import { createBigWrites } from '../db/big-writes.ts';
import { openSqlite } from '../db/open.ts';
import { systemError } from '../failure-reply.ts';
import { errorFacts } from '../log.ts';
import { createBatches } from './batches.ts';
import { createDeletionGate } from './deletions.ts';
import { createSqliteStore, type SqliteStore } from './sqlite-store.ts';
import { createRounds } from './rounds.ts';
import { serverCodeOf } from './server.ts';
import { syncFailure } from './sync-failure.ts';
import { createWire } from './wire.ts';
import type { FromWorker, Moved, SyncTask, ToWorker, WaitingCounts } from './worker-messages.ts';

const lockPatience = 10_000;
const batchChanges = limits.changes;
const dearCountMs = 5;

if (parentPort) run(parentPort, workerData as SyncTask);

/** Exported for the test that hands it messages. */
export function run(port: MessagePort, { databaseFile, userId, paused }: SyncTask): void {
  // NOTE: at NORMAL a power cut takes a page back together with the place that was reached by it.
  const sqlite = openSqlite(databaseFile, migrations.length, {
    synchronous: 'NORMAL',
    timeout: lockPatience,
  });
  const big = createBigWrites(sqlite, databaseFile);
  let isBig = false;
  const wallMs = () => Date.now();
  const monotonicMs = () => performance.now();
  const inner = createSqliteStore({ sqlite, userId, wallMs });
  const { store, shrink } = createBatches(inner);
  const count = createCount(sqlite, inner, monotonicMs);
  const tell = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  const asked = new Map<number, { resolve(body: Uint8Array): void; reject(error: unknown): void }>();
  let asks = 0;
  let sent = 0;
  let fetched = 0;
  /** As they were when the last round ended. */
  let before: Moved = { sent, fetched };

  const wire = createWire({
    wallMs,
    monotonicMs,
    post(what, body, isGzipped) {
      const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
      asked.set(++asks, { resolve, reject });
      tell({ kind: 'ask', ask: asks, what, body, isGzipped });
      return promise;
    },
  });

  async function ask(exchange: Exchange): Promise<Reply> {
    try {
      const reply = await wire.ask(exchange);
      if (exchange.kind === 'push' && reply.kind === 'pushed') sent += exchange.body.changes.length;
      if (reply.kind === 'page') fetched += reply.records.length;
      return reply;
    } catch (error) {
      if (exchange.kind === 'push' && serverCodeOf(error) === 'too_large' && shrink(exchange.body.changes))
        throw syncFailure('server_busy', { retryAfterMs: 0 });
      throw error;
    }
  }

  const replica = createReplica({ store, feed: ownFeed, wallMs, monotonicMs, batchChanges });
  const rounds = createRounds({
    replica: {
      ...replica,
      prepare(exchange) {
        const changes = replica.prepare(exchange);
        if (changes.length > 0) wire.makeReady(changes);
        return changes;
      },
      settle(exchange, reply) {
        try {
          const taken = replica.settle(exchange, reply);
          if (isBig) big.flushSoon();
          const { mediaIds } = inner.takeChanged();
          const moved = { sent: sent - before.sent, fetched: fetched - before.fetched };
          tell({ kind: 'committed', changed: isFarReaching(reply) ? null : mediaIds, moved });
          return taken;
        } catch (error) {
          throw systemError(error);
        }
      },
    },
    ask,
    gate: createDeletionGate({
      store,
      aliveCount: inner.aliveCount,
      keepAlive: (rows) => inner.write(rows.map(({ c, k }) => ({ c, k, values: {} }))),
    }),
    alarm(ms, ring) {
      const timer = setTimeout(ring, ms);
      return () => clearTimeout(timer);
    },
    monotonicMs,
    chance: Math.random,
    onState(state) {
      tell({ kind: 'state', state });
      if (state.state !== 'syncing') before = { sent, fetched };
      setBig(state.state === 'syncing');
    },
    onBug: (error) => tell({ kind: 'bug', facts: errorFacts(error) }),
  });

  port.on('message', (message: ToWorker) => {
    switch (message.kind) {
      case 'edited':
        rounds.edited();
        break;
      case 'told':
        rounds.told();
        break;
      case 'live':
        rounds.setLive(message.up);
        break;
      case 'paused':
        rounds.setPaused(message.paused);
        break;
      case 'now':
        void report(message.call, () => rounds.now());
        break;
      case 'answer':
        void report(message.call, () => rounds.answer(message.answer));
        break;
      case 'count':
        tell({ kind: 'counted', call: message.call, counts: count(message.anew) });
        break;
      case 'reply':
        // In a turn of its own: messages that wait are given out in one, and while pages come as fast as they are taken in no
        // timer would ring.
        setImmediate(() => answered(message.ask)?.resolve(message.body));
        break;
      case 'failed':
        answered(message.ask)?.reject(thrown(message.error));
        break;
      case 'stop':
        rounds.stop();
        // What is under way is waited for no longer; its reply would find the request given up.
        for (const { reject } of asked.values()) reject(syncFailure('offline'));
        port.close();
        setImmediate(() => {
          setBig(false);
          big.close();
          sqlite.close();
        });
    }
  });
  rounds.setPaused(paused);

  /** A round that takes longer than a moment. */
  function setBig(now: boolean): void {
    if (now === isBig) return;
    isBig = now;
    if (isBig) big.begin();
    else big.end();
  }

  async function report(call: number, work: () => Promise<void>): Promise<void> {
    const start = { sent, fetched };
    await work();
    tell({ kind: 'ended', call, moved: { sent: sent - start.sent, fetched: fetched - start.fetched } });
  }

  function answered(number: number) {
    const waiting = asked.get(number);
    asked.delete(number);
    return waiting;
  }
}

/** Counting takes as long as there is much to count: then it is done seldom, and what was counted last is told meanwhile. */
function createCount(
  sqlite: Database.Database,
  store: SqliteStore,
  monotonicMs: () => number,
): (anew: boolean) => WaitingCounts {
  const dataVersion = sqlite.prepare<[], number>('PRAGMA data_version').pluck();
  const ownChanges = sqlite.prepare<[], number>('SELECT total_changes()').pluck();
  let known: WaitingCounts = { waiting: 0, refused: 0 };
  let version = '';
  let notBeforeMs = -Infinity;
  return (anew) => {
    const current = `${String(dataVersion.get())} ${String(ownChanges.get())}`;
    if (current === version || (!anew && monotonicMs() < notBeforeMs)) return known;
    const began = monotonicMs();
    known = store.counts();
    const tookMs = monotonicMs() - began;
    version = current;
    if (tookMs > dearCountMs) notBeforeMs = monotonicMs() + 20 * tookMs;
    return known;
  };
}

/** A title that may be new, and lists, can be on any page of the window. */
function isFarReaching(reply: Reply): boolean {
  return (
    reply.kind === 'page' && reply.records.some(({ c }) => c === 'title' || c === 'list' || c === 'item')
  );
}

function thrown({ code, message, details }: ErrorReply): AppError {
  return new AppError(code, message, details);
}

// Looks now and then whether the index needs something: a title or two is moved here and at once, everything else by a worker, and
// never while an import or a big round of sync is writing.
import type Database from 'better-sqlite3';
import { Worker } from 'node:worker_threads';
import type { BigWriters } from '../db/big-writes.ts';
import { transact, type Db } from '../db/db.ts';
import { errorFacts, type Log } from '../log.ts';
import { createSearchUpkeep } from './upkeep.ts';
import type { UpkeepTask } from './upkeep-worker.ts';

export interface UpkeepHost {
  /** Starts what is due; cheap where nothing is. */
  look(): void;
  /** Moves the few titles that were rated just now, so that a search knows of it; leaves more to `look`. */
  settleFew(): Promise<void>;
  /** Resolves when nothing is due any more, or can't be done now. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface UpkeepHostOptions {
  readonly db: Db;
  readonly sqlite: Database.Database;
  readonly databaseFile: string;
  readonly worker: URL;
  readonly log: Log;
  readonly bigWriters: BigWriters;
}

const fewMoves = 20;

export function createUpkeepHost({
  db,
  sqlite,
  databaseFile,
  worker: entry,
  log,
  bigWriters,
}: UpkeepHostOptions): UpkeepHost {
  const upkeep = createSearchUpkeep(sqlite);
  upkeep.adoptEmpty();
  const importing = sqlite
    .prepare<[], number>(`SELECT 1 FROM imports WHERE status = 'running' LIMIT 1`)
    .pluck();
  const stop = new SharedArrayBuffer(4);
  let running: Promise<void> | undefined;
  let isClosed = false;

  const underway = async () => {
    await running;
  };

  function look(): void {
    if (running !== undefined || isClosed || bigWriters.any()) return;
    if (!upkeep.isDue() || importing.get() !== undefined) return;
    const work = upkeep.isSmall(fewMoves) ? moveHere() : inWorker();
    running = work
      .catch((error: unknown) => log.error(errorFacts(error), 'the index of search could not be kept up'))
      .finally(() => {
        running = undefined;
      });
  }

  async function moveHere(): Promise<void> {
    await transact(db, () => Promise.resolve(upkeep.run(() => true)));
  }

  function inWorker(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const task: UpkeepTask = { databaseFile, stop };
    const worker = new Worker(entry, { workerData: task });
    worker.on('error', reject);
    worker.on('exit', () => resolve());
    return promise;
  }

  return {
    look,
    async settleFew() {
      if (running === undefined && upkeep.isDue() && upkeep.isSmall(fewMoves)) {
        look();
        await underway();
      }
    },
    async settled() {
      await underway();
      look();
      await underway();
    },
    async close() {
      isClosed = true;
      Atomics.store(new Int32Array(stop), 0, 1);
      Atomics.notify(new Int32Array(stop), 0);
      await running;
    },
  };
}

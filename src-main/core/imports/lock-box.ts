// How the worker shares the database's lock. The longer it holds it, the fewer pages of the indexes it writes again
// and again, which is most of an import's work. So while nobody else writes it holds it long; it hands it over as soon
// as somebody of this process waits; and while others write, here or in another process, it takes it for moments only.
import type Database from 'better-sqlite3';
import { createBigWrites } from '../db/big-writes.ts';
import { createCapture } from '../sync/capture.ts';
import { flagSleep, stopAsked, type WorkerTask } from './worker-task.ts';

export interface LockBox {
  /**
   * Takes the lock, calls `step` until it has nothing left (false), the time is up, somebody waits or the job is to
   * stop, then `beforeCommit`, and commits. Throws what they throw, after rolling back.
   */
  run(step: () => boolean, beforeCommit: () => void): void;
  /** Lets others write. */
  pause(): void;
  close(): void;
}

/** How long the lock may be held, in ms: its owner alone, or among others. Progress is told as often. */
const lockTime = { alone: 1000, shared: 12 } as const;
/** For how long after somebody else has written the lock is shared, in ms. */
const sharedFor = 5000;
/** In ms: others try every millisecond, so that some of them hit the pause after a long time as well. */
const pauseTime = { alone: 10, shared: 1 } as const;
/** While somebody waits the pause lasts, within bounds. */
const longestPause = 50;
const usualStepsBetweenLooks = 8;

/** `stepsBetweenLooks`: after so many it looks whether somebody waits; 1 where a step takes milliseconds. */
export function createLockBox(
  sqlite: Database.Database,
  task: Pick<WorkerTask, 'databaseFile' | 'clockOffset' | 'flags' | 'waiting'>,
  stepsBetweenLooks = usualStepsBetweenLooks,
): LockBox {
  const big = createBigWrites(sqlite, task.databaseFile);
  big.begin();
  const begin = sqlite.prepare('BEGIN IMMEDIATE');
  const commit = sqlite.prepare('COMMIT');
  const rollback = sqlite.prepare('ROLLBACK');
  const dataVersion = sqlite.prepare<[], number>('PRAGMA data_version').pluck();
  const flags = new Int32Array(task.flags);
  const waiting = new Int32Array(task.waiting);
  const capture = createCapture(sqlite, () => Date.now() + task.clockOffset);
  const isAwaited = () => Atomics.load(waiting, 0) > 0;
  let version = dataVersion.get();
  let othersWrote = -sharedFor;
  let manner: 'alone' | 'shared' = 'alone';

  return {
    run(step, beforeCommit) {
      begin.run();
      const locked = performance.now();
      const current = dataVersion.get();
      if (current !== version || isAwaited()) othersWrote = locked;
      version = current;
      manner = locked - othersWrote < sharedFor ? 'shared' : 'alone';
      try {
        for (let steps = 1; step(); steps++) {
          if (steps % stepsBetweenLooks > 0) continue;
          if (isAwaited() || stopAsked(flags) || performance.now() - locked > lockTime[manner]) break;
        }
        beforeCommit();
        capture.settle();
        commit.run();
      } catch (error) {
        if (sqlite.inTransaction) rollback.run();
        throw error;
      }
    },
    pause() {
      big.flush();
      const began = performance.now();
      do Atomics.wait(flags, flagSleep, 0, pauseTime[manner]);
      while (isAwaited() && performance.now() - began < longestPause);
    },
    close: big.close,
  };
}

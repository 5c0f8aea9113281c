// How the worker shares the database's lock: it takes it for a few milliseconds at a time, hands it over as soon as
// somebody waits, and pauses after each commit, so that others write in between.
import type Database from 'better-sqlite3';
import { closeSync, existsSync, fdatasyncSync, openSync } from 'node:fs';
import { flagSleep, type WorkerTask } from './worker-task.ts';

export interface LockBox {
  /**
   * Takes the lock, calls `step` until it has nothing left (false), the time is up or somebody waits, then
   * `beforeCommit`, and commits. Throws what they throw, after rolling back.
   */
  run(step: () => boolean, beforeCommit: () => void): void;
  /** Lets others write. */
  pause(): void;
  close(): void;
}

/**
 * How long the lock may be held, in ms. The longer, the fewer pages are written again and again: half the time of
 * an import. Where writers of this process make themselves known, it goes to them at once, so that it may be held
 * longer than where they have to try their luck.
 */
const lockTime = { announced: 100, blind: 12 } as const;
const shortPause = 1;
/** While somebody waits the pause lasts, within bounds. */
const longestPause = 50;
/** In pages, 160 MB: checkpoints of random pages would cost most of an import if they came every 4 MB. */
const checkpointEvery = 40_000;
const stepsBetweenLooks = 8;

export function createLockBox(
  sqlite: Database.Database,
  task: Pick<WorkerTask, 'databaseFile' | 'flags' | 'waiting'>,
): LockBox {
  sqlite.pragma(`wal_autocheckpoint = ${checkpointEvery}`);
  const begin = sqlite.prepare('BEGIN IMMEDIATE');
  const commit = sqlite.prepare('COMMIT');
  const rollback = sqlite.prepare('ROLLBACK');
  const flags = new Int32Array(task.flags);
  const waiting = task.waiting === null ? null : new Int32Array(task.waiting);
  const mostTime = waiting === null ? lockTime.blind : lockTime.announced;
  const isAwaited = () => waiting !== null && Atomics.load(waiting, 0) > 0;
  const wal = `${task.databaseFile}-wal`;
  let walHandle: number | undefined;

  return {
    run(step, beforeCommit) {
      begin.run();
      const locked = performance.now();
      try {
        for (let steps = 1; step(); steps++) {
          if (steps % stepsBetweenLooks === 0 && (isAwaited() || performance.now() - locked > mostTime))
            break;
        }
        beforeCommit();
        commit.run();
      } catch (error) {
        if (sqlite.inTransaction) rollback.run();
        throw error;
      }
    },
    pause() {
      // Commits at NORMAL leave their pages to the next sync, which would else be that of somebody who waits for it.
      if (walHandle === undefined && existsSync(wal)) walHandle = openSync(wal, 'r+');
      if (walHandle !== undefined) fdatasyncSync(walHandle);
      const began = performance.now();
      do Atomics.wait(flags, flagSleep, 0, shortPause);
      while (isAwaited() && performance.now() - began < longestPause);
    },
    close() {
      if (walHandle !== undefined) closeSync(walHandle);
    },
  };
}

// The worker that keeps the index in shape: one thread with its own connection, for as long as there is something to do.
import { parentPort, workerData } from 'node:worker_threads';
import { migrations } from '#migrations/index.ts';
import { openSqlite } from '../db/open.ts';
import { createSearchUpkeep } from './upkeep.ts';

export interface UpkeepTask {
  readonly databaseFile: string;
  /** Not 0: stop after the current portion. */
  readonly stop: SharedArrayBuffer;
}

const lockPatience = 10_000;
const pauseTime = 2;

if (parentPort) {
  const { databaseFile, stop } = workerData as UpkeepTask;
  const flag = new Int32Array(stop);
  const sqlite = openSqlite(databaseFile, migrations.length, {
    synchronous: 'NORMAL',
    timeout: lockPatience,
  });
  try {
    createSearchUpkeep(sqlite).run(() => {
      Atomics.wait(flag, 0, 0, pauseTime);
      return Atomics.load(flag, 0) === 0;
    });
  } finally {
    sqlite.close();
  }
}

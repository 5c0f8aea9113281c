// The import worker: one thread, one task, its own connection. It works synchronously and hears of a cancel through
// shared memory; nobody terminates it, since it holds a database handle.
import { parentPort, workerData } from 'node:worker_threads';
import { migrations } from '#migrations/index.ts';
import { errorReply } from '#shared/errors.ts';
import { openSqlite } from '../db/open.ts';
import { storageError } from '../db/storage-error.ts';
import { errorFacts } from '../log.ts';
import { runApply } from './run-apply.ts';
import { runPlan } from './run-plan.ts';
import { runRecount } from './recount-totals.ts';
import { openFileSource } from './table-file.ts';
import type { WorkerMessage, WorkerTask } from './worker-task.ts';

const lockPatience = 10_000;

function run(task: WorkerTask, tell: (message: WorkerMessage) => void): void {
  const sqlite = openSqlite(task.databaseFile, migrations.length, {
    synchronous: 'NORMAL',
    timeout: lockPatience,
  });
  try {
    if (task.phase === 'recount') {
      runRecount(sqlite, task, tell);
      return;
    }
    const source = openFileSource(task.path);
    try {
      if (task.phase === 'plan') runPlan(sqlite, source, task, tell);
      else runApply(sqlite, source, task, tell);
    } finally {
      source.close();
    }
  } finally {
    sqlite.close();
  }
}

const port = parentPort;
if (port) {
  const tell = (message: WorkerMessage) => port.postMessage(message);
  try {
    run(workerData as WorkerTask, tell);
  } catch (error) {
    const translated = storageError(error);
    tell({ type: 'failed', error: errorReply(translated) ?? null, facts: errorFacts(translated) });
  }
}

// The import worker: one thread, one task, its own connection. It works synchronously, but for reading archives, and
// hears of a cancel through shared memory; nobody terminates it, since it holds a database handle.
import { parentPort, workerData } from 'node:worker_threads';
import { migrations } from '#migrations/index.ts';
import { errorReply } from '#shared/errors.ts';
import { openSqlite } from '../db/open.ts';
import { systemError } from '../failure-reply.ts';
import { errorFacts } from '../log.ts';
import { inspectSet } from './formats/convert.ts';
import { unpackTable } from './formats/packed-table.ts';
import { hashesOf } from './planned-source.ts';
import { runApply } from './run-apply.ts';
import { runConversion } from './run-conversion.ts';
import { runPlan } from './run-plan.ts';
import { runRecount } from './recount-totals.ts';
import { runUndo } from './run-undo.ts';
import { openFileSource } from './table-file.ts';
import type { InspectMessage, InspectTask, UnpackTask, WorkerMessage, WorkerTask } from './worker-task.ts';

const lockPatience = 10_000;

async function run(task: WorkerTask, tell: (message: WorkerMessage) => void): Promise<void> {
  const sqlite = openSqlite(task.databaseFile, migrations.length, {
    synchronous: 'NORMAL',
    timeout: lockPatience,
  });
  try {
    if (task.phase === 'recount') {
      runRecount(sqlite, task, tell);
      return;
    }
    if (task.phase === 'undo' || task.phase === 'undoPreview') {
      runUndo(sqlite, task, tell);
      return;
    }
    const hashes =
      task.phase === 'plan' && task.conversion ? { hashes: hashesOf(task.conversion.files) } : {};
    const ready = await runConversion(sqlite, task, tell);
    if (ready === undefined) return;
    const { size: bytesTotal } = ready;
    const tellRows: typeof tell =
      task.conversion === undefined
        ? tell
        : (message) =>
            tell(message.type === 'failed' ? message : { ...message, bytesTotal, step: 'rows', ...hashes });
    const source = openFileSource(ready.path);
    try {
      if (ready.phase === 'plan') runPlan(sqlite, source, ready, tellRows);
      else runApply(sqlite, source, ready, tellRows);
    } finally {
      source.close();
    }
  } finally {
    sqlite.close();
  }
}

const port = parentPort;
if (port) {
  const task = workerData as WorkerTask | InspectTask | UnpackTask;
  try {
    if (task.phase === 'inspect') {
      const found = await inspectSet(task.files, task);
      port.postMessage({ type: 'inspected', found } satisfies InspectMessage);
    } else if (task.phase === 'unpack') {
      const table = await unpackTable(task.files, task);
      port.postMessage({ type: 'unpacked', table } satisfies InspectMessage);
    } else await run(task, (message) => port.postMessage(message));
  } catch (error) {
    const translated = systemError(error);
    port.postMessage({
      type: 'failed',
      error: errorReply(translated) ?? null,
      facts: errorFacts(translated),
    } satisfies WorkerMessage);
  }
}

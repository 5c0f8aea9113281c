// The import worker's work in a process of its own, which kills itself at a given write: `node crash-worker.ts TASK
// MOMENT`. Every row written and every count saved is a moment. It hands the lock over every few rows, so that there
// are many commits. Prints how many moments there were, where it comes to its end.
import { migrations } from '#migrations/index.ts';
import { openSqlite } from '#main/core/db/open.ts';
import { runApply } from '#main/core/imports/run-apply.ts';
import { runUndo } from '#main/core/imports/run-undo.ts';
import { openFileSource } from '#main/core/imports/table-file.ts';
import type { WorkerTask } from '#main/core/imports/worker-task.ts';

const [given = '{}', moment = ''] = process.argv.slice(2);
const waiting = new SharedArrayBuffer(4);
const task = { ...(JSON.parse(given) as WorkerTask), flags: new SharedArrayBuffer(8), waiting };
const killAt = moment === '' ? Number.POSITIVE_INFINITY : Number(moment);
const sqlite = openSqlite(task.databaseFile, migrations.length, { synchronous: 'NORMAL', timeout: 10_000 });

let moments = 0;
const awaited = new Int32Array(waiting);
sqlite.function('moment', (isSaving: number) => {
  moments++;
  if (moments >= killAt) process.kill(process.pid, 'SIGKILL');
  // Somebody waits for the lock until the next commit.
  Atomics.store(awaited, 0, isSaving === 1 ? 0 : 1);
  return 0;
});
const tables = ['media', 'reviews', 'plays', 'watchlist', 'favorites', 'lists', 'list_items', 'users', 'import_changes', 'import_rejects', 'imports']; // prettier-ignore
for (const table of tables) {
  for (const event of ['INSERT', 'UPDATE', 'DELETE']) {
    sqlite.exec(
      `CREATE TEMP TRIGGER moment_${table}_${event} AFTER ${event} ON main.${table} BEGIN SELECT moment(${table === 'imports' ? 1 : 0}); END`,
    );
  }
}

if (task.phase === 'apply') {
  const source = openFileSource(task.path);
  runApply(sqlite, source, task, () => undefined);
  source.close();
} else runUndo(sqlite, task, () => undefined);
sqlite.close();
process.stdout.write(String(moments));

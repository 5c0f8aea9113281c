// Runs the import worker's two jobs in this thread, which is quick enough for property tests.
import { join } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { importOptions, type ImportOptions, type UndoReport } from '#shared/api/imports.ts';
import { openSqlite } from '#main/core/db/open.ts';
import { runApply } from '#main/core/imports/run-apply.ts';
import { runPlan } from '#main/core/imports/run-plan.ts';
import { runUndo } from '#main/core/imports/run-undo.ts';
import { openFileSource, readTableHead } from '#main/core/imports/table-file.ts';
import type { WorkerMessage, WorkerTask } from '#main/core/imports/worker-task.ts';
import { migrations } from '#migrations/index.ts';
import { scratchFolder, testCore } from '../../support/core.ts';

/** Runs over one database that grows, as people's do. */
export async function directRuns(prepare: (sqlite: Database.Database) => void = () => undefined) {
  const test = await testCore();
  const { profile } = await test.register('Runs');
  await test.core.close();
  const databaseFile = join(test.dataFolder, 'mediary.sqlite3');
  const empty = readFileSync(databaseFile);
  const path = join(scratchFolder(), 'file.csv');

  let latest = 0;

  const run = async (phase: 'plan' | 'apply', text: string | Buffer, some: Partial<ImportOptions>) => {
    writeFileSync(path, text);
    const { format } = await readTableHead(path, 'file.csv');
    const options = importOptions.parse({ kind: 'movie', scale: { min: 1, max: 5 }, ...some });
    const sqlite = openSqlite(databaseFile, migrations.length, { synchronous: 'NORMAL' });
    prepare(sqlite);
    try {
      const importId = Number(
        sqlite
          .prepare(
            `INSERT INTO imports (user_id, source, file_name, file_size, options, status, started_at, heartbeat_at)
             VALUES (?, 'test', 'file.csv', 0, '{}', 'running', '', '')`,
          )
          .run(profile.id).lastInsertRowid,
      );
      latest = importId;
      const flags = new SharedArrayBuffer(8);
      const task: WorkerTask = {
        phase,
        databaseFile,
        path,
        size: Buffer.byteLength(text),
        options,
        format,
        userId: profile.id,
        choices: [],
        planFile: ':memory:',
        importId,
        clockOffset: 0,
        flags,
        waiting: new SharedArrayBuffer(4),
      };
      const messages: WorkerMessage[] = [];
      const source = openFileSource(path);
      (phase === 'plan' ? runPlan : runApply)(sqlite, source, task, (message) => messages.push(message));
      source.close();
      const last = messages.at(-1);
      if (last?.type !== 'ended') throw new Error('the run did not end');
      return last.outcomes;
    } finally {
      sqlite.close();
    }
  };
  /** Takes an import back, or tells what that would do. */
  const undo = (importId: number, phase: 'undo' | 'undoPreview' = 'undo'): UndoReport => {
    const sqlite = openSqlite(databaseFile, migrations.length, { synchronous: 'NORMAL' });
    const messages: WorkerMessage[] = [];
    const task = {
      phase,
      databaseFile,
      path: '',
      size: 0,
      options: importOptions.parse({ shape: 'entries', mapping: {} }),
      format: { encoding: 'utf-8', markLength: 0, delimiter: ',', newline: '\n', header: [] },
      userId: profile.id,
      choices: [],
      importId,
      clockOffset: 0,
      flags: new SharedArrayBuffer(8),
      waiting: new SharedArrayBuffer(4),
    } as const satisfies WorkerTask;
    try {
      runUndo(sqlite, task, (message) => messages.push(message));
    } finally {
      sqlite.close();
    }
    const last = messages.at(-1);
    if (last?.type !== 'ended' || !last.undone) throw new Error('the undo did not end');
    return last.undone;
  };
  return Object.assign(run, {
    databaseFile,
    profile,
    undo,
    query(select: string) {
      const sqlite = openSqlite(databaseFile, migrations.length);
      const rows = sqlite.prepare<[], Record<string, unknown>>(select).all();
      sqlite.close();
      return rows;
    },
    /** The id of the import that ran last. */
    latest: () => latest,
    startAnew: () => writeFileSync(databaseFile, empty),
  });
}

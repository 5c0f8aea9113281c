// The worker of backups, restores and checks: one thread, one task, connections of its own.
import type Database from 'better-sqlite3';
import { basename } from 'node:path';
import { migrations } from '#migrations/index.ts';
import { sealRows } from '../check/seals.ts';
import { runCheck } from '../check/run-check.ts';
import { openSqlite } from '../db/open.ts';
import type { JobContext } from '../jobs/jobs.ts';
import { serveWorker } from '../jobs/run-worker.ts';
import { bringBack, leaveEmpty, lookForWays, rescueRows } from '../rescue/ways.ts';
import { assertWhole, borrow, openCopy } from './borrowed-copy.ts';
import { restore } from './restore.ts';
import type { BackupsAnswers, BackupsTask } from './worker-task.ts';
import { count, writeBackup } from './write-backup.ts';

const lockPatience = 10_000;

async function run(task: BackupsTask, context: JobContext): Promise<BackupsAnswers[keyof BackupsAnswers]> {
  if (task.kind === 'restore') return await restore(task, context);
  if (task.kind === 'inspect') return inspect(task.path, task.dataFolder);
  if (task.kind === 'rescue-look') return lookForWays(task);
  if (task.kind === 'rescue-backup') return await bringBack(task, context);
  if (task.kind === 'rescue-rows') return await rescueRows(task, context);
  if (task.kind === 'rescue-nothing') return leaveEmpty(task);
  const sqlite = openSqlite(task.databaseFile, migrations.length, { timeout: lockPatience });
  try {
    if (task.kind === 'check') {
      const findings = runCheck(sqlite, task, context);
      sealRows(sqlite, context.assertWanted);
      return findings;
    }
    if (task.kind === 'seal') return { sealed: sealRows(sqlite, context.assertWanted) };
    return writeBackup(sqlite, task.path, {
      onCheck: (bytes) => {
        context.assertWanted();
        context.progress('checking', 0, bytes);
      },
    });
  } finally {
    sqlite.close();
  }
}

function inspect(path: string, dataFolder: string): BackupsAnswers['inspect'] {
  const copy = borrow(path, dataFolder);
  let sqlite: Database.Database | undefined;
  try {
    sqlite = openCopy(copy, basename(path));
    assertWhole(sqlite, basename(path));
    const open = sqlite;
    const text = (sql: string) => open.prepare<[], string | null>(sql).pluck();
    const latest = ['media', 'reviews', 'users', 'plays', 'imports']
      .map(
        (table) =>
          text(`SELECT max(${table === 'imports' ? 'started_at' : 'updated_at'}) FROM ${table}`).get() ?? '',
      )
      .reduce((one, other) => (one > other ? one : other));
    return {
      changedAt: latest === '' ? null : latest,
      profiles: text(
        'SELECT name FROM users WHERE password_hash IS NOT NULL AND deleted_at IS NULL ORDER BY id',
      )
        .all()
        .map(String),
      titles: count(sqlite, 'media'),
      reviews: count(sqlite, 'reviews'),
      older: copy.version < migrations.length,
    };
  } finally {
    sqlite?.close();
    copy.giveBack();
  }
}

serveWorker((task, context) => run(task as BackupsTask, context));

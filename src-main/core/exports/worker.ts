// The export worker: reads everything in one transaction of its own connection, so that the export is of one moment while
// others write, and writes it where it shall go.
import type Database from 'better-sqlite3';
import { basename, dirname } from 'node:path';
import { migrations } from '#migrations/index.ts';
import type { ExportResult } from '#shared/api/jobs.ts';
import { exportTableNames } from '#shared/exports/tables.ts';
import { openSqlite } from '../db/open.ts';
import type { JobContext } from '../jobs/jobs.ts';
import { serveWorker } from '../jobs/run-worker.ts';
import { csvFiles } from './csv-files.ts';
import { documentFile } from './document-file.ts';
import type { ExportFile, OnRows } from './export-file.ts';
import { createExportReader } from './export-rows.ts';
import { letterboxdFiles } from './letterboxd-files.ts';
import type { ExportTask } from './worker-task.ts';
import { writeBeside, writeFolder, writeZip, type Written } from './write-files.ts';

const lockPatience = 10_000;

async function run(task: ExportTask, context: JobContext): Promise<ExportResult> {
  const sqlite = openSqlite(task.databaseFile, migrations.length, { timeout: lockPatience });
  try {
    sqlite.exec('BEGIN');
    const { files, remarks, total } = contents(sqlite, task);
    let done = 0;
    const onRows: OnRows = (count) => {
      context.assertWanted();
      context.progress('writing', (done += count), total);
    };
    onRows(0);
    const written = await write(files(onRows), task);
    return { kind: 'export', name: basename(task.path), remarks, ...written };
  } finally {
    sqlite.close();
  }
}

function contents(sqlite: Database.Database, task: ExportTask) {
  const { options, userId, path, layout, exportedAt, app } = task;
  const name = basename(path).replace(/\.[^.]*$/, '');
  if (options.format === 'letterboxd') {
    const { files, remarks, total } = letterboxdFiles(sqlite, userId);
    return {
      remarks: [...remarks],
      total,
      files: (onRows: OnRows): Iterable<ExportFile> =>
        files(layout === 'beside' ? name : 'letterboxd', onRows),
    };
  }
  const reader = createExportReader(sqlite, userId, options.catalogue);
  const only = options.format === 'csv' && layout === 'beside' ? (['reviews'] as const) : exportTableNames;
  const total = only.reduce((sum, table) => sum + reader.count(table), 0);
  const files = (onRows: OnRows): Iterable<ExportFile> => {
    if (options.format === 'json')
      return [
        documentFile(basename(path), { exportedAt, app, profile: profileOf(sqlite, userId) }, reader, onRows),
      ];
    if (layout !== 'beside') return csvFiles(reader, onRows);
    return [...csvFiles(reader, onRows, only)].map((file) => ({ ...file, name: basename(path) }));
  };
  return { files, remarks: [], total };
}

async function write(files: Iterable<ExportFile>, { layout, path, overwrite }: ExportTask): Promise<Written> {
  if (layout === 'zip') return await writeZip(files, path, overwrite);
  if (layout === 'folder') return writeFolder(files, path, overwrite);
  return writeBeside(files, dirname(path), overwrite);
}

function profileOf(sqlite: Database.Database, userId: number) {
  const { name, email } = sqlite
    .prepare<[number], { name: string; email: string | null }>('SELECT name, email FROM users WHERE id = ?')
    .get(userId) ?? { name: '', email: null };
  const settings = sqlite
    .prepare<[number], { key: string; value: string }>(
      'SELECT key, value FROM settings WHERE user_id = ? ORDER BY key',
    )
    .all(userId);
  return {
    name,
    email,
    settings: Object.fromEntries(settings.map(({ key, value }) => [key, JSON.parse(value) as unknown])),
  };
}

serveWorker((task, context) => run(task as ExportTask, context));

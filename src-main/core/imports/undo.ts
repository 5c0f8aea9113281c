// Taking imports back: who may, what an undo would do, and the job that does it.
import { rm } from 'node:fs/promises';
import { sql } from 'kysely';
import type { UndoReport } from '#shared/api/imports.ts';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/db.ts';
import type { Handlers, Person } from '../dispatch.ts';
import type { ImportEnds } from './import-ends.ts';
import type { ImportJobs } from './import-jobs.ts';
import { planOf, type ImportRow } from './import-records.ts';
import { emptyUndoReport } from './undo-import.ts';

export interface UndoDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly jobs: ImportJobs;
  /** This process, as imports name it. */
  readonly owner: string;
  readonly ownImport: (importId: number, person: Person) => Promise<ImportRow>;
  readonly folderOf: (importId: number) => string;
  readonly ends: ImportEnds;
}

export interface UndoFeature {
  readonly handlers: Pick<Handlers<'imports'>, 'imports.undo' | 'imports.undoPreview'>;
  start(row: ImportRow, person: Person): { jobId: string };
}

export function createUndoFeature({
  db,
  clock,
  jobs,
  owner,
  ownImport,
  folderOf,
  ends,
}: UndoDeps): UndoFeature {
  const taskOf = (row: ImportRow, phase: 'undo' | 'undoPreview') => {
    const { options, format } = planOf(row);
    return {
      phase,
      path: '',
      size: 0,
      options,
      format,
      userId: row.user_id,
      choices: [],
      importId: row.id,
    };
  };

  function assertUndoable({ id: importId, status }: ImportRow): void {
    if (status === 'running')
      throw new AppError('busy', 'This import is running. Stop it first.', { importId });
    if (status === 'undone')
      throw new AppError('conflict', 'This import is undone already.', { importId, status });
  }

  function start(row: ImportRow, person: Person): { jobId: string } {
    let isTaken = false;
    const jobId = jobs.start({
      phase: 'undo',
      userId: person.id,
      fileName: row.file_name,
      size: 0,
      async prepare() {
        isTaken = await takeForUndo(db, clock, row.id, owner);
        if (!isTaken) throw new AppError('busy', 'This import is running.', { importId: row.id });
        return taskOf(row, 'undo');
      },
      async finish(end) {
        if (!isTaken) return;
        if (end.state === 'failed') {
          await ends.endFailed(row.id, end.error);
          await ends.recount();
        }
        if (end.state !== 'done') return;
        await rm(folderOf(row.id), { recursive: true, force: true });
        await db.deleteFrom('import_rows').where('import_id', '=', row.id).execute();
      },
    });
    return { jobId };
  }

  return {
    start,
    handlers: {
      'imports.undo': async ({ importId }, { person }) => {
        const row = await ownImport(importId, person);
        assertUndoable(row);
        return start(row, person);
      },
      'imports.undoPreview': async ({ importId }, { person }) => {
        const row = await ownImport(importId, person);
        assertUndoable(row);
        const { promise, resolve, reject } = Promise.withResolvers<UndoReport>();
        jobs.start({
          phase: 'undoPreview',
          userId: null,
          fileName: '',
          size: 0,
          prepare: async () => taskOf(row, 'undoPreview'),
          async finish(end) {
            if (end.state === 'done' && end.undone) resolve(end.undone);
            else
              reject(end.state === 'failed' ? end.error : new AppError('cancelled', 'The app is closing.'));
          },
        });
        return await promise;
      },
    },
  };
}

/** False where it is running. From now on it can only be undone. */
async function takeForUndo(db: Db, clock: Clock, id: number, owner: string): Promise<boolean> {
  const report = JSON.stringify(emptyUndoReport());
  const { numUpdatedRows } = await db
    .updateTable('imports')
    .set({
      status: 'running',
      owner,
      error: null,
      finished_at: null,
      heartbeat_at: clock.now().toISOString(),
      options: sql`json_set(options, '$.uncounted', json_extract(options, '$.options.mapping.author') IS NOT NULL,
        '$.undo', coalesce(json_extract(options, '$.undo'), json(${report})))`,
    })
    .where('id', '=', id)
    .where('status', 'in', ['done', 'interrupted', 'cancelled', 'failed'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

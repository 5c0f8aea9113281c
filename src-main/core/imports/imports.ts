// Imports of CSV files: read → plan → apply. Files are looked at here; rows are decided and written in a worker, of
// which the main thread only hears. The user's file is copied first, so that a resume never needs the original.
import type Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { sql } from 'kysely';
import type { ImportId } from '#shared/api/contract.ts';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '../clock.ts';
import { transact, type Db } from '../db/db.ts';
import type { Handlers, Person } from '../dispatch.ts';
import type { Events } from '../events.ts';
import { errorFacts, type Log } from '../log.ts';
import type { GrantedFiles } from './granted-files.ts';
import { isBig } from './big-file.ts';
import { copySource, readyFormat, sourceName, type ChosenFile } from './chosen-file.ts';
import { createImportJobs, type JobRequest } from './import-jobs.ts';
import {
  addImport, endImport, findImport, listImports, markInterrupted, pageOfRejects, planOf, rowToRecord, takeImport,
  uncountedImports, type ImportPlan,
} from './import-records.ts'; // prettier-ignore
import { choicesOfImport, dropChoices, rememberedOptions } from './import-choices.ts';
import { inspectionOfSet, inspectionOfTable } from './inspections.ts';
import { keepSource, sourceName as sourceFile } from './kept-source.ts';
import { keepSaid } from './plan-keep.ts';
import { createPlans, type OpenPlan } from './plans.ts';
import { createRowMatches } from './row-matches.ts';
import { suggestOptions } from './presets.ts';
import {
  areCopiesThere, conversionForPlan, conversionOfCopies, copySet, removeLeftovers, sourcesOf,
} from './set-conversion.ts'; // prettier-ignore
import { inspectSource } from './source-inspection.ts';
import { readTableHead } from './table-file.ts';
import { createUndoFeature } from './undo.ts';

export interface ImportsDeps {
  readonly db: Db;
  /** The connection under `db`, for writers that are shared with the worker. */
  readonly sqlite: Database.Database;
  readonly clock: Clock;
  readonly events: Events;
  readonly log: Log;
  readonly files: GrantedFiles;
  readonly databaseFile: string;
  readonly dataFolder: string;
  readonly worker: URL;
  readonly starterCatalogue: string;
  readonly clearCaches: () => void;
  /** Backs everything up; runs before an import of more than a thousand rows writes anything. */
  readonly beforeBig: () => Promise<void>;
  /** Int32 that counts who waits for the database's lock in this process: an import hands it over at once. */
  readonly waiting: SharedArrayBuffer;
}

export interface Imports {
  readonly handlers: Handlers<'imports'>;
  /** Stops what runs, so that it can be resumed. */
  close(): Promise<void>;
}

const starterSource = 'starter';
/** SQLite's own default, in pages. */
const checkpointEvery = 1000;

export async function createImports(deps: ImportsDeps): Promise<Imports> {
  const { db, clock, events, log, files, dataFolder } = deps;
  const owner = `${process.pid}:${randomUUID()}`;
  const cutShort = await markInterrupted(db, clock);
  if (cutShort > 0) log.warn({ imports: cutShort }, 'imports were cut short; they can be resumed');

  const changed = () => {
    deps.clearCaches();
    events.publish('catalog.changed', { mediaId: null });
  };
  const jobs = createImportJobs({
    worker: deps.worker,
    databaseFile: deps.databaseFile,
    clock,
    events,
    log,
    waiting: deps.waiting,
    // The worker checkpoints while it writes: a save of the user's must not have to write its pages as well.
    onWriting: async (isWriting) => {
      await sql.raw(`PRAGMA wal_autocheckpoint = ${isWriting ? 0 : checkpointEvery}`).execute(db);
    },
    onCommits: changed,
  });

  const importsFolder = join(dataFolder, 'imports');
  const plans = await createPlans(db, importsFolder);
  const inspecting = { worker: deps.worker, folder: importsFolder };
  await removeLeftovers(importsFolder, clock.now().getTime());
  /** Imports whose failure could not be written, as on a full disk: it is tried again with every look. */
  const unended = new Map<number, unknown>();
  const folderOf = (importId: number) => join(importsFolder, String(importId));
  const copyOf = (importId: number) => join(folderOf(importId), sourceFile);

  /** Totals that a crash, a failure or the app's end left uncounted are counted in the background. */
  async function recount(): Promise<void> {
    for (const row of await uncountedImports(db)) {
      const { options, format } = planOf(row);
      const task = {
        phase: 'recount',
        path: '',
        size: 0,
        options,
        format,
        userId: 0,
        choices: [],
        importId: row.id,
      } as const;
      jobs.start({
        phase: 'recount',
        userId: null,
        fileName: '',
        size: 0,
        prepare: async () => task,
        finish: async () => undefined,
      });
    }
  }

  /** Another process may have died since the last look. */
  async function markDead(): Promise<void> {
    for (const [importId, error] of unended) await endFailed(importId, error);
    if ((await markInterrupted(db, clock)) > 0) await recount();
  }

  async function endFailed(importId: number, error: unknown): Promise<void> {
    try {
      await endImport(db, clock, importId, 'failed', error);
      unended.delete(importId);
    } catch (failure) {
      unended.set(importId, error);
      log.warn(errorFacts(failure), 'the end of an import could not be written');
    }
  }

  /** An apply of a new file, or of the copy that an earlier run left. */
  function startApply(
    request: Pick<JobRequest, 'userId' | 'fileName' | 'size'>,
    plan: ImportPlan & { author: number },
    begin: () => Promise<ImportId>,
  ): string {
    let importId: ImportId | null = null;
    return jobs.start({
      ...request,
      phase: 'apply',
      async prepare() {
        importId = await begin();
        const { options, format, author } = plan;
        const isReady = await isCanonical(importId, request.size);
        const conversion = isReady ? undefined : conversionOfCopies(plan, folderOf(importId));
        return {
          phase: 'apply',
          path: copyOf(importId),
          size: request.size,
          options,
          format,
          conversion,
          userId: author,
          choices: await choicesOfImport(db, importId),
          importId,
        };
      },
      async finish(end) {
        if (importId === null) return;
        if (end.state === 'failed') {
          await endFailed(importId, end.error);
          await recount();
        }
        if (end.state !== 'done') return;
        await keepSource(folderOf(importId));
        await dropChoices(db, importId);
      },
    });
  }

  /** The file that the rows are read from is there, whole. */
  async function isCanonical(importId: number, size: number): Promise<boolean> {
    return (await stat(copyOf(importId)).catch(() => undefined))?.size === size;
  }

  /** `said`: the plan with what was said of rows; null where nobody looked at one. */
  async function applyFile(
    file: ChosenFile,
    plan: ImportPlan,
    { source, userId, said }: { source: string; userId: number; said: OpenPlan | null },
  ): Promise<{ jobId: string }> {
    const isSet = plan.options.format !== null;
    const sources = isSet ? { sources: sourcesOf(file.files) } : {};
    const jobId = startApply(
      { userId, fileName: file.name, size: file.size },
      { ...plan, ...sources, author: userId },
      async () => {
        if (await isBig(file.files.length > 0 ? file.files : [file])) await deps.beforeBig();
        const importId = await transact(db, async (tx) => {
          const names = { userId, source, fileName: file.name, fileSize: file.size, owner };
          const id = await addImport(tx, clock, { ...plan, ...sources, ...names });
          await keepSaid(tx, {
            ...plan,
            userId,
            source,
            importId: id,
            time: clock.now().toISOString(),
            said,
          });
          return id;
        });
        if (said) await plans.drop(said);
        try {
          if (isSet) await copySet(file.files, folderOf(importId));
          else await copySource(file, folderOf(importId), copyOf(importId));
        } catch (error) {
          await endFailed(importId, error);
          throw error;
        }
        return importId;
      },
    );
    return { jobId };
  }

  async function ownImport(importId: number, person: Person) {
    await markDead();
    const row = await findImport(db, importId);
    if (!row || (row.user_id !== person.id && person.role !== 'admin')) {
      throw new AppError('not_found', `You have no import with the number ${importId}.`, { importId });
    }
    return row;
  }

  await recount();
  const undo = createUndoFeature({ db, clock, jobs, owner, ownImport, folderOf, recount, endFailed });

  const handlers: Handlers<'imports'> = {
    ...plans.handlers,
    ...createRowMatches({ db, sqlite: deps.sqlite, clock, ownImport, sourceOf: copyOf, changed }),
    ...undo.handlers,

    'imports.gather': async ({ tokens }) => {
      const { gatherSources } = await import('./gather.ts');
      return { tokens: await gatherSources(files, tokens) };
    },

    'imports.inspect': async ({ token, as, reading }, { person }) => {
      const file = files.find(token);
      const named = as === 'table' || as === null ? undefined : as;
      const service =
        as === 'table' ? undefined : await inspectSource(inspecting, file.files, named, reading);
      if (service !== undefined) return inspectionOfSet(file, service, reading);
      return await inspectionOfTable(file, (header) => rememberedOptions(db, person.id, header));
    },

    'imports.plan': async ({ token, options, basedOn }, { person }) => {
      const file = files.find(token);
      const format = await readyFormat(file, options, person);
      const { path, name, size } = file;
      const { id: userId } = person;
      const plan = await plans.begin({ userId, path, basedOn, source: sourceName(options, format) });
      const set = conversionForPlan(options, file.files, importsFolder);
      const task = {
        phase: 'plan',
        path: set?.conversion.target ?? path,
        size,
        options,
        format,
        conversion: set?.conversion,
        userId,
        choices: plans.choicesOf(plan),
        planFile: plan.file,
        importId: null,
      } as const;
      const jobId = jobs.start({
        phase: 'plan',
        userId,
        fileName: name,
        size,
        prepare: async () => task,
        finish: async ({ state }) => {
          if (set) await rm(set.folder, { recursive: true, force: true });
          plan.isWhole = state === 'done';
          if (!plan.isWhole) await plans.drop(plan);
        },
      });
      plans.keep(jobId, plan);
      return { jobId };
    },

    'imports.apply': async ({ token, options, planId }, { person }) => {
      const file = files.find(token);
      const format = await readyFormat(file, options, person);
      const said = planId === null ? null : plans.find(planId, person, file.path);
      const source = sourceName(options, format);
      return await applyFile(file, { options, format }, { source, userId: person.id, said });
    },

    'imports.starter': async (_input, { person }) => {
      const path = deps.starterCatalogue;
      const name = basename(path);
      const { size } = await stat(path);
      const { format } = await readTableHead(path, name);
      return await applyFile(
        { path, name, size, files: [{ path, name, size }] },
        { options: suggestOptions(format.header), format },
        { source: starterSource, userId: person.id, said: null },
      );
    },

    'imports.resume': async ({ importId }, { person }) => {
      const row = await ownImport(importId, person);
      if (row.status === 'running') throw new AppError('busy', 'This import is running.', { importId });
      if (row.status === 'done' || row.status === 'undone')
        throw new AppError('conflict', 'This import is over; there is nothing to go on with.', {
          importId,
          status: row.status,
        });
      const { sources = [], undo: begun } = planOf(row);
      if (begun !== undefined) return undo.start(row, person);
      const isThere =
        (await isCanonical(importId, row.file_size)) || (await areCopiesThere(sources, folderOf(importId)));
      if (!isThere)
        throw new AppError(
          'unavailable',
          'The copy of the file is gone. Import the file again; what is there will not be added twice.',
          { importId },
        );
      const request = { userId: person.id, fileName: row.file_name, size: row.file_size };
      const jobId = startApply(request, { ...planOf(row), author: row.user_id }, async () => {
        if (!(await takeImport(db, clock, importId, owner)))
          throw new AppError('busy', 'This import is running.', { importId });
        return importId;
      });
      return { jobId };
    },

    'imports.cancel': async ({ jobId }, { person }) => {
      if (!jobs.cancel(jobId, person.id)) throw noSuchJob(jobId);
      return {};
    },

    'imports.job': async ({ jobId }, { person }) => {
      const job = jobs.find(jobId, person.id);
      if (!job) throw noSuchJob(jobId);
      return job;
    },

    'imports.list': async ({ limit }, { person }) => {
      await markDead();
      return (await listImports(db, person.id, limit)).map(rowToRecord);
    },

    'imports.get': async ({ importId }, { person }) => rowToRecord(await ownImport(importId, person)),

    'imports.rejects': async ({ importId, cursor, limit }, { person }) => {
      const row = await ownImport(importId, person);
      const { format, options } = planOf(row);
      const { header } = format;
      const items = await pageOfRejects(db, importId, readCursor(cursor), limit + 1, header);
      const last = items.length > limit ? items[limit - 1] : undefined;
      return {
        // A converted file has no columns that its user knows.
        header: options.format === null ? [...header] : [],
        items: items.slice(0, limit),
        nextCursor: last ? String(last.line) : null,
      };
    },
  };
  return {
    handlers,
    async close() {
      await jobs.close();
      await plans.close();
    },
  };
}

function noSuchJob(jobId: string): AppError {
  return new AppError('not_found', 'There is no such job.', { jobId });
}

function readCursor(cursor: string | null): number {
  if (cursor === null) return 0;
  if (!/^\d{1,15}$/.test(cursor))
    throw new AppError('invalid_input', 'cursor: does not belong to this list', { field: 'cursor' });
  return Number(cursor);
}

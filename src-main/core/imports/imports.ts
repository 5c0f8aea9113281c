// Imports of files: read → plan → apply. Files are looked at here; rows are decided and written in a worker, of which
// the main thread only hears.
import type Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reading } from '#shared/api/import-formats.ts';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '../clock.ts';
import type { BigWriters } from '../db/big-writes.ts';
import type { Db } from '../db/db.ts';
import type { Handlers, Person } from '../dispatch.ts';
import type { Events } from '../events.ts';
import type { Log } from '../log.ts';
import { createApplyFeature } from './apply.ts';
import { readyFormat, sourceName } from './chosen-file.ts';
import type { GrantedFile, GrantedFiles } from './granted-files.ts';
import { rememberedOptions } from './import-choices.ts';
import { createImportEnds } from './import-ends.ts';
import { createImportJobs } from './import-jobs.ts';
import {
  findImport,
  listImports,
  markInterrupted,
  pageOfRejects,
  planOf,
  rowToRecord,
} from './import-records.ts';
import { inspectionOfSet, inspectionOfTable, noTableIn } from './inspections.ts';
import { sourceName as sourceFile } from './kept-source.ts';
import { createPlans } from './plans.ts';
import { createRowMatches } from './row-matches.ts';
import { conversionTo, removeLeftovers } from './set-conversion.ts';
import { inspectSource, isPlainFile, unpackedTable } from './source-inspection.ts';
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
  readonly bigWriters: BigWriters;
}

export interface Imports {
  readonly handlers: Handlers<'imports'>;
  /** Stops what runs, so that it can be resumed. */
  close(): Promise<void>;
}

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
    bigWriters: deps.bigWriters,
    onCommits: changed,
  });

  const importsFolder = join(dataFolder, 'imports');
  const plans = await createPlans(db, importsFolder);
  const inspecting = { worker: deps.worker, folder: importsFolder };
  await removeLeftovers(importsFolder, clock.now().getTime());
  const ends = createImportEnds({ db, clock, log, jobs });
  const folderOf = (importId: number) => join(importsFolder, String(importId));
  const copyOf = (importId: number) => join(folderOf(importId), sourceFile);

  // What was unpacked to be read as a table: other files than the ones that were chosen, until this ends.
  const lookedInto: string[] = [];
  async function unpacked(file: GrantedFile, reading: Reading): Promise<GrantedFile> {
    const folder = join(importsFolder, `look-${randomUUID()}`);
    lookedInto.push(folder);
    const table = await unpackedTable(inspecting, { files: file.files, reading, folder });
    if (table === undefined) throw noTableIn(file.name);
    return files.replace(file.token, table);
  }

  async function ownImport(importId: number, person: Person) {
    await ends.markDead();
    const row = await findImport(db, importId);
    if (!row || (row.user_id !== person.id && person.role !== 'admin')) {
      throw new AppError('not_found', `You have no import with the number ${importId}.`, { importId });
    }
    return row;
  }

  await ends.recount();
  const undo = createUndoFeature({ db, clock, jobs, owner, ownImport, folderOf, ends });
  const { starterCatalogue, beforeBig } = deps;

  const handlers: Handlers<'imports'> = {
    ...plans.handlers,
    ...createRowMatches({ db, sqlite: deps.sqlite, clock, ownImport, sourceOf: copyOf, changed }),
    ...undo.handlers,
    ...createApplyFeature({
      db, clock, jobs, files, plans, ends, undo, owner, ownImport, folderOf, starterCatalogue, beforeBig,
    }), // prettier-ignore

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
      const table = (await isPlainFile(file.files)) ? file : await unpacked(file, reading);
      return await inspectionOfTable(table, (header) => rememberedOptions(db, person.id, header));
    },

    'imports.plan': async ({ token, options, basedOn }, { person }) => {
      const file = files.find(token);
      const format = await readyFormat(file, options, person);
      const { path, name, size } = file;
      const { id: userId } = person;
      const plan = await plans.begin({ userId, path, basedOn, source: sourceName(options, format) });
      const conversion = conversionTo(options, file.files, plan.folder);
      const task = {
        phase: 'plan',
        path: conversion?.target ?? path,
        size,
        options,
        format,
        conversion,
        planned: plan.canonicalFor(options),
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
        async finish(end) {
          plan.isWhole = end.state === 'done';
          if (!plan.isWhole) await plans.drop(plan);
          else if (conversion && end.state === 'done' && end.hashes)
            plan.keepCanonical(options, { path: conversion.target, hashes: end.hashes });
        },
      });
      plans.keep(jobId, plan);
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
      await ends.markDead();
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
      for (const folder of lookedInto) await rm(folder, { recursive: true, force: true });
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

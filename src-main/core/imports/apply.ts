// Begins imports and goes on with those that were cut short. The user's files are copied first, so that a resume
// never needs the originals.
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ImportId } from '#shared/api/contract.ts';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '../clock.ts';
import { transact, type Db } from '../db/db.ts';
import type { Handlers, Person } from '../dispatch.ts';
import { isBig } from './big-file.ts';
import { copySource, readyFormat, sourceName, type ChosenFile } from './chosen-file.ts';
import type { GrantedFiles } from './granted-files.ts';
import { choicesOfImport, dropChoices } from './import-choices.ts';
import type { ImportEnds } from './import-ends.ts';
import type { ImportJobs, JobRequest } from './import-jobs.ts';
import { addImport, planOf, takeImport, type ImportPlan, type ImportRow } from './import-records.ts';
import { keepSource, sourceName as sourceFile } from './kept-source.ts';
import { keepSaid } from './plan-keep.ts';
import type { PlannedSource } from './planned-source.ts';
import type { OpenPlan, Plans } from './plans.ts';
import { suggestOptions } from './presets.ts';
import { adoptPlanned, areCopiesThere, conversionOfCopies, copySet, sourcesOf } from './set-conversion.ts';
import { readTableHead } from './table-file.ts';
import type { UndoFeature } from './undo.ts';

export interface ApplyDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly jobs: ImportJobs;
  readonly files: GrantedFiles;
  readonly plans: Plans;
  readonly ends: ImportEnds;
  readonly undo: UndoFeature;
  /** This process, as imports name it. */
  readonly owner: string;
  readonly ownImport: (importId: number, person: Person) => Promise<ImportRow>;
  readonly folderOf: (importId: number) => string;
  readonly starterCatalogue: string;
  /** Backs everything up; runs before an import of more than a thousand rows writes anything. */
  readonly beforeBig: () => Promise<void>;
}

type ApplyHandlers = Pick<Handlers<'imports'>, 'imports.apply' | 'imports.starter' | 'imports.resume'>;

interface Begun {
  readonly importId: ImportId;
  readonly planned?: PlannedSource | undefined;
}

interface Beginning {
  readonly source: string;
  readonly userId: number;
  /** The plan with what was said of rows; null where nobody looked at one. */
  readonly said: OpenPlan | null;
}

const starterSource = 'starter';

export function createApplyFeature(deps: ApplyDeps): ApplyHandlers {
  const { db, clock, jobs, files, plans, ends, owner, ownImport, folderOf } = deps;
  const copyOf = (importId: number) => join(folderOf(importId), sourceFile);

  /** An apply of a new file, or of the copy that an earlier run left. */
  function start(
    request: Pick<JobRequest, 'userId' | 'fileName' | 'size'>,
    plan: ImportPlan & { author: number },
    begin: () => Promise<Begun>,
  ): string {
    let importId: ImportId | null = null;
    return jobs.start({
      ...request,
      phase: 'apply',
      async prepare() {
        const begun = await begin();
        importId = begun.importId;
        const { options, format, author } = plan;
        const isReady = await isCanonical(importId, request.size);
        return {
          phase: 'apply',
          path: copyOf(importId),
          size: request.size,
          options,
          format,
          conversion: isReady ? undefined : conversionOfCopies(plan, folderOf(importId)),
          planned: begun.planned,
          userId: author,
          choices: await choicesOfImport(db, importId),
          importId,
        };
      },
      async finish(end) {
        if (importId === null) return;
        if (end.state === 'failed') {
          await ends.endFailed(importId, end.error);
          await ends.recount();
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

  async function applyFile(
    file: ChosenFile,
    plan: ImportPlan,
    { source, userId, said }: Beginning,
  ): Promise<{ jobId: string }> {
    const isSet = plan.options.format !== null;
    const sources = isSet ? { sources: sourcesOf(file.files) } : {};
    const jobId = start(
      { userId, fileName: file.name, size: file.size },
      { ...plan, ...sources, author: userId },
      async () => {
        if (await isBig(file.files.length > 0 ? file.files : [file])) await deps.beforeBig();
        const importId = await transact(db, async (tx) => {
          const names = { userId, source, fileName: file.name, fileSize: file.size, owner };
          const id = await addImport(tx, clock, { ...plan, ...sources, ...names });
          const time = clock.now().toISOString();
          await keepSaid(tx, { ...plan, userId, source, importId: id, time, said });
          return id;
        });
        const folder = folderOf(importId);
        try {
          if (isSet) await copySet(file.files, folder);
          else await copySource(file, folder, copyOf(importId));
          return { importId, planned: await adoptPlanned(said?.canonicalFor(plan.options), folder) };
        } catch (error) {
          await ends.endFailed(importId, error);
          throw error;
        } finally {
          if (said) await plans.drop(said);
        }
      },
    );
    return { jobId };
  }

  return {
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
      if (begun !== undefined) return deps.undo.start(row, person);
      const isThere =
        (await isCanonical(importId, row.file_size)) || (await areCopiesThere(sources, folderOf(importId)));
      if (!isThere)
        throw new AppError(
          'unavailable',
          'The copy of the file is gone. Import the file again; what is there will not be added twice.',
          { importId },
        );
      const request = { userId: person.id, fileName: row.file_name, size: row.file_size };
      const jobId = start(request, { ...planOf(row), author: row.user_id }, async () => {
        if (!(await takeImport(db, clock, importId, owner)))
          throw new AppError('busy', 'This import is running.', { importId });
        return { importId };
      });
      return { jobId };
    },
  };
}

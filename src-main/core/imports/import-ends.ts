// How imports end that nobody ended: found dead, failed, or with totals that are still to be counted.
import type { Clock } from '../clock.ts';
import type { Db } from '../db/db.ts';
import { errorFacts, type Log } from '../log.ts';
import type { ImportJobs } from './import-jobs.ts';
import { endImport, markInterrupted, planOf, uncountedImports } from './import-records.ts';

export interface ImportEnds {
  /** Totals that a crash, a failure or the app's end left uncounted are counted in the background. */
  recount(): Promise<void>;
  /** Another process may have died since the last look. */
  markDead(): Promise<void>;
  /** Writes that it failed and why; where that can't be, as on a full disk, it is tried again with every look. */
  endFailed(importId: number, error: unknown): Promise<void>;
}

export interface ImportEndsDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly jobs: ImportJobs;
}

export function createImportEnds({ db, clock, log, jobs }: ImportEndsDeps): ImportEnds {
  const unended = new Map<number, unknown>();

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

  return { recount, markDead, endFailed };
}

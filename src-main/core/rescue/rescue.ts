// The way back where core can't open its database, for shells that have no core: looks, and does what the user chose, in the
// worker of backups. Refused while the database is sound, since nobody is logged in here.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hopelessReasons, type RescueOptions, type RescueReport } from '#shared/api/rescue.ts';
import { migrations } from '#migrations/index.ts';
import { AppError } from '#shared/errors.ts';
import { listBackups } from '../backups/backup-names.ts';
import { databaseName, openSqlite } from '../db/open.ts';
import { storageError } from '../db/storage-error.ts';
import { runWorker } from '../jobs/run-worker.ts';
import type { JobContext } from '../jobs/jobs.ts';
import type { BackupsAnswers, BackupsTask } from '../backups/worker-task.ts';

export interface RescueDeps {
  readonly dataFolder: string;
  /** The worker of backups. */
  readonly worker: URL;
  readonly now: () => Date;
}

export interface Rescue {
  look(): Promise<RescueOptions>;
  fromBackup(): Promise<RescueReport>;
  rows(): Promise<RescueReport>;
  nothing(): Promise<RescueReport>;
}

/** Core must be closed while any of its functions runs, or never have opened. */
export function createRescue({ dataFolder, worker, now }: RescueDeps): Rescue {
  const databaseFile = join(dataFolder, databaseName);
  const place = () => ({ databaseFile, dataFolder, now: now().toISOString() });

  async function work<K extends BackupsTask['kind']>(
    task: Extract<BackupsTask, { kind: K }>,
  ): Promise<BackupsAnswers[K]> {
    const quiet: JobContext = {
      stop: new Int32Array(new SharedArrayBuffer(4)),
      progress: () => undefined,
      assertWanted: () => undefined,
    };
    return await runWorker<BackupsAnswers[K]>(worker, task, quiet);
  }

  function assertHopeless(): void {
    const reason = whatIsWrong(databaseFile);
    if (reason !== null && hopelessReasons.has(reason)) return;
    throw new AppError('conflict', 'The database file is not damaged: it stays where it is.', {
      reason: 'not_damaged',
    });
  }

  return {
    async look() {
      const reason = whatIsWrong(databaseFile);
      const isHopeless = reason !== null && hopelessReasons.has(reason);
      const ways = isHopeless
        ? await work({ kind: 'rescue-look', ...place() })
        : { backup: null, damagedBackups: 0, readable: false };
      return { reason, file: databaseFile, ...ways, readable: ways.readable && reason === 'damaged' };
    },
    async fromBackup() {
      assertHopeless();
      return await work({ kind: 'rescue-backup', ...place() });
    },
    async rows() {
      assertHopeless();
      return await work({ kind: 'rescue-rows', ...place() });
    },
    async nothing() {
      assertHopeless();
      return await work({ kind: 'rescue-nothing', ...place() });
    },
  };
}

/** A StorageReason or `locked`; null where every page is sound. */
function whatIsWrong(databaseFile: string): string | null {
  if (!existsSync(databaseFile))
    return listBackups(join(dirname(databaseFile), 'backups')).length > 0 ? 'missing' : null;
  let error: unknown;
  try {
    const sqlite = openSqlite(databaseFile, migrations.length, { timeout: 1000 });
    try {
      if (sqlite.pragma('integrity_check(1)', { simple: true }) !== 'ok') return 'damaged';
      return null;
    } finally {
      sqlite.close();
    }
  } catch (thrown) {
    error = storageError(thrown);
  }
  if (!(error instanceof AppError)) return 'unknown';
  if (error.code === 'busy') return 'locked';
  const reason = error.details?.['reason'];
  return typeof reason === 'string' ? reason : 'unknown';
}

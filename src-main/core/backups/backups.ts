// Backups of everything on this computer: daily, on demand, before what could go wrong; and their way back. The work is done
// in a worker thread, one task at a time; here is decided who may, where to, and what is kept.
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RestoreSource } from '#shared/api/backups.ts';
import type { BackupReason, BackupResult, CheckName } from '#shared/api/jobs.ts';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/db.ts';
import type { HighWater } from '../db/high-water.ts';
import { importUnderway } from '../db/import-underway.ts';
import type { Handlers, Person } from '../dispatch.ts';
import { partOf, removeQuietly } from '../files/durable.ts';
import type { GrantedTargets } from '../files/granted-targets.ts';
import type { GrantedFiles } from '../imports/granted-files.ts';
import type { JobContext, Jobs } from '../jobs/jobs.ts';
import { runWorker } from '../jobs/run-worker.ts';
import { errorFacts, type Log } from '../log.ts';
import { localProfiles } from '../profiles/profile-queries.ts';
import { backupName, listBackups } from './backup-names.ts';
import { toForget } from './retention.ts';
import type { BackupsAnswers, BackupsTask } from './worker-task.ts';

export interface BackupsDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly jobs: Jobs;
  readonly files: GrantedFiles;
  readonly targets: GrantedTargets;
  readonly highWater: Pick<HighWater, 'lost' | 'seen'>;
  readonly databaseFile: string;
  readonly dataFolder: string;
  readonly worker: URL;
  /** The database was replaced: everything that is remembered of it is of another time. */
  readonly onRestored: () => void;
  /** So many checks found what no write has done. */
  readonly onDamage: (checks: number) => void;
}

export interface Backups {
  readonly handlers: Handlers<'backups'>;
  /** Before something that could go wrong. Throws where it can't be made: then that something must not begin. */
  before(reason: Extract<BackupReason, `before-${string}`>): Promise<void>;
  /** Makes one where the last is older than a day, after a check. Never throws. */
  daily(): Promise<void>;
  /** Seals what was written since. Never throws. */
  seal(): Promise<void>;
}

const queue = 'backups';
const day = 86_400_000;
const lookEvery = 150;
/** What no fault of the app's own makes. */
const aboutDamage: ReadonlySet<CheckName> = new Set(['pages', 'references', 'seals']);

export function createBackups(deps: BackupsDeps): Backups {
  const { db, clock, log, jobs, files, targets, databaseFile, dataFolder } = deps;
  const folder = join(dataFolder, 'backups');
  const place = { databaseFile, dataFolder };

  async function work<K extends BackupsTask['kind']>(
    task: Extract<BackupsTask, { kind: K }>,
    context: JobContext,
  ): Promise<BackupsAnswers[K]> {
    return await runWorker<BackupsAnswers[K]>(deps.worker, task, context);
  }

  /** SQLite copies in one go, and the worker is deaf meanwhile: the growing file tells how far it is. */
  async function write(path: string, context: JobContext): Promise<BackupResult> {
    const { size } = await stat(databaseFile);
    const part = partOf(path);
    const look = setInterval(() => {
      void stat(part).then(
        (there) => context.progress('copying', Math.min(there.size, size), size),
        () => undefined,
      );
    }, lookEvery);
    try {
      const facts = await work({ kind: 'backup', path, ...place }, context);
      return { kind: 'backup', name: basename(path), ...facts };
    } finally {
      clearInterval(look);
    }
  }

  async function keep(reason: BackupReason, context: JobContext): Promise<BackupResult> {
    const name = backupName(clock.now(), reason);
    const result = await write(join(folder, name), context);
    forgetOld(name);
    return result;
  }

  function forgetOld(justMade: string): void {
    for (const name of toForget(listBackups(folder), clock.now(), justMade))
      removeQuietly(join(folder, name));
  }

  function fileOf(source: RestoreSource): { readonly path: string; readonly name: string } {
    if ('token' in source) return files.find(source.token);
    const known = listBackups(folder).find(({ name }) => name === source.name);
    if (!known)
      throw new AppError('not_found', `There is no backup "${source.name}".`, { reason: 'no_such_backup' });
    return { path: join(folder, known.name), name: known.name };
  }

  /** A computer without profiles is a new one, to which a backup is brought. */
  async function assertMayRestore(person: Person | null): Promise<void> {
    if (person?.role === 'admin') return;
    const [anybody] = await localProfiles(db).select('id').limit(1).execute();
    if (!anybody) return;
    if (person === null) throw new AppError('unauthenticated', 'Log in first.');
    throw new AppError(
      'forbidden',
      'Only a profile with the role admin may restore a backup: it holds everybody’s data.',
    );
  }

  async function assertNoImport(): Promise<void> {
    const file = await importUnderway(db);
    if (file !== null)
      throw new AppError('busy', `"${file}" is being imported. Wait for it, or stop it first.`, {
        reason: 'import_running',
      });
  }

  return {
    async before(reason) {
      await jobs.inBackground(queue, (context) => keep(reason, context));
    },

    async daily() {
      try {
        const isDue = () => {
          const [newest] = listBackups(folder);
          return !newest || clock.now().getTime() - Date.parse(newest.createdAt) >= day;
        };
        if (!isDue()) return;
        const [anybody] = await localProfiles(db).select('id').limit(1).execute();
        if (!anybody) return;
        // Its turn may come after another backup's.
        await jobs.inBackground(queue, async (context) => {
          if (!isDue()) return;
          await tellDamage(context);
          const { name } = await keep('daily', context);
          log.info({ backup: name }, 'made the daily backup');
        });
      } catch (error) {
        log.error(errorFacts(error), 'the daily backup failed');
        if (error instanceof AppError && error.details?.['reason'] === 'damaged') deps.onDamage(1);
      }
    },

    async seal() {
      try {
        await jobs.inBackground(queue, (context) => work({ kind: 'seal', ...place }, context));
      } catch (error) {
        log.error(errorFacts(error), 'sealing failed');
      }
    },

    handlers: {
      'backups.list': async () => {
        const items = listBackups(folder);
        return { items, lastGood: items[0]?.createdAt ?? null };
      },

      'backups.create': async ({ token }, { person }) => {
        const target = token === undefined ? undefined : targets.find(token);
        if (target && !target.overwrite && (await stat(target.path).catch(() => undefined)))
          throw new AppError('conflict', `"${target.name}" is there already.`, {
            reason: 'exists',
            name: target.name,
          });
        return jobs.start({
          kind: 'backup',
          userId: person.id,
          queue,
          run: (context) => (target ? write(target.path, context) : keep('manual', context)),
        });
      },

      'backups.inspect': async (source, { person }) => {
        await assertMayRestore(person);
        const { path, name } = fileOf(source);
        const { size } = await stat(path);
        const summary = await jobs.inBackground(queue, (context) =>
          work({ kind: 'inspect', path, ...place }, context),
        );
        return { name, bytes: size, ...summary };
      },

      'backups.restore': async (source, { person, session }) => {
        await assertMayRestore(person);
        await assertNoImport();
        const { path } = fileOf(source);
        return jobs.start({
          kind: 'restore',
          userId: null,
          queue,
          run: async (context) => {
            await assertNoImport();
            const now = clock.now();
            const before = backupName(now, 'before-restore');
            const task = {
              kind: 'restore',
              path,
              before: join(folder, before),
              now: now.toISOString(),
              ...place,
            } as const;
            const { beforeIsWhole, ...facts } = await work(task, context);
            log.warn({ backup: basename(path), before }, 'restored a backup');
            deps.onRestored();
            if (beforeIsWhole) forgetOld(before);
            const stillLoggedIn = (await session.userId()) !== null;
            return { kind: 'restore', before: beforeIsWhole ? before : null, stillLoggedIn, ...facts };
          },
        });
      },

      'backups.lostChanges': async () => ({ lost: deps.highWater.lost() }),

      'backups.lostChangesSeen': async () => {
        await deps.highWater.seen();
        return {};
      },

      'backups.check': async ({ mend }, { person }) => {
        if (mend && person.role !== 'admin')
          throw new AppError('forbidden', 'Only a profile with the role admin may mend the database.');
        return jobs.start({
          kind: 'check',
          userId: person.id,
          queue,
          run: async (context) => {
            const began = clock.monotonic();
            const first = await work({ kind: 'check', mend: false, ...place }, context);
            const isNeeded = mend && first.some(({ mendable }) => mendable);
            const backup = isNeeded ? await keepBeforeMending(context) : null;
            const findings = isNeeded ? await work({ kind: 'check', mend: true, ...place }, context) : first;
            if (isNeeded) deps.onRestored();
            return { kind: 'check', findings, backup, seconds: (clock.monotonic() - began) / 1000 };
          },
        });
      },
    },
  };

  /** Damage is told on the day on which it can be seen, and not when somebody looks for it. */
  async function tellDamage(context: JobContext): Promise<void> {
    const findings = await work({ kind: 'check', mend: false, ...place }, context);
    const damage = findings.filter(({ check, state }) => state === 'wrong' && aboutDamage.has(check));
    if (damage.length === 0) return;
    log.error({ findings: damage }, 'the database is damaged');
    deps.onDamage(damage.length);
  }

  /** What is to be mended may be what a checked backup refuses: then none is better than no repair. */
  async function keepBeforeMending(context: JobContext): Promise<string | null> {
    try {
      return (await keep('before-mend', context)).name;
    } catch (error) {
      if (error instanceof AppError && error.details?.['reason'] === 'damaged') return null;
      throw error;
    }
  }
}

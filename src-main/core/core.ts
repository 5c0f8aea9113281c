// The composition root: builds everything by hand and closes it in reverse order. The window, the terminal and the
// tests are shells round what it gives.
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { migrations } from '#migrations/index.ts';
import type { LostChanges } from '#shared/api/backups.ts';
import type { Bridge, Envelope, MediaId, UserId } from '#shared/api/contract.ts';
import { AppError } from '#shared/errors.ts';
import { listBackups } from './backups/backup-names.ts';
import { createBackups } from './backups/backups.ts';
import { watchRestores } from './backups/epoch.ts';
import { createCaches } from './cache.ts';
import { createCatalog } from './catalog/catalog.ts';
import { systemClock, type Clock } from './clock.ts';
import { createBigWriters } from './db/big-writes.ts';
import { createDb } from './db/db.ts';
import { createHighWater, raiseRegularly, type HighWater } from './db/high-water.ts';
import { importUnderway } from './db/import-underway.ts';
import { migrate } from './db/migrate.ts';
import { databaseName, openSqlite } from './db/open.ts';
import { createDiagnostics, type HostVersions } from './diagnostics/diagnostics.ts';
import { createDiscovery } from './discovery/discovery.ts';
import { createDiary } from './diary/diary.ts';
import { createDispatch } from './dispatch.ts';
import { createEvents } from './events.ts';
import { createExports } from './exports/exports.ts';
import { createGrantedTargets, type GrantedTargets } from './files/granted-targets.ts';
import { createGrantedFiles, type GrantedFiles } from './imports/granted-files.ts';
import { createImports } from './imports/imports.ts';
import { createJobs } from './jobs/jobs.ts';
import { createLists } from './lists/lists.ts';
import { errorFacts, openLog, type Log } from './log.ts';
import { createPeople } from './people/people.ts';
import { createPasswords } from './profiles/passwords.ts';
import { createProfiles } from './profiles/profiles.ts';
import { terminalSession, windowSession, type KeptSession } from './profiles/sessions.ts';
import { createSettings } from './profiles/settings.ts';
import { createReviews } from './reviews/reviews.ts';
import { createShelves } from './reviews/shelves.ts';
import { createSearch } from './search/search.ts';
import { createUpkeepHost } from './search/upkeep-host.ts';
import { createStats } from './stats/stats.ts';
import { createCapture } from './sync/capture.ts';
import { settleHomes } from './sync/homes.ts';
import { createSync, type Network } from './sync/sync.ts';

export { assertAccess, parseInput } from './dispatch.ts';
export { errorFacts } from './log.ts';
export { createRescue, type Rescue } from './rescue/rescue.ts';
export type { Network };

export interface CoreConfig {
  /** Created if missing, for its owner alone. */
  readonly dataFolder: string;
  /** Somebody named the folder: what it lies in must be there, or a disk that isn't connected would become an empty library. */
  readonly isChosenFolder?: boolean;
  readonly workers: {
    readonly imports: URL;
    readonly passwords: URL;
    readonly discovery: URL;
    readonly exports: URL;
    readonly backups: URL;
    readonly search: URL;
    readonly sync: URL;
  };
  readonly starterCatalogue: string;
  readonly host: HostVersions;
  readonly clock?: Clock;
  /** For a process that stays: looks, in these milliseconds, whether a daily backup is due. */
  readonly dailyBackups?: { readonly first: number; readonly every: number };
  /** How to speak to servers that a profile is linked to; nothing else is ever asked. Without it sync is off. */
  readonly network?: Network;
  /** bcrypt's cost; the product's is 12. */
  readonly passwordCost?: number;
  /** Validate what handlers answer: on in development and tests. */
  readonly checkOutput?: boolean;
}

export interface Connection extends Bridge {
  invoke(method: string, input: unknown): Promise<Envelope>;
  /** Ends the subscriptions; a window's session ends with it. */
  close(): void;
}

export interface Core {
  /** A window or a terminal with a session of its own. A terminal's login outlives the process, under its name. */
  connect(client: { readonly terminal: string } | 'window'): Connection;
  /** Makes files that a user chose known to core by tokens. */
  readonly files: GrantedFiles;
  /** Makes places where a user wants something written known to core by tokens. */
  readonly targets: GrantedTargets;
  readonly log: Log;
  /** Changes that were missing when the database was opened, until somebody has seen it. */
  lostChanges(): LostChanges | null;
  /** Whether an import runs, also another process's. */
  isImporting(): Promise<boolean>;
  /** The computer slept: what waits for its next try tries now. */
  wake(): void;
  /** Resolves when the index of search has taken in what was written. */
  settled(): Promise<void>;
  /** Imports that a crash cut short are marked; none of them is lost. Stops running ones, then closes everything. */
  close(): Promise<void>;
}

const dataVersionInterval = 1000;

/** Throws `storage` (details.reason) where the database can't be opened, and leaves the file as it was. */
export async function createCore(config: CoreConfig): Promise<Core> {
  const clock = config.clock ?? systemClock;
  const dataFolder = makeDataFolder(config.dataFolder, config.isChosenFolder ?? false);
  const file = join(dataFolder, databaseName);
  const accountFolder = join(dataFolder, 'accounts');
  assertNotGone(file, join(dataFolder, 'backups'));
  const log = openLog(join(dataFolder, 'logs'));
  const sqlite = openSqlite(file, migrations.length);
  const waiting = new SharedArrayBuffer(4);
  const capture = createCapture(sqlite, () => clock.now().getTime());
  const db = createDb(sqlite, new Int32Array(waiting), capture.settle);
  let highWater: HighWater;
  try {
    const names = await migrate({
      db,
      sqlite,
      migrations,
      backupFolder: join(dataFolder, 'backups'),
      now: clock.now,
    });
    if (names.length > 0) log.info({ migrations: names }, 'migrated the database');
    highWater = await createHighWater({ db, sqlite, dataFolder, now: clock.now, log });
    await settleHomes({ db, sqlite, databaseFile: file, folder: accountFolder, now: clock.now });
  } catch (error) {
    await db.destroy();
    throw error;
  }

  const events = createEvents((error) => log.error(errorFacts(error), 'a listener failed'));
  const caches = createCaches();
  const passwords = createPasswords({ worker: config.workers.passwords, cost: config.passwordCost ?? 12 });
  const files = createGrantedFiles();
  const targets = createGrantedTargets();
  const jobs = createJobs({ events, log });
  const bigWriters = createBigWriters(sqlite);

  const profiles = createProfiles({
    db,
    clock,
    events,
    passwords,
    cache: caches.profiles,
    clearCaches: caches.clear,
    onPassword: (userId, password) => sync.passwordKnown(userId, password),
    onPasswordChanged: (userId, before, after) => sync.passwordChanged(userId, before, after),
    beforeDelete: (userId) => sync.profileGoes(userId),
  });
  const catalog = createCatalog({ db, sqlite, clock, events, caches });
  const reviews = createReviews({ db, sqlite, clock, events, caches });
  const backups = createBackups({
    db, clock, log, jobs, files, targets, highWater, databaseFile: file, dataFolder, worker: config.workers.backups,
    onRestored: () => refresh(),
    onDamage: (checks) => events.publish('database.damaged', { checks }),
  }); // prettier-ignore
  const imports = await createImports({
    db, sqlite, clock, events, log, files, databaseFile: file, dataFolder, worker: config.workers.imports, starterCatalogue: config.starterCatalogue,
    clearCaches: caches.clear, waiting, bigWriters, beforeBig: () => backups.before('before-import'),
  }); // prettier-ignore
  const discovery = createDiscovery({
    db, clock, events, caches, log, worker: config.workers.discovery, databaseFile: file, modelFile: join(dataFolder, 'discovery-model.bin'),
  }); // prettier-ignore
  const upkeep = createUpkeepHost({
    db,
    sqlite,
    databaseFile: file,
    worker: config.workers.search,
    log,
    bigWriters,
  });
  upkeep.look();
  const stats = createStats({ db, sqlite, clock, events, caches });
  const sync = createSync({
    db, sqlite, clock, events, bigWriters, log, network: config.network, worker: config.workers.sync, databaseFile: file, folder: accountFolder,
    checkPassword: profiles.checkPassword,
    onCommit: (userId, changed) => syncCommitted(userId, changed),
  }); // prettier-ignore
  const handlers = {
    ...profiles.handlers,
    ...createSettings({ db, clock }),
    ...catalog,
    ...createSearch({ db, sqlite, clock, caches, settle: upkeep.settleFew }),
    ...reviews,
    ...createShelves({ db, sqlite, clock, events, caches }),
    ...createDiary({ db, sqlite, clock, events, caches }),
    ...createLists({ db, sqlite, clock, events }),
    ...imports.handlers,
    ...discovery.handlers,
    ...stats.handlers,
    ...createPeople({ db, caches, model: discovery.model }),
    ...jobs.handlers,
    ...sync.handlers,
    ...backups.handlers,
    ...createExports({
      db, clock, jobs, targets, databaseFile: file, dataFolder, worker: config.workers.exports, app: config.host.app,
    }), // prettier-ignore
    ...createDiagnostics({ db, sqlite, caches, log, dataFolder, file, host: config.host }),
  };

  // Another connection's commits (the import worker's, the terminal's) show as a new data_version.
  const dataVersion = sqlite.prepare<[], number>('PRAGMA data_version').pluck();
  let seen = dataVersion.get();
  let told = seen;
  const isRestored = watchRestores(dataFolder);
  const sessions = new Set<KeptSession>();
  const refresh = () => {
    const current = dataVersion.get();
    if (current === seen) return;
    seen = current;
    caches.clear();
    stats.forget();
    if (!isRestored()) return;
    for (const session of sessions) session.findAgain();
    sync.restored();
    events.publish('database.restored', {});
  };
  const watch = setInterval(() => {
    refresh();
    upkeep.look();
    if (told === seen) return;
    told = seen;
    sync.edited();
    sync.decidedElsewhere();
    events.publish('database.changed', {});
  }, dataVersionInterval).unref();
  const endEditWatch = events.subscribe(({ event }) => {
    if (event !== 'sync.changed' && event !== 'jobs.changed') sync.edited();
  });

  /** This process's own worker wrote: windows learn what, and needn't ask everything again. */
  function syncCommitted(userId: UserId, changed: readonly number[] | null): void {
    if (changed === null) {
      refresh();
      upkeep.look();
      told = seen;
      events.publish('database.changed', {});
      return;
    }
    // NOTE: what another process wrote in the same moment is seen with its next change.
    seen = told = dataVersion.get();
    caches.clear();
    if (changed.length > 0) upkeep.look();
    for (const id of changed as MediaId[]) {
      events.publish('review.saved', { mediaId: id, userId });
      events.publish('diary.changed', { mediaId: id, userId }, userId);
    }
  }

  const marking = raiseRegularly(highWater.raise, bigWriters.any);

  let keeping = false;
  const keepSafe = async () => {
    if (keeping) return;
    keeping = true;
    await backups.daily();
    await backups.seal();
    keeping = false;
  };
  const dailyTimers = config.dailyBackups
    ? [
        setTimeout(() => void keepSafe(), config.dailyBackups.first).unref(),
        setInterval(() => void keepSafe(), config.dailyBackups.every).unref(),
      ]
    : [];

  const dispatch = createDispatch({
    handlers,
    findPerson: profiles.findPerson,
    refresh,
    checkOutput: config.checkOutput ?? false,
    log,
  });

  function connect(client: { readonly terminal: string } | 'window'): Connection {
    const session = client === 'window' ? windowSession(sqlite) : terminalSession(db, clock, client.terminal);
    sessions.add(session);
    const ends = new Set<() => void>();
    let userId: UserId | null = null;
    return {
      async invoke(method, input) {
        const reply = await dispatch(session, method, input);
        const before = userId;
        userId = await session.userId();
        if (client === 'window' && userId !== before) {
          if (before !== null) sync.leave(before);
          if (userId !== null) sync.enter(userId);
          if (userId !== null) stats.warm(userId);
        }
        return reply;
      },
      subscribe(event, listener) {
        const end = events.subscribe((published) => {
          if (published.event !== event) return;
          if (published.audience === null || published.audience === userId) listener(published.payload);
        });
        ends.add(end);
        return end;
      },
      close() {
        for (const end of ends) end();
        ends.clear();
        sessions.delete(session);
        if (client === 'window' && userId !== null) sync.leave(userId);
        userId = null;
      },
    };
  }

  return {
    connect,
    files,
    targets,
    log,
    lostChanges: highWater.lost,
    isImporting: async () => (await importUnderway(db)) !== null,
    wake: sync.wake,
    settled: upkeep.settled,
    async close() {
      clearInterval(watch);
      clearInterval(marking);
      for (const timer of dailyTimers) clearTimeout(timer);
      stats.close();
      endEditWatch();
      await sync.close();
      await upkeep.close();
      await jobs.close();
      await imports.close();
      await discovery.close();
      await passwords.close();
      await highWater.raise();
      await db.destroy();
    },
  };
}

/** Where there are backups there was a library. */
function assertNotGone(file: string, backupFolder: string): void {
  if (existsSync(file) || listBackups(backupFolder).length === 0) return;
  throw new AppError('storage', 'The database is gone from the data folder; its backups are still there.', {
    reason: 'missing',
    file,
  });
}

function makeDataFolder(folder: string, isChosen: boolean): string {
  if (isChosen && !existsSync(dirname(folder)))
    throw new AppError('storage', 'The data folder is not there. Is its disk connected?', {
      reason: 'no_folder',
      file: folder,
    });
  try {
    mkdirSync(join(folder, 'logs'), { recursive: true, mode: 0o700 });
    return folder;
  } catch (error) {
    throw new AppError(
      'storage',
      'The data folder cannot be created.',
      { reason: 'cannot_open', file: folder },
      { cause: error },
    );
  }
}

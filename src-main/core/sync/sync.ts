// Sync as a feature: a profile's account, how it fares, and what a person decides about it. Without a network (a core that
// was given none) everything is off; with one, nothing is asked of anybody until a profile is linked.
import type Database from 'better-sqlite3';
import type { UserId } from '#shared/api/contract.ts';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '../clock.ts';
import type { BigWriters } from '../db/big-writes.ts';
import type { Db } from '../db/db.ts';
import type { Handlers } from '../dispatch.ts';
import type { Events } from '../events.ts';
import { errorFacts, type Log } from '../log.ts';
import { absenceError, createActiveSyncs } from './active-syncs.ts';
import { listConflicts, settleConflict } from './conflict-shelf.ts';
import { settleHomes } from './homes.ts';
import { closeLink } from './link.ts';
import { findLink } from './link-rows.ts';
import type { LinkedSync } from './linked-sync.ts';
import type { Fetch } from './server.ts';
import { createSignIns } from './sign-ins.ts';
import { listRefused, sendRefusedAgain } from './refused.ts';
import { createRoundNotes } from './round-notes.ts';
import { createStanding } from './standing.ts';
import { syncFailure } from './sync-failure.ts';
import { createVault, type Keeper } from './vault.ts';
import type { Changed } from './worker-messages.ts';

/** What a shell gives core so that it may speak to servers. */
export interface Network {
  readonly fetch: Fetch;
  readonly keeper: Keeper;
  /** What accounts know this computer by. */
  readonly deviceName: string;
}

export interface SyncDeps {
  readonly db: Db;
  readonly sqlite: Database.Database;
  readonly clock: Clock;
  readonly events: Events;
  readonly bigWriters: BigWriters;
  readonly log: Log;
  readonly network: Network | undefined;
  readonly worker: URL;
  readonly databaseFile: string;
  /** Where tokens and locks lie; made when there is one. */
  readonly folder: string;
  /** Rejects where it isn't the profile's password. */
  readonly checkPassword: (userId: UserId, password: string) => Promise<void>;
  /** The worker committed; null: many rows changed, or other things than titles. */
  readonly onCommit: (userId: UserId, changed: Changed) => void;
}

export interface Sync {
  readonly handlers: Handlers<'sync'>;
  /** A window is this profile's now, or no longer. */
  enter(userId: UserId): void;
  leave(userId: UserId): void;
  passwordKnown(userId: UserId, password: string): void;
  passwordChanged(userId: UserId, before: string, after: string): Promise<void>;
  /** Call before a profile is deleted: signs it out and forgets its token. */
  profileGoes(userId: UserId): Promise<void>;
  /** Something may have been written here, or by another process. */
  edited(): void;
  /** Another process may have decided something about a link. */
  decidedElsewhere(): void;
  /** The computer slept. */
  wake(): void;
  /** The database is another one than a moment ago. */
  restored(): void;
  close(): Promise<void>;
}

/** How often it is told how far a long round has come. */
const betweenStepsMs = 400;

const noNetwork: Network = {
  fetch: () => Promise.reject(syncFailure('offline')),
  keeper: {
    shell: 'terminal',
    kind: () => Promise.resolve('memory'),
    seal: (text) => Promise.resolve(Buffer.from(text)),
    open: (sealed) => Promise.resolve(sealed.toString()),
  },
  deviceName: 'Mediary',
};

export function createSync(deps: SyncDeps): Sync {
  const { db, sqlite, clock, events, log, onCommit, checkPassword, folder } = deps;
  const { fetch, keeper: shellKeeper, deviceName } = deps.network ?? noNetwork;
  const vault = createVault(folder, shellKeeper);
  const notes = createRoundNotes({ db, clock });
  const telling = new Map<UserId, NodeJS.Timeout>();
  const stepping = new Map<UserId, NodeJS.Timeout>();

  const uidOf = async (userId: UserId) => {
    const row = await db.selectFrom('users').select('uid').where('id', '=', userId).executeTakeFirst();
    return row?.uid.toString('hex');
  };
  const active = createActiveSyncs({
    db, clock, log, fetch, vault, folder, uidOf,
    onCommit(userId, changed) {
      onCommit(userId, changed);
      if (active.find(userId)?.state().state === 'syncing') tellStep(userId);
    },
    worker: deps.worker,
    bigWriters: deps.bigWriters,
    databaseFile: deps.databaseFile,
    onState(userId) {
      void noteRound(userId).catch((error: unknown) => log.error(errorFacts(error), 'a round could not be noted'));
      tell(userId);
    },
  }); // prettier-ignore
  const { statusOf } = createStanding({ db, sqlite, clock, folder, vault, notes, active, uidOf });
  const signIns = createSignIns({ db, sqlite, clock, fetch, vault, deviceName, uidOf, checkPassword });

  async function noteRound(userId: UserId): Promise<void> {
    const sync = active.find(userId);
    if (sync !== undefined) await notes.note(userId, sync.state());
  }

  /** A burst of states is told once. */
  function tell(userId: UserId): void {
    if (telling.has(userId)) return;
    const timer = setTimeout(() => {
      telling.delete(userId);
      statusOf(userId).then(
        (status) => events.publish('sync.changed', status, userId),
        (error: unknown) => log.error(errorFacts(error), 'the state of sync could not be told'),
      );
    }, 50);
    telling.set(userId, timer.unref());
  }

  /** How far a long round has come: now and then. */
  function tellStep(userId: UserId): void {
    if (stepping.has(userId)) return;
    const timer = setTimeout(() => {
      stepping.delete(userId);
      tell(userId);
    }, betweenStepsMs);
    stepping.set(userId, timer.unref());
  }

  /** Throws in words where it doesn't run here. */
  async function running(userId: UserId, password: string | null = null): Promise<LinkedSync> {
    const sync = await active.ensure(userId, password);
    if (typeof sync === 'object') return sync;
    throw absenceError(sync);
  }

  const handlers: Handlers<'sync'> = {
    'sync.status': (_input, { person }) => statusOf(person.id),

    'sync.meet': async ({ server: address, insecure }) => {
      assertNetwork();
      const { server, name, registration } = await signIns.meet(address, insecure);
      return { server: server.address, name, registration };
    },

    'sync.signIn': async (input, { person }) => {
      assertNetwork();
      return await signIns.signIn(person.id, input);
    },

    'sync.link': async ({ token }, { person }) => {
      active.adopt(person.id, await signIns.link(person.id, token, (work) => active.alone(person.id, work)));
      await settleHomes({ db, sqlite, databaseFile: deps.databaseFile, folder, now: clock.now });
      notes.forget(person.id);
      // A terminal's command begins with the first round that is asked for.
      if (shellKeeper.shell === 'window') await active.ensure(person.id, null);
      tell(person.id);
      return await statusOf(person.id);
    },

    'sync.forgetSignIn': async ({ token }, { person }) => {
      await signIns.forget(person.id, token);
      return {};
    },

    'sync.unlink': async (_input, { person }) => {
      await unlink(person.id);
      tell(person.id);
      return await statusOf(person.id);
    },

    'sync.unlock': async ({ profilePassword }, { person }) => {
      await checkPassword(person.id, profilePassword);
      await running(person.id, profilePassword);
      return await statusOf(person.id);
    },

    'sync.pause': async ({ paused }, { person }) => {
      await assertLinked(person.id);
      await db
        .updateTable('sync_accounts')
        .set({ paused: paused ? 1 : 0 })
        .where('user_id', '=', person.id)
        .execute();
      active.find(person.id)?.setPaused(paused);
      tell(person.id);
      return await statusOf(person.id);
    },

    'sync.now': async (_input, { person }) => {
      const link = await assertLinked(person.id);
      if (link.paused === 1) throw new AppError('conflict', 'Sync is paused.', { reason: 'sync_paused' });
      const moved = await (await running(person.id)).now();
      await noteRound(person.id);
      return { ...(await statusOf(person.id, true)), ...moved };
    },

    'sync.answer': async ({ answer }, { person }) => {
      const sync = await running(person.id);
      if (sync.state().question === null)
        throw new AppError('conflict', 'Nothing is asked.', { reason: 'nothing_asked' });
      await sync.answer(answer);
      await noteRound(person.id);
      return await statusOf(person.id, true);
    },

    'sync.devices': async (_input, { person }) => {
      const { session } = await running(person.id);
      const devices = await session.call('devices');
      return devices.map(({ current, ...device }) => ({ ...device, isThis: current }));
    },

    'sync.signOutDevices': async ({ ids }, { person }) => {
      const { session } = await running(person.id);
      for (const id of ids) await session.call('signOutDevice', { params: { id } });
      return {};
    },

    'sync.conflicts': ({ cursor }, { person }) => listConflicts(db, person.id, cursor),

    'sync.refused': ({ cursor }, { person }) => listRefused(db, person.id, cursor),

    'sync.sendRefusedAgain': async (_input, { person }) => {
      await assertLinked(person.id);
      await sendRefusedAgain(db, person.id);
      active.find(person.id)?.edited();
      tell(person.id);
      return await statusOf(person.id);
    },

    'sync.settleConflict': async ({ id, take }, { person }) => {
      const mediaId = await settleConflict({ db, sqlite, clock }, person.id, id, take);
      if (take === 'lost') onCommit(person.id, mediaId === null ? null : [mediaId]);
      tell(person.id);
      return {};
    },
  };

  async function assertLinked(userId: UserId) {
    const link = await findLink(db, userId);
    if (link === undefined) throw absenceError('off');
    return link;
  }

  function assertNetwork(): void {
    if (deps.network === undefined) throw syncFailure('offline');
  }

  async function unlink(userId: UserId): Promise<void> {
    const link = await findLink(db, userId);
    if (link === undefined) return;
    const sync = await active.ensure(userId, null);
    if (sync === 'elsewhere') throw absenceError(sync);
    // The server forgets a device that can't say so when its owner signs it out, or by itself after a while.
    if (typeof sync === 'object') await sync.session.signOut();
    await active.alone(userId, async () => {
      const uid = await uidOf(userId);
      if (uid !== undefined) vault.forget(uid);
      closeLink(sqlite, userId);
    });
    notes.forget(userId);
  }

  return {
    handlers,
    enter: active.enter,
    leave: active.leave,
    passwordKnown: active.passwordKnown,
    async passwordChanged(userId, before, after) {
      const uid = await uidOf(userId);
      if (uid === undefined || vault.look(uid) !== 'locked') return;
      const opened = await vault.open(uid, before);
      if (opened === null) return;
      // What runs keeps its tokens under the lock of before.
      await active.end(userId);
      const current = await vault.open(uid, before);
      if (current !== null) await (await vault.make(uid, after)).keep(current.secret);
      await active.ensure(userId, after);
    },
    async profileGoes(userId) {
      await unlink(userId).catch((error: unknown) =>
        log.error(errorFacts(error), 'a profile could not be unlinked'),
      );
    },
    edited: active.edited,
    decidedElsewhere: active.decidedElsewhere,
    wake: active.wake,
    restored() {
      void active
        .restart()
        .catch((error: unknown) => log.error(errorFacts(error), 'sync could not start again'));
    },
    async close() {
      for (const timer of [...telling.values(), ...stepping.values()]) clearTimeout(timer);
      await active.close();
    },
  };
}

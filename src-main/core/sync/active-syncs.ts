// Whose sync runs in this process: of every linked profile that is logged in at a window, and at a terminal for the length
// of a command. What keeps one from running is remembered, so that it can be said.
import type { UserId } from '#shared/api/contract.ts';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '../clock.ts';
import type { BigWriters } from '../db/big-writes.ts';
import type { Db } from '../db/db.ts';
import { errorFacts, type Log } from '../log.ts';
import { createAccountSession } from './account-session.ts';
import { findLink, type Link } from './link-rows.ts';
import { openLinkedSync, type LinkedSync } from './linked-sync.ts';
import { createServer, type Fetch } from './server.ts';
import { readNote } from './round-notes.ts';
import { takeSyncLock } from './sync-lock.ts';
import type { OpenSafe, Vault } from './vault.ts';
import type { Changed } from './worker-messages.ts';

/** Why a linked profile's sync doesn't run here. locked: its token waits for the profile's password. */
export type Absence = 'off' | 'signed_out' | 'locked' | 'elsewhere';

export interface ActiveSyncsOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly bigWriters: BigWriters;
  readonly log: Log;
  readonly fetch: Fetch;
  readonly vault: Vault;
  readonly worker: URL;
  readonly databaseFile: string;
  /** Where the locks of profiles lie. */
  readonly folder: string;
  readonly uidOf: (userId: UserId) => Promise<string | undefined>;
  readonly onState: (userId: UserId) => void;
  readonly onCommit: (userId: UserId, changed: Changed) => void;
}

export interface ActiveSyncs {
  /** A window is this profile's now, or no longer. */
  enter(userId: UserId): void;
  leave(userId: UserId): void;
  /** Kept until the profile enters, to open its token by. */
  passwordKnown(userId: UserId, password: string): void;
  find(userId: UserId): LinkedSync | undefined;
  /** What keeps it from running, as far as was tried. */
  absence(userId: UserId): Absence | undefined;
  /** Has its token from now on; starts nothing. */
  adopt(userId: UserId, safe: OpenSafe): void;
  /** Starts it where it doesn't run. */
  ensure(userId: UserId, password: string | null): Promise<LinkedSync | Absence>;
  /** Resolves when nothing of the profile's runs here any more. */
  end(userId: UserId): Promise<void>;
  /** Something may have been written: by this process, or by another. */
  edited(): void;
  /** Another process may have decided something about a link. */
  decidedElsewhere(): void;
  /**
   * Changes what is linked: nothing of the profile's runs meanwhile, here or in another process. Rejects where another
   * process syncs it now.
   */
  alone<T>(userId: UserId, work: () => Promise<T>): Promise<T>;
  /** The computer slept: nothing waits for its next try. */
  wake(): void;
  /** Ends what runs and starts it anew, from the database as it is now. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

interface Presence {
  readonly windows: number;
  readonly sync: LinkedSync | undefined;
  readonly absence: Absence | undefined;
  readonly letGo: (() => void) | undefined;
  /** As it was seen last. */
  readonly link: Link | undefined;
  /** Opened once; a password isn't kept. */
  readonly safe: OpenSafe | undefined;
}

const nobody: Presence = {
  windows: 0,
  sync: undefined,
  absence: undefined,
  letGo: undefined,
  link: undefined,
  safe: undefined,
};

/** Another process has the lock for as long as a command takes. */
const betweenTriesMs = 3000;

export function createActiveSyncs(options: ActiveSyncsOptions): ActiveSyncs {
  const { db, clock, log, fetch, vault, folder, uidOf, onState, onCommit } = options;
  const present = new Map<UserId, Presence>();
  const starting = new Map<UserId, Promise<LinkedSync | Absence>>();
  const passwords = new Map<UserId, string>();
  const retries = new Map<UserId, NodeJS.Timeout>();
  let isClosed = false;

  function update(userId: UserId, part: Partial<Presence>): void {
    present.set(userId, { ...(present.get(userId) ?? nobody), ...part });
  }

  function ensure(userId: UserId, password: string | null): Promise<LinkedSync | Absence> {
    const running = present.get(userId)?.sync;
    if (running !== undefined) return Promise.resolve(running);
    const under = starting.get(userId);
    if (under !== undefined) return under;
    const started = start(userId, password).finally(() => starting.delete(userId));
    starting.set(userId, started);
    return started;
  }

  async function start(userId: UserId, password: string | null): Promise<LinkedSync | Absence> {
    const link = await findLink(db, userId);
    const uid = await uidOf(userId);
    if (link === undefined || uid === undefined || isClosed) return absent(userId, 'off');
    // First the lock: another terminal that has it may be changing the token for its successor right now.
    const letGo = takeSyncLock(folder, uid);
    const opened = await openSafe(userId, uid, password, link.account_uid).catch((error: unknown) => {
      letGo?.();
      throw error;
    });
    if (letGo === undefined) {
      if (typeof opened === 'object') update(userId, { safe: opened });
      tryLater(userId);
      return absent(userId, 'elsewhere');
    }
    if (typeof opened === 'string') {
      letGo();
      return absent(userId, opened);
    }
    return begin(userId, opened, letGo, link);
  }

  async function openSafe(
    userId: UserId,
    uid: string,
    password: string | null,
    account: string,
  ): Promise<OpenSafe | 'locked' | 'signed_out'> {
    const safe = present.get(userId)?.safe ?? (await vault.open(uid, password));
    if (safe !== null && safe.secret.account === account) return safe;
    return password === null && vault.look(uid) === 'locked' ? 'locked' : 'signed_out';
  }

  function begin(userId: UserId, safe: OpenSafe, letGo: () => void, link: Link): LinkedSync {
    const { account } = safe.secret;
    const session = createAccountSession({
      server: createServer(fetch, link.server),
      refreshToken: safe.secret.refresh,
      async keep(refresh) {
        const secret = { account, refresh };
        await safe.keep(secret);
        update(userId, { safe: { ...safe, secret } });
      },
      monotonicMs: clock.monotonic,
    });
    const sync = openLinkedSync({
      session,
      worker: options.worker,
      databaseFile: options.databaseFile,
      userId,
      paused: link.paused === 1,
      lastProblem: readNote(link).problem,
      staysOpen: (present.get(userId)?.windows ?? 0) > 0,
      bigWriters: options.bigWriters,
      log,
      monotonicMs: clock.monotonic,
      onState: () => onState(userId),
      onCommit: (changed) => onCommit(userId, changed),
    });
    update(userId, { sync, letGo, safe, link, absence: undefined });
    onState(userId);
    return sync;
  }

  function absent(userId: UserId, absence: Absence): Absence {
    update(userId, { absence });
    onState(userId);
    return absence;
  }

  function tryLater(userId: UserId): void {
    const windows = present.get(userId)?.windows ?? 0;
    if (windows === 0 || isClosed) return;
    clearTimeout(retries.get(userId));
    const timer = setTimeout(() => {
      if ((present.get(userId)?.windows ?? 0) > 0) startQuietly(userId, null);
    }, betweenTriesMs).unref();
    retries.set(userId, timer);
  }

  function startQuietly(userId: UserId, password: string | null): void {
    ensure(userId, password).catch((error: unknown) => log.error(errorFacts(error), 'sync could not start'));
  }

  /** What another process decided about a link: a pause, or that it is no more or another one. */
  async function reconcile(userId: UserId): Promise<void> {
    const link = await findLink(db, userId);
    const { sync, link: before } = present.get(userId) ?? nobody;
    if (JSON.stringify(link) === JSON.stringify(before)) return;
    update(userId, { link });
    if (sync !== undefined && identityOf(link) !== identityOf(before)) await end(userId);
    else if (
      sync !== undefined &&
      link !== undefined &&
      (sync.state().state === 'paused') !== (link.paused === 1)
    )
      sync.setPaused(link.paused === 1);
    onState(userId);
  }

  /** Ends what runs here and keeps every process out while `work` changes what is linked. Rejects where another has it. */
  async function alone<T>(userId: UserId, work: () => Promise<T>): Promise<T> {
    await end(userId);
    const uid = (await uidOf(userId)) ?? '';
    const letGo = takeSyncLock(folder, uid);
    if (letGo === undefined) throw absenceError('elsewhere');
    try {
      return await work();
    } finally {
      letGo();
    }
  }

  async function end(userId: UserId): Promise<void> {
    clearTimeout(retries.get(userId));
    await starting.get(userId)?.catch(() => undefined);
    const known = present.get(userId);
    update(userId, { sync: undefined, letGo: undefined, absence: undefined, safe: undefined });
    await known?.sync?.close();
    known?.letGo?.();
  }

  return {
    enter(userId) {
      update(userId, { windows: (present.get(userId)?.windows ?? 0) + 1 });
      const password = passwords.get(userId) ?? null;
      passwords.delete(userId);
      startQuietly(userId, password);
    },
    leave(userId) {
      const windows = (present.get(userId)?.windows ?? 1) - 1;
      update(userId, { windows });
      if (windows === 0) void end(userId);
    },
    passwordKnown: (userId, password) => void passwords.set(userId, password),
    find: (userId) => present.get(userId)?.sync,
    absence: (userId) => present.get(userId)?.absence,
    adopt: (userId, safe) => update(userId, { safe }),
    ensure,
    end,
    alone,
    edited() {
      for (const { sync } of present.values()) sync?.edited();
    },
    decidedElsewhere() {
      for (const [userId, { windows }] of present) {
        if (windows > 0)
          reconcile(userId).catch((error: unknown) =>
            log.error(errorFacts(error), 'a link could not be read'),
          );
      }
    },
    wake() {
      for (const { sync } of present.values()) sync?.wake();
    },
    async restart() {
      for (const [userId, { sync, safe }] of present) {
        if (sync === undefined) continue;
        await end(userId);
        update(userId, { safe });
        await ensure(userId, null);
      }
    },
    async close() {
      isClosed = true;
      await Promise.all([...present.keys()].map(end));
    },
  };
}

/** Which link it is: of this profile with this account, made then. */
function identityOf(link: Link | undefined): string {
  return JSON.stringify([link?.server, link?.account_uid, link?.linked_at]);
}

export function absenceError(absence: Absence): AppError {
  const sentences: Readonly<Record<Absence, string>> = {
    off: 'This profile is not linked to an account.',
    signed_out: 'This device is signed out of the account.',
    locked: 'The sign-in is locked by the profile’s password.',
    elsewhere: 'Another Mediary on this computer syncs this profile now.',
  };
  return new AppError('unavailable', sentences[absence], { reason: `sync_${absence}` });
}

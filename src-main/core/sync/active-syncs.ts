// Whose sync runs in this process: of every linked profile that is logged in at a window, and at a terminal for the length
// of a command. What keeps one from running is remembered, so that it can be said.
import type { UserId } from '#shared/api/contract.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/db.ts';
import { errorFacts, type Log } from '../log.ts';
import { createAccountSession } from './account-session.ts';
import { findLink } from './link-rows.ts';
import { openLinkedSync, type LinkedSync } from './linked-sync.ts';
import { createServer, type Fetch } from './server.ts';
import { takeSyncLock } from './sync-lock.ts';
import type { OpenSafe, Vault } from './vault.ts';
import type { Changed } from './worker-messages.ts';

/** Why a linked profile's sync doesn't run here. locked: its token waits for the profile's password. */
export type Absence = 'off' | 'signed_out' | 'locked' | 'elsewhere';

export interface ActiveSyncsOptions {
  readonly db: Db;
  readonly clock: Clock;
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
  /** Opened once; a password isn't kept. */
  readonly safe: OpenSafe | undefined;
}

const nobody: Presence = {
  windows: 0,
  sync: undefined,
  absence: undefined,
  letGo: undefined,
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
    const isLocked = password === null && vault.look(uid) === 'locked';
    const safe = present.get(userId)?.safe ?? (await vault.open(uid, password));
    if (safe === null || safe.secret.account !== link.account_uid)
      return absent(userId, isLocked ? 'locked' : 'signed_out');
    return begin(userId, uid, safe, { address: link.server, paused: link.paused === 1 });
  }

  function begin(
    userId: UserId,
    uid: string,
    safe: OpenSafe,
    { address, paused }: { readonly address: string; readonly paused: boolean },
  ): LinkedSync | Absence {
    const letGo = takeSyncLock(folder, uid);
    if (letGo === undefined) {
      tryLater(userId, () => begin(userId, uid, safe, { address, paused }));
      return absent(userId, 'elsewhere');
    }
    const { account } = safe.secret;
    const session = createAccountSession({
      server: createServer(fetch, address),
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
      paused,
      staysOpen: (present.get(userId)?.windows ?? 0) > 0,
      log,
      monotonicMs: clock.monotonic,
      onState: () => onState(userId),
      onCommit: (changed) => onCommit(userId, changed),
    });
    update(userId, { sync, letGo, safe, absence: undefined });
    onState(userId);
    return sync;
  }

  function absent(userId: UserId, absence: Absence): Absence {
    update(userId, { absence });
    onState(userId);
    return absence;
  }

  function tryLater(userId: UserId, again: () => void): void {
    const windows = present.get(userId)?.windows ?? 0;
    if (windows === 0 || isClosed) return;
    clearTimeout(retries.get(userId));
    const timer = setTimeout(() => {
      if ((present.get(userId)?.windows ?? 0) > 0 && present.get(userId)?.sync === undefined) again();
    }, betweenTriesMs).unref();
    retries.set(userId, timer);
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
      ensure(userId, password).catch((error: unknown) =>
        log.error(errorFacts(error), 'sync could not start'),
      );
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
    edited() {
      for (const { sync } of present.values()) sync?.edited();
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

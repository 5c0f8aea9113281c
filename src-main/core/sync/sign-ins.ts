// Signing in to an account, and what comes of it: first only that both sides' counts can be seen, then the link. What was
// signed in to and not linked is signed out again.
import type Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import type { UserId } from '#shared/api/contract.ts';
import type { SignedIn } from '#shared/api/sync.ts';
import type { HandlerInput } from '#shared/api/index.ts';
import { AppError } from '#shared/errors.ts';
import type { Session } from '#shared/sync/accounts.ts';
import { protocolVersion } from '#shared/sync/protocol.ts';
import type { Clock } from '../clock.ts';
import { transact, type Db } from '../db/db.ts';
import { closeLink, newNode, renewNode, writeLink } from './link.ts';
import { countRecords, findLastAccount, findLink, rememberAccount } from './link-rows.ts';
import { serverAddress } from './server-address.ts';
import { createServer, serverCodeOf, type Fetch, type Server } from './server.ts';
import { syncFailure } from './sync-failure.ts';
import type { OpenSafe, Safe, Secret, Vault } from './vault.ts';

export interface SignInsOptions {
  readonly db: Db;
  readonly sqlite: Database.Database;
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly vault: Vault;
  /** What the account's owner will know this device by. */
  readonly deviceName: string;
  readonly uidOf: (userId: UserId) => Promise<string | undefined>;
  /** Rejects where it isn't the profile's password. */
  readonly checkPassword: (userId: UserId, password: string) => Promise<void>;
}

export interface SignIns {
  meet(
    address: string,
    insecure: boolean,
  ): Promise<{ server: Server; name: string; registration: 'open' | 'invitation' | 'closed' }>;
  signIn(userId: UserId, input: HandlerInput<'sync.signIn'>): Promise<SignedIn>;
  /** Makes the link of what was signed in to, and gives its token; `alone` keeps everything else away meanwhile. */
  link(
    userId: UserId,
    token: string,
    alone: (work: () => Promise<OpenSafe>) => Promise<OpenSafe>,
  ): Promise<OpenSafe>;
  /** Signs out again of what wasn't linked. */
  forget(userId: UserId, token: string): Promise<void>;
}

interface Pending {
  readonly userId: UserId;
  readonly server: Server;
  readonly session: Session;
  readonly safe: Safe;
  /** What this shell was signed in by until now, where it can be opened. */
  readonly former: Secret | undefined;
  readonly endsAtMs: number;
}

const pendingMs = 15 * 60_000;

export function createSignIns(options: SignInsOptions): SignIns {
  const { db, sqlite, clock, vault, checkPassword } = options;
  const pending = new Map<string, Pending>();

  async function meet(address: string, insecure: boolean) {
    const server = createServer(options.fetch, serverAddress(address, insecure));
    const { protocol, name, registration } = await server.call('meta', {});
    if (protocol.oldest > protocolVersion || protocol.newest < protocolVersion)
      throw syncFailure('incompatible', { isOlder: protocol.newest < protocolVersion });
    return { server, name, registration };
  }

  /** The lock that the token gets; the profile's password is checked before anything is asked of a server. */
  async function safeFor(userId: UserId, input: HandlerInput<'sync.signIn'>): Promise<Safe> {
    const uid = (await options.uidOf(userId)) ?? '';
    const kind = await vault.kind();
    if (kind === 'memory' || (kind === 'file' && input.keepOpen)) return await vault.make(uid, null);
    if (input.profilePassword === null)
      throw new AppError('invalid_input', 'profilePassword: is needed to lock the sign-in away', {
        field: 'profilePassword',
      });
    await checkPassword(userId, input.profilePassword);
    return await vault.make(uid, input.profilePassword);
  }

  async function enter(
    server: Server,
    { email, password, create, invitation }: HandlerInput<'sync.signIn'>,
  ): Promise<Session> {
    const device = options.deviceName;
    try {
      if (create === null) return await server.call('signIn', { body: { email, password, device } });
      return await server.call('register', {
        body: { email, password, name: create, device, ...(invitation !== null && { invitation }) },
      });
    } catch (error) {
      throw refusalOf(error);
    }
  }

  async function assertFree(userId: UserId, server: Server, account: string): Promise<void> {
    const other = await db
      .selectFrom('sync_accounts')
      .select('user_id')
      .where('server', '=', server.address)
      .where('account_uid', '=', account)
      .where('user_id', '!=', userId)
      .executeTakeFirst();
    if (other === undefined) return;
    throw new AppError('conflict', 'Another profile of this computer is linked to this account.', {
      reason: 'account_linked',
    });
  }

  return {
    meet,

    async signIn(userId, input) {
      const safe = await safeFor(userId, input);
      const former = await vault.open((await options.uidOf(userId)) ?? '', input.profilePassword);
      const { server } = await meet(input.server, input.insecure);
      const session = await enter(server, input);
      const { account } = session;
      try {
        await assertFree(userId, server, account.uid);
      } catch (error) {
        await signOut(server, session.refresh);
        throw error;
      }
      const { records } = await server.call('account', { access: session.access });
      const token = randomUUID();
      for (const [old, { endsAtMs: ends }] of pending) if (ends < clock.monotonic()) pending.delete(old);
      const endsAtMs = clock.monotonic() + pendingMs;
      pending.set(token, { userId, server, session, safe, former: former?.secret, endsAtMs });
      const last = await findLastAccount(db, userId);
      const isOther = last !== undefined && (last.uid !== account.uid || last.server !== server.address);
      return {
        token,
        server: server.address,
        account: { name: account.name, email: account.email },
        there: records,
        here: await countRecords(db, userId),
        before: isOther ? { name: last.name, email: last.email, server: last.server } : null,
      };
    },

    async link(userId, token, alone) {
      const found = pending.get(token);
      if (found?.userId !== userId)
        throw new AppError('not_found', 'Sign in first.', { reason: 'no_sign_in' });
      const { server, session, safe, former } = found;
      const { account, device, refresh } = session;
      await assertFree(userId, server, account.uid);
      const secret = { account: account.uid, refresh };
      return await alone(async () => {
        await safe.keep(secret);
        const link = await findLink(db, userId);
        if (link?.account_uid === account.uid && link.server === server.address)
          await transact(db, async (tx) => {
            await tx
              .updateTable('sync_accounts')
              .set({
                account_name: account.name,
                account_email: account.email,
                device_id: device.id,
                problem: null,
                hold: null,
              })
              .where('user_id', '=', userId)
              .execute();
            renewNode(sqlite, userId, newNode());
          });
        else
          await transact(db, async () => {
            if (link !== undefined) closeLink(sqlite, userId);
            writeLink(sqlite, {
              userId,
              node: newNode(),
              wallMs: clock.now().getTime(),
              server: server.address,
              accountUid: account.uid,
              accountName: account.name,
              accountEmail: account.email,
              deviceId: device.id,
            });
          });
        const last = { server: server.address, uid: account.uid, name: account.name, email: account.email };
        await rememberAccount(db, userId, last, clock.now().toISOString());
        pending.delete(token);
        // Nobody has that token any more: the account shouldn't show a device that isn't there.
        if (former !== undefined && former.account === link?.account_uid)
          await signOut(createServer(options.fetch, link.server), former.refresh);
        return { ...safe, secret };
      });
    },

    async forget(userId, token) {
      const found = pending.get(token);
      if (found?.userId !== userId) return;
      pending.delete(token);
      await signOut(found.server, found.session.refresh);
    },
  };
}

/** Done also where the server can't be reached: then its owner sees the device among the others. */
async function signOut(server: Server, refresh: string): Promise<void> {
  await server.call('signOut', { body: { refresh } }).catch(() => undefined);
}

/** What a server says of a registration or a sign-in that it refuses. */
function refusalOf(error: unknown): unknown {
  const code = serverCodeOf(error);
  if (code === 'unauthenticated') return syncFailure('wrong_account');
  if (code === 'conflict')
    return new AppError('conflict', 'There is an account with this e-mail address already.', {
      field: 'email',
      reason: 'account_exists',
    });
  if (code === 'forbidden')
    return new AppError('forbidden', 'The server takes no new accounts, or not with this invitation.', {
      reason: 'registration_closed',
    });
  if (code !== 'invalid_input') return error;
  const { field, expected } = (error as AppError).details ?? {};
  return new AppError('invalid_input', `${String(field)}: ${String(expected)}`, {
    field,
    expected,
    reason: 'account_field',
  });
}

// Accounts: made, signed in to, changed and deleted. Who asks with a wrong password and who asks for an account that isn't
// there get the same answer after the same time. That an address has an account already is told to nobody but whoever
// tries to register it, for without e-mail there is no other way; that may be tried a few times an hour.
import { createHash, randomBytes } from 'node:crypto';
import type { Account } from '#shared/sync/accounts.ts';
import { HttpError, notFound, unauthenticated } from '../http-error.ts';
import type { Handlers } from '../http/handler.ts';
import type { Limits } from '../http/limits.ts';
import { emailHash, emailKey, personKeys } from '../store/keys.ts';
import type { Redis } from '../store/redis.ts';
import { loadScript } from '../store/redis.ts';
import type { Passwords } from './passwords.ts';
import type { Sessions } from './sessions.ts';

export interface AccountsOptions {
  readonly redis: Redis;
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly limits: Limits;
  readonly nowMs: () => number;
  readonly registration: 'open' | 'invitation' | 'closed';
  readonly invitation: string | undefined;
  /** E-mail addresses whose accounts are administrators from the start. */
  readonly admins: readonly string[];
}

/** How long an e-mail address is held for a registration that may have failed half way. */
const reservationSeconds = 60;

export function createAccounts(
  options: AccountsOptions,
): Handlers<
  | 'register'
  | 'signIn'
  | 'refresh'
  | 'signOut'
  | 'account'
  | 'changeAccount'
  | 'changePassword'
  | 'deleteAccount'
  | 'devices'
  | 'signOutDevice'
  | 'setRole'
> {
  const { redis, sessions, passwords, limits, nowMs } = options;
  const publishScript = loadScript('publish');

  return {
    async register({ body: { email, name, password, device, invitation }, address }) {
      await limits.registration(address);
      checkInvitation(invitation);
      const uid = randomBytes(16).toString('hex');
      const stored = await passwords.hash(password);
      const reservation = emailKey(email);
      const free = await redis.send('SET', reservation, uid, 'NX', 'EX', reservationSeconds);
      if (free === null) {
        throw new HttpError('conflict', 'This e-mail address has an account.', {
          details: { field: 'email' },
        });
      }
      const account: Account = {
        uid,
        name,
        email,
        role: options.admins.includes(email.toLowerCase()) ? 'admin' : 'member',
        public: false,
        createdAt: new Date(nowMs()).toISOString(),
      };
      const { account: key, people } = personKeys(uid);
      const { role, createdAt } = account;
      await redis.send(
        'HSET',
        key,
        'name',
        name,
        'email',
        email,
        'role',
        role,
        'createdAt',
        createdAt,
        'password',
        stored,
      );
      await redis.send('SADD', people, uid);
      await redis.send('PERSIST', reservation);
      const { device: id, tokens } = await sessions.begin(uid, device);
      return { ...tokens, account, device: { id } };
    },

    async signIn({ body: { email, password, device }, address }) {
      await limits.signIn(address, emailHash(email));
      const key = emailKey(email);
      const uid = (await redis.send('GET', key)) as string | null;
      const account = uid === null ? undefined : await find(uid);
      if (!(await passwords.verify(password, account?.password)) || uid === null || account === undefined) {
        throw unauthenticated('The e-mail address and the password don’t belong together.');
      }
      const { device: id, tokens } = await sessions.begin(uid, device);
      return { ...tokens, account: account.account, device: { id } };
    },

    async refresh({ body, address }) {
      await limits.refresh(address);
      return sessions.refresh(body.refresh);
    },

    async signOut({ body, address }) {
      await limits.refresh(address);
      await sessions.endByToken(body.refresh);
      return {};
    },

    async account({ caller: { claims } }) {
      const { account } = await get(claims.uid);
      const { meta } = personKeys(claims.uid);
      const fields = pairs(await redis.send('HGETALL', meta));
      const records: Record<string, number> = {};
      for (const [field, value] of fields)
        if (field.startsWith('n:')) records[field.slice(2)] = Number(value);
      return { account, records, head: Number(fields.get('seq') ?? 0) };
    },

    async changeAccount({ body, caller: { claims } }) {
      const { account } = personKeys(claims.uid);
      if (body.name !== undefined) await redis.send('HSET', account, 'name', body.name);
      if (body.public !== undefined) await publish(claims.uid, body.public ? '1' : '0');
      return (await get(claims.uid)).account;
    },

    async changePassword({ body, caller: { claims } }) {
      await confirm(claims.uid, body.password);
      const { account } = personKeys(claims.uid);
      await redis.send('HSET', account, 'password', await passwords.hash(body.newPassword));
      const others = (await sessions.list(claims)).filter(({ current }) => !current);
      await sessions.end(
        claims.uid,
        others.map(({ id }) => id),
      );
      return {};
    },

    async deleteAccount({ body, caller: { claims } }) {
      const { account } = await confirm(claims.uid, body.password);
      const keys = personKeys(claims.uid);
      const reservation = emailKey(account.email);
      const all = await sessions.list(claims);
      // What others see of it is taken back before the rest goes: by a worker, which begins anew where it is ended.
      await publish(claims.uid, 'gone');
      await redis.send('DEL', reservation);
      await redis.send('DEL', keys.account);
      await sessions.end(
        claims.uid,
        all.map(({ id }) => id),
      );
      return {};
    },

    devices: ({ caller }) => sessions.list(caller.claims),

    async signOutDevice({ params: { id }, caller: { claims } }) {
      const known = (await sessions.list(claims)).some((device) => device.id === id);
      if (!known) throw notFound('device');
      await sessions.end(claims.uid, [id]);
      return {};
    },

    async setRole({ params: { uid }, body: { role } }) {
      await get(uid);
      const { account } = personKeys(uid);
      await redis.send('HSET', account, 'role', role);
      return {};
    },
  };

  async function publish(uid: string, state: '0' | '1' | 'gone'): Promise<void> {
    const { meta, events } = personKeys(uid);
    await redis.run(publishScript, [meta, events], [uid, state]);
  }

  async function confirm(uid: string, password: string) {
    await limits.signIn(uid, uid);
    const found = await get(uid);
    if (!(await passwords.verify(password, found.password)))
      throw new HttpError('forbidden', 'The password isn’t right.', { details: { field: 'password' } });
    return found;
  }

  async function get(uid: string): Promise<Found> {
    const found = await find(uid);
    if (found === undefined) throw notFound('account');
    return found;
  }

  async function find(uid: string): Promise<Found | undefined> {
    const keys = personKeys(uid);
    const [fields, isPublic] = await Promise.all([
      redis.send('HGETALL', keys.account).then(pairs),
      redis.send('HGET', keys.meta, 'public'),
    ]);
    const password = fields.get('password');
    if (password === undefined) return undefined;
    const [name = '', email = '', createdAt = ''] = ['name', 'email', 'createdAt'].map((field) =>
      fields.get(field),
    );
    const role = (fields.get('role') ?? 'member') as Account['role'];
    return { account: { uid, name, email, role, public: isPublic === '1', createdAt }, password };
  }

  function checkInvitation(given: string | undefined): void {
    if (options.registration === 'open') return;
    if (options.registration === 'closed')
      throw new HttpError('forbidden', 'This server takes no new accounts.');
    const [digest, expected] = [given, options.invitation].map((text) =>
      createHash('sha256')
        .update(text ?? '')
        .digest('hex'),
    );
    if (given === undefined || digest !== expected)
      throw new HttpError('forbidden', 'This server asks for its invitation.', {
        details: { field: 'invitation' },
      });
  }
}

interface Found {
  readonly account: Account;
  readonly password: string;
}

function pairs(reply: unknown): Map<string, string> {
  const flat = reply as string[];
  const fields = new Map<string, string>();
  for (let at = 0; at < flat.length; at += 2) fields.set(flat[at] ?? '', flat[at + 1] ?? '');
  return fields;
}

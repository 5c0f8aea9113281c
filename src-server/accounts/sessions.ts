// Who asks: devices that are signed in, their tokens, and what becomes of tokens that come twice.
import { randomBytes } from 'node:crypto';
import type { Devices, Tokens } from '#shared/sync/accounts.ts';
import type { Role } from '#shared/api/profiles.ts';
import { unauthenticated } from '../http-error.ts';
import type { Secrets } from '../secrets.ts';
import { personKeys } from '../store/keys.ts';
import { loadScript, type Redis } from '../store/redis.ts';
import { accessLifeMs, type AccessTokens, type Claims } from './access-tokens.ts';

export interface Sessions {
  /** Signs a device in. */
  begin(uid: string, name: string): Promise<{ device: string; tokens: Tokens }>;
  refresh(token: string): Promise<Tokens>;
  /** Does nothing where the token isn't valid any more. */
  endByToken(token: string): Promise<void>;
  end(uid: string, devices: readonly string[]): Promise<void>;
  list(claims: Claims): Promise<Devices>;
  /** The role of whoever asks; refused where the device was signed out. */
  check(claims: Claims): Promise<Role>;
}

export interface SessionsOptions {
  readonly redis: Redis;
  readonly secrets: Secrets;
  readonly accessTokens: AccessTokens;
  readonly nowMs: () => number;
}

const mostDevices = 50;
/** Whoever lost an answer asks again within this time, or before anything of the answer was used. */
const graceMs = 60_000;

export function createSessions({ redis, secrets, accessTokens, nowMs }: SessionsOptions): Sessions {
  const rotateScript = loadScript('rotate');
  const sessionScript = loadScript('session');

  return {
    async begin(uid, name) {
      const device = randomBytes(8).toString('hex');
      const { devices } = personKeys(uid);
      const info = JSON.stringify({ name, createdAt: nowMs() });
      await redis.send('HSET', devices, device, 1, `${device}:at`, nowMs(), `${device}:info`, info);
      await dropOldest(uid);
      return { device, tokens: await tokensOf(uid, device, 1) };
    },

    async refresh(text) {
      const token = secrets.readRefreshToken(text);
      if (token === undefined) throw unauthenticated('This refresh token isn’t valid.');
      const { uid, device, counter } = token;
      const [verdict, , next] = (await redis.run(
        rotateScript,
        [personKeys(uid).devices],
        [device, counter, graceMs],
      )) as [string, number, number];
      if (verdict === 'replayed') {
        await announceEnd(uid, [device]);
        throw unauthenticated('This refresh token was used before: the device was signed out.');
      }
      if (verdict !== 'ok') throw unauthenticated('This device was signed out.');
      return tokensOf(uid, device, next);
    },

    async endByToken(text) {
      const token = secrets.readRefreshToken(text);
      if (token !== undefined) await end(token.uid, [token.device]);
    },
    end,

    async list({ uid, device: current }) {
      const all = await read(uid);
      return all.map(({ id, name, createdAt, at }) => ({
        id,
        name,
        createdAt: new Date(createdAt).toISOString(),
        seenAt: new Date(at).toISOString(),
        current: id === current,
      }));
    },

    async check({ uid, device, counter }) {
      const { devices, account } = personKeys(uid);
      const role = (await redis.run(sessionScript, [devices, account], [device, counter])) as Role | null;
      if (role === null) throw unauthenticated('This device was signed out.');
      return role;
    },
  };

  async function end(uid: string, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const { devices } = personKeys(uid);
    const fields = ids.flatMap((id) => [id, `${id}:used`, `${id}:at`, `${id}:info`]);
    await redis.send('HDEL', devices, ...fields);
    await announceEnd(uid, ids);
  }

  /** Live streams of these devices end, in every process. */
  async function announceEnd(uid: string, ids: readonly string[]): Promise<void> {
    for (const id of ids) await redis.send('PUBLISH', 'signed-out', `${uid} ${id}`);
  }

  async function tokensOf(uid: string, device: string, counter: number): Promise<Tokens> {
    const now = nowMs();
    // A JWT's times are whole seconds.
    const accessExpiresAt = Math.floor((now + accessLifeMs) / 1000) * 1000;
    return {
      access: await accessTokens.make({ uid, device, counter, expiresAt: accessExpiresAt }),
      accessExpiresAt,
      refresh: secrets.refreshToken({ uid, device, counter }),
      now,
    };
  }

  async function dropOldest(uid: string): Promise<void> {
    const all = await read(uid);
    if (all.length <= mostDevices) return;
    const oldest = all.sort((one, other) => one.at - other.at).slice(0, all.length - mostDevices);
    await end(
      uid,
      oldest.map(({ id }) => id),
    );
  }

  async function read(uid: string): Promise<{ id: string; name: string; createdAt: number; at: number }[]> {
    const { devices } = personKeys(uid);
    const flat = (await redis.send('HGETALL', devices)) as string[];
    const fields = new Map<string, string>();
    for (let at = 0; at < flat.length; at += 2) fields.set(flat[at] ?? '', flat[at + 1] ?? '');
    return [...fields.keys()]
      .filter((field) => field.endsWith(':info'))
      .map((field) => {
        const id = field.slice(0, -':info'.length);
        const { name, createdAt } = JSON.parse(fields.get(field) ?? '{}') as {
          name: string;
          createdAt: number;
        };
        return { id, name, createdAt, at: Number(fields.get(`${id}:at`)) };
      });
  }
}

// How much may be asked, counted in Redis for all processes together: by account, by address, and by what is signed in
// to. Where Redis can't count, each process does for itself.
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import { HttpError } from '../http-error.ts';
import { scriptOf, type Redis, type Script } from '../store/redis.ts';

export interface Limits {
  /** A request without an account. */
  address(address: string): Promise<void>;
  /** A request of an account; `points`: how much it asks for, 1 for a usual one. */
  account(uid: string, points: number): Promise<void>;
  registration(address: string): Promise<void>;
  /** A password that is tried: from an address, for an account. */
  signIn(address: string, account: string): Promise<void>;
  refresh(address: string): Promise<void>;
}

/** Points, and in how many seconds they come back. */
export interface LimitFigures {
  readonly address: readonly [points: number, seconds: number];
  readonly account: readonly [points: number, seconds: number];
  readonly registration: readonly [points: number, seconds: number];
  readonly signIn: readonly [points: number, seconds: number];
}

export const usualLimits: LimitFigures = {
  address: [1200, 60],
  // The first upload of a million records is 2,000 batches of 11 points.
  account: [60_000, 60],
  registration: [10, 3600],
  signIn: [10, 60],
};

const takenAtOnce = 20;

export function createLimits(redis: Redis, figures: LimitFigures): Limits {
  const store = storeOf(redis);
  const byAddress = limiter('a', figures.address);
  const byAccount = limiter('u', figures.account);
  const registrations = limiter('r', figures.registration);
  const signInsFrom = limiter('f', [figures.signIn[0] * 5, figures.signIn[1]]);
  const signInsTo = limiter('t', figures.signIn);

  // Points that this process already took for an account, to be used within a second: most requests ask Redis nothing.
  const taken = new LRUCache<string, number>({ max: 10_000, ttl: 1000 });

  return {
    address: (address) => consume(byAddress, address, 1),
    async account(uid, points) {
      const left = taken.get(uid) ?? 0;
      if (left >= points) {
        taken.set(uid, left - points);
        return;
      }
      await consume(byAccount, uid, points + takenAtOnce);
      taken.set(uid, (taken.get(uid) ?? 0) + takenAtOnce);
    },
    registration: (address) => consume(registrations, address, 1),
    async signIn(address, account) {
      await consume(signInsFrom, address, 1);
      await consume(signInsTo, account, 1);
    },
    refresh: (address) => consume(byAddress, address, 1),
  };

  function limiter(name: string, [points, duration]: readonly [number, number]): RateLimiterAbstract {
    return new RateLimiterRedis({
      storeClient: store,
      useRedisPackage: true,
      keyPrefix: `rl:${name}`,
      points,
      duration,
      inMemoryBlockOnConsumed: points,
      insuranceLimiter: new RateLimiterMemory({ keyPrefix: name, points, duration }),
    });
  }
}

async function consume(limiter: RateLimiterAbstract, who: string, points: number): Promise<void> {
  try {
    await limiter.consume(shortened(who), points);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const retryAfter = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw new HttpError('too_many', `Too many requests; ask again in ${retryAfter} s.`, { retryAfter });
  }
}

/** An IPv6 network stands for its 64 bits of addresses: one person has them all. */
function shortened(who: string): string {
  if (!who.includes(':')) return who;
  if (who.startsWith('::ffff:')) return who.slice('::ffff:'.length);
  return createHash('sha256').update(networkOf(who)).digest('base64url').slice(0, 16);
}

function networkOf(address: string): string {
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  if (tail !== undefined) {
    const last = tail.split(':').filter((group) => group !== '');
    while (groups.length + last.length < 8) groups.push('0');
    groups.push(...last);
  }
  return groups.slice(0, 4).join(':');
}

/** The one call that the limiter makes of a client, over ours. */
function storeOf(redis: Redis) {
  const scripts = new Map<string, Script>();
  return {
    eval(source: string, { keys, arguments: args }: { keys: string[]; arguments: string[] }) {
      let script = scripts.get(source);
      if (script === undefined) scripts.set(source, (script = scriptOf(source)));
      return redis.run(script, keys, args);
    },
  };
}

// Access tokens: JWTs of ten minutes, of one pinned algorithm. They say which device of which account it is; whether that
// is still signed in, and as what, is asked of the store with each request.
import { jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { unauthenticated } from '../http-error.ts';

export interface Claims {
  readonly uid: string;
  readonly device: string;
  /** Of the refresh token that came with it. */
  readonly counter: number;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface AccessTokens {
  make(claims: Claims): Promise<string>;
  read(token: string): Promise<Claims>;
}

export const accessLifeMs = 10 * 60_000;
const algorithm = 'HS256';
const issuer = 'mediary';

/** The first key signs, all are taken. */
export function createAccessTokens(keys: readonly Uint8Array[], nowMs: () => number): AccessTokens {
  const [newest] = keys as readonly [Uint8Array, ...Uint8Array[]];
  // Every request of a device brings the same token for ten minutes.
  const read = new LRUCache<string, Claims>({ max: 20_000 });

  return {
    make: ({ uid, device, counter, expiresAt }) =>
      new SignJWT({ dev: device, n: counter })
        .setProtectedHeader({ alg: algorithm })
        .setIssuer(issuer)
        .setSubject(uid)
        .setExpirationTime(new Date(expiresAt))
        .sign(newest),

    async read(token) {
      const claims = read.get(token) ?? (await verify(token));
      if (claims.expiresAt <= nowMs()) throw unauthenticated('The access token is too old.');
      read.set(token, claims);
      return claims;
    },
  };

  async function verify(token: string): Promise<Claims> {
    let cause: unknown;
    for (const key of keys) {
      try {
        return await verifyWith(key, token);
      } catch (error) {
        cause = error;
      }
    }
    throw Object.assign(unauthenticated('The access token isn’t valid, or too old.'), { cause });
  }

  async function verifyWith(key: Uint8Array, token: string): Promise<Claims> {
    const { payload } = await jwtVerify<{ dev: string; n: number }>(token, key, {
      algorithms: [algorithm],
      issuer,
      currentDate: new Date(nowMs()),
    });
    const { sub = '', dev, n, exp = 0 } = payload;
    return { uid: sub, device: dev, counter: n, expiresAt: exp * 1000 };
  }
}

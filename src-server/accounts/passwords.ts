// Passwords as scrypt hashes, with their parameters beside them. Hashing takes 32 MB and about 0.1 s of a processor, so
// few are made at once, and whoever would wait too long is sent away.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { HttpError } from '../http-error.ts';

export interface Passwords {
  hash(password: string): Promise<string>;
  /** `stored` undefined, for an account that isn't there, takes as long and is false. */
  verify(password: string, stored: string | undefined): Promise<boolean>;
}

const parameters = { N: 2 ** 15, r: 8, p: 1 } as const;
const atOnce = 2;
const mostWaiting = 60;

export function createPasswords(): Passwords {
  let running = 0;
  const waiting: (() => void)[] = [];
  let decoy: Promise<string> | undefined;

  return {
    hash,
    async verify(password, stored) {
      const against = stored ?? (await (decoy ??= hash('nobody’s')));
      const [, N, r, p, salt = '', expected = ''] = against.split('$');
      const key = await derive(password, salt, { N: Number(N), r: Number(r), p: Number(p) });
      return timingSafeEqual(key, Buffer.from(expected, 'base64url')) && stored !== undefined;
    },
  };

  async function hash(password: string): Promise<string> {
    const salt = randomBytes(16).toString('base64url');
    const key = await derive(password, salt, parameters);
    const { N, r, p } = parameters;
    return `scrypt$${N}$${r}$${p}$${salt}$${key.toString('base64url')}`;
  }

  async function derive(
    password: string,
    salt: string,
    cost: { N: number; r: number; p: number },
  ): Promise<Buffer> {
    if (running >= atOnce) {
      if (waiting.length >= mostWaiting)
        throw new HttpError('unavailable', 'Too many people are signing in.', { retryAfter: 5 });
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    } else running++;
    try {
      return await new Promise<Buffer>((resolve, reject) => {
        scrypt(password.normalize('NFC'), salt, 32, { ...cost, maxmem: 64 * 2 ** 20 }, (error, key) => {
          if (error) reject(error);
          else resolve(key);
        });
      });
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  }
}

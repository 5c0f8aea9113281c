// Random identities for rows that nothing else identifies.
import { randomFillSync } from 'node:crypto';

const uidLength = 16;
const uidsAtOnce = 256;

/** Gives a uid of 16 random bytes each time. Asking the system for many at once takes a tenth of the time. */
export function createRandomUids(): () => Buffer {
  const pool = Buffer.alloc(uidLength * uidsAtOnce);
  let next = pool.length;
  return () => {
    if (next === pool.length) {
      randomFillSync(pool);
      next = 0;
    }
    next += uidLength;
    return Buffer.from(pool.subarray(next - uidLength, next));
  };
}

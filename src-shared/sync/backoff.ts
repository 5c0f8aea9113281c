// When to try again after a failure: full jitter, so that a thousand devices that lost their server at once don't come
// back at once. Source: Brooker, "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015).

const firstDelayMs = 1000;
const longestDelayMs = 5 * 60_000;

/**
 * Milliseconds to wait. `failures`: in a row, from 1. `chance`: drawn from 0 to below 1. `retryAfterMs`: what the
 * server asked for; it is never undercut, and spread upwards by up to a tenth.
 */
export function retryDelayMs(failures: number, chance: number, retryAfterMs?: number): number {
  if (retryAfterMs !== undefined) return Math.round(retryAfterMs * (1 + chance / 10));
  const most = Math.min(firstDelayMs * 2 ** Math.min(failures - 1, 30), longestDelayMs);
  return Math.round(chance * most);
}

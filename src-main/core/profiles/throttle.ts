// Waiting after wrong passwords: three tries are free, then each doubles the wait up to five minutes. Kept in the
// database, so that a restart doesn't help; never permanent, because there is nobody to unlock a profile.

const freeTries = 3;
const longestWait = 300;

/** Seconds still to wait before the next try. A clock that was set back never makes the wait longer than it was. */
export function secondsToWait(failedLogins: number, lastFailedAt: string | null, now: Date): number {
  if (failedLogins < freeTries || lastFailedAt === null) return 0;
  const wait = Math.min(2 ** (failedLogins - freeTries), longestWait);
  const passed = (now.getTime() - Date.parse(lastFailedAt)) / 1000;
  return passed < 0 ? wait : Math.max(0, Math.ceil(wait - passed));
}

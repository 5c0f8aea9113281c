// Which backups are kept: of each of the last seven days the newest of each reason, of each of the last four weeks the
// newest, and the newest of all, however old it is.
import type { KeptBackup } from '#shared/api/backups.ts';

const day = 86_400_000;
/** 5 January 1970 was a Monday. */
const firstMonday = 4 * day;

/**
 * The names that may go. `justMade` is whole for certain, since it was checked a moment ago, and never goes: neither does
 * the last good one, whatever the clock says.
 */
export function toForget(backups: readonly KeptBackup[], now: Date, justMade: string): string[] {
  const kept = new Set([justMade]);
  const days = new Set<string>();
  const weeks = new Set<number>();
  const newestFirst = backups.toSorted((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
  const [newest] = newestFirst;
  if (newest) kept.add(newest.name);
  for (const { name, createdAt, reason } of newestFirst) {
    const time = Date.parse(createdAt);
    const age = now.getTime() - time;
    const ofDay = `${createdAt.slice(0, 10)} ${reason}`;
    if (age < 7 * day && !days.has(ofDay)) {
      days.add(ofDay);
      kept.add(name);
    }
    const week = Math.floor((time - firstMonday) / (7 * day));
    if (age < 28 * day && !weeks.has(week)) {
      weeks.add(week);
      kept.add(name);
    }
  }
  return backups.map(({ name }) => name).filter((name) => !kept.has(name));
}

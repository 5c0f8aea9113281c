import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KeptBackup } from '#shared/api/backups.ts';
import { backupReasons } from '#shared/api/jobs.ts';
import { backupName, readBackupName } from '#main/core/backups/backup-names.ts';
import { toForget } from '#main/core/backups/retention.ts';

const day = 86_400_000;
const now = new Date('2026-11-21T12:00:00.000Z');

function backup(daysAgo: number, reason: KeptBackup['reason'] = 'daily'): KeptBackup {
  const createdAt = new Date(now.getTime() - daysAgo * day);
  return { name: backupName(createdAt, reason), createdAt: createdAt.toISOString(), reason, bytes: 1 };
}

test('a backup’s name tells its time and its reason, and other names tell nothing', () => {
  const time = new Date('2026-11-21T14:05:09.123Z');
  for (const reason of backupReasons)
    expect(readBackupName(backupName(time, reason))).toEqual({ createdAt: time.toISOString(), reason });
  for (const name of ['notes.txt', 'mediary-2026-11-21.mediary', `.${backupName(time, 'daily')}.part-12`])
    expect(readBackupName(name)).toBeUndefined();
});

test('of a year of daily backups seven days and four weeks are kept', () => {
  const all = Array.from({ length: 365 }, (_, at) => backup(at));
  const gone = new Set(toForget(all, now, all[0]?.name ?? ''));
  const ages = all.flatMap(({ name }, at) => (gone.has(name) ? [] : [at]));
  // Saturday: the week's newest is today's; then the Sundays before.
  expect(ages).toEqual([0, 1, 2, 3, 4, 5, 6, 13, 20, 27]);
});

test('a backup of each reason is kept of the same day, the newest', () => {
  const all = [
    backup(0.1, 'before-restore'),
    backup(0.2, 'before-import'),
    backup(0.3, 'before-import'),
    backup(0.4),
  ];
  expect(toForget(all, now, all[0]?.name ?? '')).toEqual([all[2]?.name]);
});

test('the last good one stays however old it is, and what was made just now whatever the clock says', () => {
  const old = [backup(400), backup(500)];
  expect(toForget(old, now, 'another')).toEqual([old[1]?.name]);
  const justMade = backup(900);
  expect(toForget([...old, justMade], now, justMade.name)).toEqual([old[1]?.name]);
});

test('whenever and however often backups are made, some are left, at most eleven of each reason', () => {
  const made = fc.array(
    fc.record({
      daysAgo: fc.double({ min: -30, max: 500, noNaN: true }),
      reason: fc.constantFrom(...backupReasons),
    }),
    { minLength: 1, maxLength: 80 },
  );
  fc.assert(
    fc.property(made, (list) => {
      const all = list.map(({ daysAgo, reason }) => backup(daysAgo, reason));
      const [newest] = all.toSorted((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
      const gone = toForget(all, now, newest?.name ?? '');
      expect(gone).not.toContain(newest?.name);
      expect(gone.length).toBeLessThan(all.length);
    }),
    { seed: 20261121, numRuns: 500 },
  );
});

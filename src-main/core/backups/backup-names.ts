// How the backups that the app keeps are called: a backup's time and reason stand in its name, so that the folder alone
// tells everything.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptBackup } from '#shared/api/backups.ts';
import { backupReasons, type BackupReason } from '#shared/api/jobs.ts';

const pattern = new RegExp(
  `^mediary-(\\d{4}-\\d\\d-\\d\\dT\\d\\d)-(\\d\\d)-(\\d\\d\\.\\d{3}Z)-(${backupReasons.join('|')})\\.mediary$`,
);

/** "mediary-2026-11-21T14-05-09.123Z-daily.mediary" */
export function backupName(time: Date, reason: BackupReason): string {
  return `mediary-${time.toISOString().replaceAll(':', '-')}-${reason}.mediary`;
}

export function readBackupName(name: string): Pick<KeptBackup, 'createdAt' | 'reason'> | undefined {
  const match = pattern.exec(name);
  if (!match) return undefined;
  const reason = backupReasons.find((known) => known === match[4]);
  return reason && { createdAt: `${match[1]}:${match[2]}:${match[3]}`, reason };
}

/** Newest first; [] where there is no folder yet. Other files in it are no business of ours. */
export function listBackups(folder: string): KeptBackup[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .flatMap((name): KeptBackup[] => {
      const read = readBackupName(name);
      const there = read && statSync(join(folder, name), { throwIfNoEntry: false });
      return there ? [{ name, ...read, bytes: there.size }] : [];
    })
    .toSorted((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
}

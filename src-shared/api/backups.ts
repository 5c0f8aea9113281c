// Backups of everything on this computer, restoring them, and checking the database. Files that a user chose are known by
// tokens; backups that the app keeps, by their names.
import * as z from 'zod';
import { instant, method, nothing, type Method } from './contract.ts';
import { targetToken } from './exports.ts';
import { fileToken } from './imports.ts';
import { backupReasons, jobStarted } from './jobs.ts';

export const backupName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\w.-]+$/);

export const keptBackup = z.strictObject({
  name: z.string(),
  createdAt: instant,
  reason: z.enum(backupReasons),
  bytes: z.int(),
});
export type KeptBackup = z.infer<typeof keptBackup>;

/** A backup that the app keeps, or a file of the user's. */
export const restoreSource = z.union([
  z.strictObject({ name: backupName }),
  z.strictObject({ token: fileToken }),
]);
export type RestoreSource = z.infer<typeof restoreSource>;

export const backupSummary = z.strictObject({
  name: z.string(),
  bytes: z.int(),
  /** When its newest change was made; null for an empty one. */
  changedAt: instant.nullable(),
  profiles: z.array(z.string()),
  titles: z.int(),
  reviews: z.int(),
  /** It is from an older version of the app and will be brought up to date. */
  older: z.boolean(),
});
export type BackupSummary = z.infer<typeof backupSummary>;

/** Changes that were made and are missing; `from` is null where nothing is known of the time before. */
export const lostChanges = z.strictObject({ from: instant.nullable(), until: instant });
export type LostChanges = z.infer<typeof lostChanges>;

export const backupMethods = {
  /** Newest first. */
  'backups.list': method(
    'admin',
    nothing,
    z.strictObject({ items: z.array(keptBackup), lastGood: instant.nullable() }),
  ),
  /** To the place of the token; without one, among those that the app keeps. */
  'backups.create': method('admin', z.strictObject({ token: targetToken.optional() }), jobStarted),
  /** What is in a backup, read without changing it. Throws in words where it is none. */
  'backups.inspect': method('public', restoreSource, backupSummary),
  /**
   * Puts everything back as the backup has it: all profiles and everything of theirs. Admins alone may, and anybody where
   * there is no profile yet.
   */
  'backups.restore': method('public', restoreSource, jobStarted),
  /** Verifies the database; `mend` also repairs what can be derived, after a backup, and is for admins. */
  'backups.check': method('member', z.strictObject({ mend: z.boolean().default(false) }), jobStarted),
  /** What was found missing when the database was opened, until somebody says that it was seen. */
  'backups.lostChanges': method('member', nothing, z.strictObject({ lost: lostChanges.nullable() })),
  'backups.lostChangesSeen': method('member', nothing, nothing),
} as const satisfies Record<string, Method>;

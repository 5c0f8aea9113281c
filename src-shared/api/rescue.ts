// The way back where the database can't be opened. These are methods of the shell: core isn't there. What was in the
// database's place is put aside and never removed.
import * as z from 'zod';
import { done, instant, method, nothing, type Method } from './contract.ts';

/** With these the database's file is of no use any more; with others (a full disk, missing rights) it is, once they are over. */
export const hopelessReasons: ReadonlySet<string> = new Set([
  'damaged',
  'not_a_database',
  'foreign_file',
  'missing',
]);

/** A table of a damaged database. `lost` is null where nothing tells how many rows there were. */
export const salvagedTable = z.strictObject({
  table: z.string(),
  saved: z.int().nonnegative(),
  lost: z.int().nonnegative().nullable(),
});
export type SalvagedTable = z.infer<typeof salvagedTable>;

const facts = { titles: z.int(), reviews: z.int(), profiles: z.array(z.string()) };

export const rescueOptions = z.strictObject({
  /** Why the database can't be opened, like `damaged` or `disk_full`; null where nothing is known to be wrong. */
  reason: z.string().nullable(),
  file: z.string(),
  /** The newest backup that is whole. */
  backup: z.strictObject({ name: z.string(), createdAt: instant, ...facts }).nullable(),
  /** Newer backups that aren't. */
  damagedBackups: z.int(),
  /** Rows of the damaged database can be read. */
  readable: z.boolean(),
});
export type RescueOptions = z.infer<typeof rescueOptions>;

export const rescueReport = z.strictObject({
  /** What is in its place now. */
  from: z.enum(['backup', 'salvage', 'nothing']),
  /** The backup that it was. */
  backup: z.strictObject({ name: z.string(), createdAt: instant }).nullable(),
  ...facts,
  /** Of a salvage: each table that had rows. */
  tables: z.array(salvagedTable),
  /** Titles and people that others need: taken from the backup, and made up because they are nowhere. */
  fromBackup: z.int(),
  standIns: z.int(),
  /** Where the damaged files lie now, inside the data folder. */
  aside: z.string(),
});
export type RescueReport = z.infer<typeof rescueReport>;

export const rescueMethods = {
  /** What can be done. Only where the database can't be opened or is damaged; else `conflict`. */
  'shell.rescueOptions': method('public', nothing, rescueOptions),
  /** Puts the newest good backup in the database's place. */
  'shell.rescueFromBackup': method('public', nothing, rescueReport),
  /** Makes a new database of the rows that can be read. */
  'shell.rescueRows': method('public', nothing, rescueReport),
  /** Leaves the place empty: the next start begins with a new library. */
  'shell.rescueNothing': method('public', nothing, rescueReport),
  /** Tries again to open the database. Throws `storage` where that fails again. */
  'shell.reopen': method('public', nothing, done),
} as const satisfies Record<string, Method>;

// What core announces after a commit. Events tell what happened; they never ask for work.
import * as z from 'zod';
import { id, mediaId, userId } from './contract.ts';
import { importJob } from './imports.ts';
import { job } from './jobs.ts';
import { syncStatus } from './sync.ts';
import { updateState } from './updates.ts';

export const events = {
  /** Titles were added, changed or removed; null when many were, or when another process wrote. */
  'catalog.changed': z.strictObject({ mediaId: mediaId.nullable() }),
  'review.saved': z.strictObject({ mediaId, userId }),
  'review.deleted': z.strictObject({ mediaId, userId }),
  'shelves.changed': z.strictObject({ mediaId, userId }),
  'diary.changed': z.strictObject({ mediaId, userId }),
  'lists.changed': z.strictObject({ listId: id, userId }),
  'notifications.changed': z.strictObject({ userId }),
  'profiles.changed': z.strictObject({ userId }),
  'imports.job': importJob,
  /** An export, a backup, a restore or a check went on or ended. */
  'jobs.changed': job,
  /** A new model of everybody's taste is in place: suggestions may be others. */
  'discovery.changed': z.strictObject({}),
  /** Another process wrote to the database: anything may have changed. */
  'database.changed': z.strictObject({}),
  /** How a profile's sync fares; told to that profile alone. */
  'sync.changed': syncStatus,
  /** The daily check found damage: so many of its checks did. */
  'database.damaged': z.strictObject({ checks: z.int().positive() }),
  /** The window's own: a book is being set, review by review. */
  'pdf.progress': z.strictObject({ done: z.int(), total: z.int(), ready: z.boolean() }),
  /** The window's own: a newer version was found, is being fetched, or is here. */
  'updates.changed': updateState,
  /** A backup was restored, here or by another process: everything is of another time. */
  'database.restored': z.strictObject({}),
} as const;

export type EventName = keyof typeof events;
export type EventPayload<E extends EventName> = z.infer<(typeof events)[E]>;

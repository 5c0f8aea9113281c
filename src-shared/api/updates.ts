// Newer versions of the app itself. Nothing is asked of any server until an administrator of this computer agrees.
import * as z from 'zod';

/** What can be wrong with looking for a version or fetching it. */
export const updateProblems = ['offline', 'signature', 'import_running', 'unknown'] as const;
export type UpdateProblem = (typeof updateProblems)[number];

export const updateState = z.strictObject({
  /** `none`: this build was given no feed, or its kind of package can't replace itself. */
  feed: z.enum(['none', 'off', 'on']),
  /** `found`: a newer one waits to be fetched; `ready`: it is here and waits to be installed. */
  phase: z.enum(['idle', 'checking', 'current', 'found', 'downloading', 'ready']),
  /** The newer version and what it says of itself, as plain text. */
  version: z.string().nullable(),
  notes: z.string().nullable(),
  /** Of the download, 0 to 1. */
  progress: z.number().min(0).max(1).nullable(),
  checkedAt: z.string().nullable(),
  problem: z.enum(updateProblems).nullable(),
});
export type UpdateState = z.infer<typeof updateState>;

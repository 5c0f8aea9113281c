// Long work other than imports: exports, backups, restores, checks. A method answers a job's id at once; the job then
// tells of itself by `jobs.changed` events and is kept for a while after its end.
import * as z from 'zod';
import { done, method, type Method } from './contract.ts';

export const jobId = z.string().min(1).max(64);
export const jobStarted = z.strictObject({ jobId: z.string() });

/** What an export for another service couldn't take along, or took along changed. */
export const exportRemarks = [
  'shows',
  'songs',
  'inexact_dates',
  'rounded_ratings',
  'lists',
  'favorites',
] as const;
export type ExportRemark = (typeof exportRemarks)[number];

export const exportResult = z.strictObject({
  kind: z.literal('export'),
  /** The file or folder that was written, without its path. */
  name: z.string(),
  files: z.array(z.strictObject({ name: z.string(), rows: z.int() })),
  bytes: z.int(),
  remarks: z.array(z.strictObject({ remark: z.enum(exportRemarks), count: z.int().positive() })),
});
export type ExportResult = z.infer<typeof exportResult>;

export const backupReasons = [
  'daily', 'manual', 'before-migration', 'before-restore', 'before-import', 'before-mend',
] as const; // prettier-ignore
export type BackupReason = (typeof backupReasons)[number];

export const backupResult = z.strictObject({
  kind: z.literal('backup'),
  name: z.string(),
  bytes: z.int(),
  titles: z.int(),
  reviews: z.int(),
});
export type BackupResult = z.infer<typeof backupResult>;

export const restoreResult = z.strictObject({
  kind: z.literal('restore'),
  /** The backup of what was there before: restoring it undoes this. Null where there was nothing to keep. */
  before: z.string().nullable(),
  titles: z.int(),
  reviews: z.int(),
  profiles: z.int(),
  /** Whether whoever asked is still logged in: not where their profile isn't in the backup. */
  stillLoggedIn: z.boolean(),
});
export type RestoreResult = z.infer<typeof restoreResult>;

/** What is verified, in this order. */
export const checkNames = [
  'pages', 'references', 'seals', 'identities', 'ratings', 'counts', 'search', 'imports', 'leftovers',
] as const; // prettier-ignore
export type CheckName = (typeof checkNames)[number];

export const checkFinding = z.strictObject({
  check: z.enum(checkNames),
  /** `mended`: it was wrong and is right now. */
  state: z.enum(['ok', 'wrong', 'mended']),
  /** How many rows, titles or files it is about: those looked at where all is well, else those that are wrong. */
  count: z.int(),
  /** What is wrong, the first few, in words. */
  examples: z.array(z.string()),
  mendable: z.boolean(),
});
export type CheckFinding = z.infer<typeof checkFinding>;

export const checkReport = z.strictObject({
  kind: z.literal('check'),
  findings: z.array(checkFinding),
  /** The backup that was made before anything was mended. */
  backup: z.string().nullable(),
  seconds: z.number(),
});
export type CheckReport = z.infer<typeof checkReport>;

export const jobResult = z.discriminatedUnion('kind', [
  exportResult,
  backupResult,
  restoreResult,
  checkReport,
]);
export type JobResult = z.infer<typeof jobResult>;

export const jobSteps = [
  'waiting',
  'writing',
  'copying',
  'checking',
  'migrating',
  'backing-up',
  'mending',
] as const;
export type JobStep = (typeof jobSteps)[number];

export const job = z.strictObject({
  jobId: z.string(),
  kind: z.enum(['export', 'backup', 'restore', 'check']),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  step: z.enum(jobSteps),
  /** Of the step, in rows, pages or bytes; a total of 0 means that it isn't known. */
  done: z.number().nonnegative(),
  total: z.number().nonnegative(),
  result: jobResult.nullable(),
  error: z
    .strictObject({
      code: z.string(),
      message: z.string(),
      details: z.record(z.string(), z.unknown()).optional(),
    })
    .nullable(),
});
export type Job = z.infer<typeof job>;

const oneJob = z.strictObject({ jobId });

export const jobMethods = {
  'jobs.get': method('public', oneJob, job),
  /** What is written stays only where it is whole: a cancelled export or backup leaves nothing. */
  'jobs.cancel': method('public', oneJob, done),
} as const satisfies Record<string, Method>;

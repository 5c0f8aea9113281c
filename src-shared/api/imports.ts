// Imports of CSV files: read → plan → apply. A file is known by a token that a shell gave out for a file which
// the user chose; long work answers a job at once and then tells of itself by `imports.job` events.
import * as z from 'zod';
import {
  cursor,
  done,
  importId,
  instant,
  mediaKind,
  method,
  nothing,
  page,
  pageSize,
  type Method,
} from './contract.ts';
import { formatNames, foundFormat, reading } from './import-formats.ts';
import { conflictPolicies, entryKinds, importFields, importShapes } from './import-fields.ts';
import { origin, planCounts, refusal } from './import-plans.ts';

export const fileToken = z.string().regex(/^file-[0-9a-f-]{36}$/);

const column = z.string().min(1).max(1000);
export const scale = z
  .strictObject({ min: z.number().min(0).max(1000), max: z.number().positive().max(1000) })
  .refine((s) => s.min < s.max, {
    error: 'expected min < max',
  });

export const importOptions = z.strictObject({
  shape: z.enum(importShapes),
  /** The service whose files these are, which are converted into entries first; null for a table that is mapped. */
  format: z.enum(formatNames).nullable().default(null),
  reading: reading.default(() => reading.parse({})),
  /** The kind of titles whose row doesn't say. */
  kind: mediaKind.nullable().default(null),
  mapping: z.partialRecord(z.enum(importFields), column),
  /** Only rows whose column has exactly this value are read; the others don't count. */
  where: z
    .array(z.strictObject({ column, value: z.string().max(1000) }))
    .max(10)
    .default([]),
  /** The file's rating scale, as the preset or the user says it; never guessed. */
  scale: scale.nullable().default(null),
  /** Rows about titles that aren't in the catalogue: add the title, or refuse the row. */
  addMissing: z.boolean().default(true),
  /**
   * What happens where a review is there and says something else. `newestWins` goes by the row's date and by when
   * the review was last changed; a row without a date counts as older. What is blank here or there is no conflict.
   */
  conflicts: z.enum(conflictPolicies).default('takeTheirs'),
});
export type ImportOptions = z.infer<typeof importOptions>;

export const inspection = z.strictObject({
  token: fileToken,
  name: z.string(),
  size: z.int(),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
  delimiter: z.enum([',', ';', '\t', '|']),
  header: z.array(z.string()),
  /** The first rows, cells cut to 200 characters. */
  preview: z.array(z.array(z.string())),
  /** The preset that the header fits: its options are filled in and ready; null means: map the columns. */
  preset: z.string().nullable(),
  /** Options as far as the header tells; a missing scale or kind is the user's to say. */
  suggestion: importOptions,
  /** The suggestion is how this profile imported such a file before. */
  remembered: z.boolean(),
  /** What service the files are of, each file's part in it, and what must be said first; null for a table to map. */
  found: foundFormat.nullable(),
});
export type Inspection = z.infer<typeof inspection>;

export const outcomes = z.strictObject({
  rows: z.int(),
  inserted: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
  /** Ratings that came to less than 1.0 on our scale and became 1.0. */
  raised: z.int(),
  /** Titles added for reviews of titles that weren't there. */
  titlesAdded: z.int(),
});
export type Outcomes = z.infer<typeof outcomes>;

export const reject = refusal.extend({
  line: z.int(),
  /** Of a converted file; null where `line` is the user's own. */
  origin: origin.nullable(),
  cells: z.array(z.string()),
});
export type Reject = z.infer<typeof reject>;

/** The file says something else than what is there: both, and which of them it is afterwards. */
export const conflict = z.strictObject({
  field: z.enum(['rating', 'comment']),
  /** Texts as they are; ratings as on Mediary's scale, "8.0". */
  mine: z.string(),
  theirs: z.string(),
  kept: z.enum(['mine', 'theirs']),
});
export type Conflict = z.infer<typeof conflict>;

/** A row of the plan that shows what will happen: the first of each outcome. */
export const sample = z.strictObject({
  line: z.int(),
  origin: origin.nullable(),
  /** What the row is; in a file of one shape the same for all. */
  entry: z.enum(entryKinds),
  outcome: z.enum(['inserted', 'updated', 'unchanged']),
  /** Of a list itself: its name. */
  title: z.string(),
  change: z.string(),
  conflicts: z.array(conflict),
});

export type Sample = z.infer<typeof sample>;

export const progress = z.strictObject({
  /** A set of files is read into one first; bytes are those of the step. */
  step: z.enum(['reading', 'rows']).optional(),
  bytesDone: z.int(),
  bytesTotal: z.int(),
  seconds: z.number(),
  rowsPerSecond: z.number(),
  /** By the bytes that are left; null until it can be told. */
  secondsLeft: z.number().nullable(),
});

const undoCounts = z.strictObject({
  titles: z.int(),
  reviews: z.int(),
  plays: z.int(),
  watchlist: z.int(),
  favorites: z.int(),
  dismissed: z.int(),
  lists: z.int(),
  listItems: z.int(),
  people: z.int(),
});

/**
 * Why something that an import wrote stays: somebody edited it since, something else needs it, or a later import
 * changed it too, whose undo then brings back what was there before both.
 */
const keptReasons = ['edited', 'needed', 'imported'] as const;

/** What an undo does, or did. */
export const undoReport = z.strictObject({
  /** What the import added, and goes. */
  removed: undoCounts,
  /** What it changed, and is as it was before. */
  restored: undoCounts,
  /** How many things stay as they are. */
  kept: z.int(),
  /** The first 200 of them. */
  keptItems: z.array(
    z.strictObject({
      what: z.enum([
        'title',
        'review',
        'play',
        'watchlist',
        'favorite',
        'dismissed',
        'list',
        'list_item',
        'person',
      ]),
      /** The title's, with its year; or the name of the list or person. */
      title: z.string(),
      reason: z.enum(keptReasons),
    }),
  ),
});
export type UndoReport = z.infer<typeof undoReport>;

const errorShape = z.strictObject({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});

export const importJob = z.strictObject({
  jobId: z.string(),
  phase: z.enum(['plan', 'apply', 'undo']),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  fileName: z.string(),
  /** The import that an apply writes or an undo takes back; null for a plan. */
  importId: importId.nullable(),
  /** Of an undo: zeros. */
  outcomes,
  /** Of an undo: in changes instead of bytes. */
  progress,
  /** Of a plan: up to 60 samples and the first 200 refused rows. Empty while it runs, and for an apply. */
  samples: z.array(sample),
  rejects: z.array(reject),
  /** Of a plan that is done; its rows are listed by `imports.planRows`. */
  plan: planCounts.nullable(),
  /** What an undo did, when it is done. */
  undone: undoReport.nullable(),
  error: errorShape.nullable(),
});
export type ImportJob = z.infer<typeof importJob>;

export const importRecord = z.strictObject({
  id: importId,
  source: z.string(),
  fileName: z.string(),
  status: z.enum(['running', 'interrupted', 'cancelled', 'done', 'failed', 'undone']),
  outcomes,
  fileSize: z.int(),
  bytesDone: z.int(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  seconds: z.number(),
  /** An undo was begun and not ended: only the undo can go on. */
  undoBegun: z.boolean(),
  /** What its undo did; null where it isn't undone. */
  undone: undoReport.nullable(),
  error: errorShape.nullable(),
});
export type ImportRecord = z.infer<typeof importRecord>;

const jobStarted = z.strictObject({ jobId: z.string() });
const oneImport = z.strictObject({ importId });

export const importMethods = {
  /** Several files that the user gave at once, as the sources that they are: files of one service are one set. */
  'imports.gather': method(
    'member',
    z.strictObject({ tokens: z.array(fileToken).min(1).max(1000) }),
    z.strictObject({ tokens: z.array(fileToken) }),
  ),
  /** `as`: the service that the user says it is, or a table to map, whatever its header looks like. */
  'imports.inspect': method(
    'member',
    z.strictObject({
      token: fileToken,
      as: z
        .enum([...formatNames, 'table'])
        .nullable()
        .default(null),
      reading: reading.default(() => reading.parse({})),
    }),
    inspection,
  ),
  /** Reads the whole file and tells what would happen; writes nothing. `basedOn`: the plan whose choices go on. */
  'imports.plan': method(
    'member',
    z.strictObject({
      token: fileToken,
      options: importOptions,
      basedOn: z.string().nullable().default(null),
    }),
    jobStarted,
  ),
  /** `planId`: the job of the plan whose choices count. The plan is gone then. */
  'imports.apply': method(
    'member',
    z.strictObject({ token: fileToken, options: importOptions, planId: z.string().nullable().default(null) }),
    jobStarted,
  ),
  /** Goes on where an interrupted or cancelled import or undo stopped. */
  'imports.resume': method('member', oneImport, jobStarted),
  /** Adds the starter catalogue that comes with the app, as an import like any other. */
  'imports.starter': method('member', nothing, jobStarted),
  /** What an undo would do now; writes nothing. */
  'imports.undoPreview': method('member', oneImport, undoReport),
  /**
   * Takes back what an import did, whatever was imported since; what somebody edited since stays. A stopped one goes
   * on when it is called again.
   */
  'imports.undo': method('member', oneImport, jobStarted),
  'imports.cancel': method('member', z.strictObject({ jobId: z.string() }), done),
  'imports.job': method('member', z.strictObject({ jobId: z.string() }), importJob),
  'imports.list': method('member', z.strictObject({ limit: pageSize.default(50) }), z.array(importRecord)),
  'imports.get': method('member', oneImport, importRecord),
  'imports.rejects': method(
    'member',
    oneImport.extend({ cursor: cursor.nullable().default(null), limit: pageSize.default(100) }),
    page(reject).extend({ header: z.array(z.string()) }),
  ),
} as const satisfies Record<string, Method>;

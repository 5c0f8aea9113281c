// What the main thread and the import worker say to each other: plain data, and a few flags in shared memory, so
// that a worker that never waits for messages still hears a cancel at once.
import type { PlanCounts } from '#shared/api/import-plans.ts';
import type { ImportOptions, Outcomes, Reject, Sample, UndoReport } from '#shared/api/imports.ts';
import type { FormatName, FoundFormat, Reading } from '#shared/api/import-formats.ts';
import type { ErrorReply } from '#shared/errors.ts';
import type { Conversion } from './formats/convert.ts';
import type { SourceFile } from './formats/survey.ts';
import type { PlannedSource } from './planned-source.ts';
import type { TableFormat } from './table-file.ts';
import type { KeyedChoice } from './title-choices.ts';

export interface WorkerTask {
  /** `recount` counts the totals that a crash left uncounted; like undo and its preview it reads no file. */
  readonly phase: 'plan' | 'apply' | 'recount' | 'undo' | 'undoPreview';
  readonly databaseFile: string;
  /** The file to read: the user's own for a plan, the copy for an apply. */
  readonly path: string;
  readonly size: number;
  readonly options: ImportOptions;
  readonly format: TableFormat;
  /** The files of a service, which become `path` first; absent where the file is read as it is. */
  readonly conversion?: Conversion | undefined;
  /** What the plan, or the one before, made of these files. */
  readonly planned?: PlannedSource | undefined;
  readonly userId: number;
  /** What people have said of the file's rows, and before of such names: the same for the whole of an import. */
  readonly choices: readonly KeyedChoice[];
  /** Of a plan: the file that its rows go to. */
  readonly planFile?: string;
  /** Of an apply; its row is there. */
  readonly importId: number | null;
  /** The clock of core less that of the machine, in ms: tests move it. */
  readonly clockOffset: number;
  /** Int32: flagStop and flagSleep. */
  readonly flags: SharedArrayBuffer;
  /** Int32 that counts who in this process waits for the database's lock. */
  readonly waiting: SharedArrayBuffer;
}

/** Index of the stop flag: 0 go on, then one of stopReasons by its place from 1. */
export const flagStop = 0;
/** Nobody ever changes this one: the worker waits on it to sleep. */
export const flagSleep = 1;
export const stopReasons = ['cancelled', 'interrupted'] as const;
export type StopReason = (typeof stopReasons)[number];

export type WorkerMessage =
  | {
      readonly type: 'progress';
      readonly outcomes: Outcomes;
      readonly bytesDone: number;
      /** Of this step; absent where it is the size that was known from the start. */
      readonly bytesTotal?: number;
      readonly step?: 'reading' | 'rows';
      readonly seconds: number;
    }
  | {
      readonly type: 'ended';
      readonly state: 'done' | StopReason;
      readonly outcomes: Outcomes;
      readonly bytesDone: number;
      readonly bytesTotal?: number;
      readonly step?: 'reading' | 'rows';
      readonly seconds: number;
      readonly samples: readonly Sample[];
      readonly rejects: readonly Reject[];
      /** Of a plan. */
      readonly plan?: PlanCounts;
      /** Of a plan of a service's files: their hashes (planned-source.ts). */
      readonly hashes?: readonly string[];
      /** Of an undo and its preview. */
      readonly undone?: UndoReport;
    }
  /** `error` is null for a bug, which `facts` describes for the log. */
  | { readonly type: 'failed'; readonly error: ErrorReply | null; readonly facts: Record<string, unknown> };

/** How the run was asked to stop; undefined while it may go on. */
export function stopAsked(flags: Int32Array): StopReason | undefined {
  return stopReasons[Atomics.load(flags, flagStop) - 1];
}

/** A look at files that takes longer than the main thread may: archives, and what must be said first. */
export interface InspectTask {
  readonly phase: 'inspect';
  readonly files: readonly SourceFile[];
  readonly only: FormatName | undefined;
  readonly reading: Reading;
  readonly scratch: string;
}

/** What no service knows is looked through for a table. */
export interface UnpackTask {
  readonly phase: 'unpack';
  readonly files: readonly SourceFile[];
  readonly reading: Reading;
  readonly folder: string;
}

export type InspectMessage =
  | { readonly type: 'inspected'; readonly found: FoundFormat | undefined }
  | { readonly type: 'unpacked'; readonly table: SourceFile | undefined }
  | Extract<WorkerMessage, { type: 'failed' }>;

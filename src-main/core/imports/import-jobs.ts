// The work that runs in workers: plans at once, imports one after another. A job is known by its id, tells of
// itself by `imports.job` events, and is kept for a while after its end.
import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { ImportId } from '#shared/api/contract.ts';
import type { ImportJob } from '#shared/api/imports.ts';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '../clock.ts';
import type { BigWriters } from '../db/big-writes.ts';
import type { Events } from '../events.ts';
import { failureReply } from '../failure-reply.ts';
import { errorFacts, type Log } from '../log.ts';
import { noOutcomes } from './settle-row.ts';
import {
  flagStop,
  stopReasons,
  type StopReason,
  type WorkerMessage,
  type WorkerTask,
} from './worker-task.ts';

export interface JobRequest {
  /** `recount` is housekeeping: nobody hears of it. */
  readonly phase: WorkerTask['phase'];
  /** Whose job it is; null for housekeeping. */
  readonly userId: number | null;
  readonly fileName: string;
  readonly size: number;
  /** Runs when the job's turn has come; gives the worker's task. */
  prepare(): Promise<Omit<WorkerTask, 'flags' | 'waiting' | 'clockOffset' | 'databaseFile'>>;
  /** The worker has ended: puts things away. The job is told to be over when this is done. */
  finish(end: JobEnd): Promise<void>;
}

export type JobEnd =
  | ({ readonly state: 'done' | StopReason } & Partial<Pick<Ended, 'undone' | 'hashes'>>)
  | { readonly state: 'failed'; readonly error: unknown };

export interface ImportJobs {
  start(request: JobRequest): string;
  find(jobId: string, userId: number): ImportJob | undefined;
  cancel(jobId: string, userId: number): boolean;
  /** Stops every job, so that it can be resumed, and waits for the workers. */
  close(): Promise<void>;
}

export interface ImportJobsDeps {
  readonly worker: URL;
  readonly databaseFile: string;
  readonly clock: Clock;
  readonly events: Events;
  readonly log: Log;
  /** See WorkerTask. */
  readonly waiting: SharedArrayBuffer;
  /** An import has committed rows; the last time when it is over. */
  readonly onCommits: () => void;
  readonly bigWriters: BigWriters;
}

interface Running {
  readonly request: JobRequest;
  readonly flags: Int32Array;
  job: ImportJob;
  ended: Promise<void>;
}

type Ended = Extract<WorkerMessage, { type: 'ended' }>;

/** The rows of a portion die together: with room for them the collector hardly ever has to copy any. */
const resourceLimits = { maxYoungGenerationSizeMb: 128 } as const;
const mostKept = 100;
const commitsInterval = 1000;

export function createImportJobs({
  worker: file,
  databaseFile,
  clock,
  events,
  log,
  waiting,
  onCommits,
  bigWriters,
}: ImportJobsDeps): ImportJobs {
  const jobs = new Map<string, Running>();
  let applies: Promise<void> = Promise.resolve();
  let toldOfCommits = 0;

  function publish(running: Running, change: Partial<ImportJob>): void {
    running.job = { ...running.job, ...change };
    const { userId } = running.request;
    if (userId !== null) events.publish('imports.job', running.job, userId);
  }

  async function run(running: Running): Promise<void> {
    const { request, flags } = running;
    let end: JobEnd = { state: 'cancelled' };
    let result: Ended | undefined;
    let leave: (() => void) | undefined;
    try {
      if (Atomics.load(flags, flagStop) === 0) {
        const prepared = await request.prepare();
        publish(running, { importId: prepared.importId as ImportId | null });
        if (writes(request)) leave = bigWriters.enter();
        result = await work(running, prepared);
        end = result;
      }
    } catch (error) {
      end = { state: 'failed', error };
    }
    leave?.();
    try {
      await request.finish(end);
    } catch (error) {
      log.error(errorFacts(error), 'an import could not be put away');
    }
    if (end.state === 'failed' && !(end.error instanceof AppError))
      log.error(errorFacts(end.error), 'an import failed');
    if (writes(request)) onCommits();
    publish(running, finalState(running.job, end, result));
  }

  function work(running: Running, prepared: Awaited<ReturnType<JobRequest['prepare']>>): Promise<Ended> {
    const { promise, resolve, reject } = Promise.withResolvers<Ended>();
    const clockOffset = clock.now().getTime() - Date.now();
    const task: WorkerTask = {
      ...prepared,
      databaseFile,
      clockOffset,
      flags: running.flags.buffer as SharedArrayBuffer,
      waiting,
    };
    const worker = new Worker(file, { workerData: task, resourceLimits });
    let outcome: Ended | AppError | Error | undefined;
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'progress') progress(running, message);
      else if (message.type === 'ended') outcome = message;
      else if (message.error)
        outcome = new AppError(message.error.code, message.error.message, message.error.details);
      else {
        log.error(message.facts, 'the import worker failed');
        outcome = new Error('the import worker failed');
      }
    });
    worker.on(
      'error',
      (error: unknown) =>
        void (outcome = error instanceof Error ? error : new Error('the import worker failed')),
    );
    // Only when the thread is gone are its handles closed.
    worker.on('exit', (code) => {
      if (outcome === undefined) reject(new Error(`the import worker ended with ${code} and no word`));
      else if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    });
    return promise;
  }

  function progress(running: Running, message: Extract<WorkerMessage, { type: 'progress' }>): void {
    publish(running, {
      outcomes: message.outcomes,
      progress: progressOf(message, message.bytesTotal ?? running.request.size),
    });
    if (!writes(running.request) || clock.monotonic() - toldOfCommits < commitsInterval) return;
    toldOfCommits = clock.monotonic();
    onCommits();
  }

  function stop(running: Running, reason: StopReason): void {
    Atomics.compareExchange(running.flags, flagStop, 0, stopReasons.indexOf(reason) + 1);
  }

  return {
    start(request) {
      const jobId = randomUUID();
      const running: Running = {
        request,
        flags: new Int32Array(new SharedArrayBuffer(8)),
        job: freshJob(jobId, request),
        ended: Promise.resolve(),
      };
      running.ended = writes(request) ? applies.then(() => run(running)) : run(running);
      if (writes(request)) applies = running.ended;
      jobs.set(jobId, running);
      forgetOldest(jobs);
      return jobId;
    },
    find: (jobId, userId) => ownJob(jobs, jobId, userId)?.job,
    cancel(jobId, userId) {
      const running = ownJob(jobs, jobId, userId);
      if (running) stop(running, 'cancelled');
      return running !== undefined;
    },
    async close() {
      for (const running of jobs.values()) stop(running, 'interrupted');
      await Promise.all([...jobs.values()].map(({ ended }) => ended));
    },
  };
}

/** What writes waits for its turn. */
function writes({ phase }: JobRequest): boolean {
  return phase !== 'plan' && phase !== 'undoPreview';
}

function ownJob(jobs: ReadonlyMap<string, Running>, jobId: string, userId: number): Running | undefined {
  const running = jobs.get(jobId);
  return running?.request.userId === userId ? running : undefined;
}

function freshJob(jobId: string, { phase, fileName, size }: JobRequest): ImportJob {
  return {
    jobId,
    phase: phase === 'plan' || phase === 'undo' ? phase : 'apply',
    state: 'running',
    fileName,
    importId: null,
    outcomes: noOutcomes(),
    progress: { bytesDone: 0, bytesTotal: size, seconds: 0, rowsPerSecond: 0, secondsLeft: null },
    samples: [],
    rejects: [],
    plan: null,
    undone: null,
    error: null,
  };
}

function finalState(job: ImportJob, end: JobEnd, result: Ended | undefined): Partial<ImportJob> {
  if (end.state === 'failed') {
    return { state: 'failed', error: failureReply(end.error) };
  }
  const state = end.state === 'done' ? 'done' : 'cancelled';
  if (!result) return { state };
  const { outcomes, samples, rejects, plan, undone } = result;
  return {
    state,
    outcomes,
    samples: [...samples],
    rejects: [...rejects],
    plan: state === 'done' ? (plan ?? null) : null,
    undone: state === 'done' ? (undone ?? null) : null,
    progress: progressOf(result, result.bytesTotal ?? job.progress.bytesTotal),
  };
}

function progressOf(
  { outcomes, bytesDone, seconds, step }: Pick<Ended, 'outcomes' | 'bytesDone' | 'seconds' | 'step'>,
  bytesTotal: number,
): ImportJob['progress'] {
  const bytesPerSecond = seconds > 0 ? bytesDone / seconds : 0;
  return {
    ...(step === undefined ? {} : { step }),
    bytesDone: Math.min(bytesDone, bytesTotal),
    bytesTotal,
    seconds,
    rowsPerSecond: seconds > 0 ? outcomes.rows / seconds : 0,
    secondsLeft:
      bytesPerSecond > 0 && seconds > 0.5 ? Math.max(0, bytesTotal - bytesDone) / bytesPerSecond : null,
  };
}

/** Jobs that are over and were asked for long ago. */
function forgetOldest(jobs: Map<string, Running>): void {
  for (const [jobId, { job }] of jobs) {
    if (jobs.size <= mostKept) return;
    if (job.state !== 'running') jobs.delete(jobId);
  }
}

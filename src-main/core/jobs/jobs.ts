// Long work other than imports: each job runs, tells of itself by `jobs.changed` events, and is kept for a while after its
// end. Jobs of one queue run one after another.
import { randomUUID } from 'node:crypto';
import type { UserId } from '#shared/api/contract.ts';
import type { Job, JobResult, JobStep } from '#shared/api/jobs.ts';
import { AppError } from '#shared/errors.ts';
import type { Handlers } from '../dispatch.ts';
import type { Events } from '../events.ts';
import { failureReply } from '../failure-reply.ts';
import { errorFacts, type Log } from '../log.ts';

export interface JobContext {
  /** A `total` of 0: not known. */
  progress(step: JobStep, done: number, total: number): void;
  /** Int32 whose first element isn't 0 once the job shall stop: for workers. */
  readonly stop: Int32Array;
  /** Throws `cancelled` when it shall stop. */
  assertWanted(): void;
}

export interface JobRequest {
  readonly kind: Job['kind'];
  /** Whose job it is; null for somebody at a core without profiles. */
  readonly userId: number | null;
  /** Jobs of one queue wait for each other. */
  readonly queue: string;
  run(context: JobContext): Promise<JobResult>;
}

export interface Jobs {
  readonly handlers: Handlers<'jobs'>;
  start(request: JobRequest): { jobId: string };
  /** Work of the app's own, which nobody hears of: waits its turn in the queue and gives what `run` gives. */
  inBackground<T>(queue: string, run: (context: JobContext) => Promise<T>): Promise<T>;
  /** Stops every job and waits for its end. */
  close(): Promise<void>;
}

interface Kept {
  readonly userId: number | null;
  readonly stop: Int32Array;
  job: Job;
}

const mostKept = 50;
const toldEvery = 100;

export function createJobs({ events, log }: { readonly events: Events; readonly log: Log }): Jobs {
  const jobs = new Map<string, Kept>();
  const stops = new Set<Int32Array>();
  const queues = new Map<string, Promise<unknown>>();
  let closing = false;

  function enqueue<T>(queue: string, stop: Int32Array, work: () => Promise<T>): Promise<T> {
    stops.add(stop);
    const before = queues.get(queue) ?? Promise.resolve();
    const result = before.then(work).finally(() => stops.delete(stop));
    queues.set(
      queue,
      result.then(
        () => undefined,
        () => undefined,
      ),
    );
    return result;
  }

  function tell(kept: Kept, change: Partial<Job>): void {
    kept.job = { ...kept.job, ...change };
    if (kept.userId === null) events.publish('jobs.changed', kept.job);
    else events.publish('jobs.changed', kept.job, kept.userId);
  }

  async function run(kept: Kept, request: JobRequest): Promise<void> {
    let told = 0;
    const context: JobContext = {
      ...stopping(kept.stop),
      progress(step, done, total) {
        const isNews = step !== kept.job.step || performance.now() - told >= toldEvery;
        if (!isNews) return;
        told = performance.now();
        tell(kept, { step, done, total });
      },
    };
    try {
      context.assertWanted();
      const result = await request.run(context);
      tell(kept, { state: 'done', done: kept.job.total, result });
    } catch (error) {
      if (error instanceof AppError && error.code === 'cancelled') return tell(kept, { state: 'cancelled' });
      if (!(error instanceof AppError) || error.code === 'storage')
        log.error({ job: request.kind, ...errorFacts(error) }, 'a job failed');
      tell(kept, { state: 'failed', error: failureReply(error) });
    }
  }

  function ownJob(jobId: string, userId: UserId | undefined): Kept {
    const kept = jobs.get(jobId);
    if (!kept || (kept.userId !== null && kept.userId !== userId))
      throw new AppError('not_found', 'There is no such job.', { jobId });
    return kept;
  }

  return {
    handlers: {
      'jobs.get': async ({ jobId }, { person }) => ownJob(jobId, person?.id).job,
      'jobs.cancel': async ({ jobId }, { person }) => {
        Atomics.store(ownJob(jobId, person?.id).stop, 0, 1);
        return {};
      },
    },
    start(request) {
      if (closing) throw new AppError('unavailable', 'Mediary is closing.');
      const jobId = randomUUID();
      const kept: Kept = { userId: request.userId, stop: stopFlag(), job: freshJob(jobId, request.kind) };
      jobs.set(jobId, kept);
      void enqueue(request.queue, kept.stop, () => run(kept, request));
      forgetOldest(jobs);
      return { jobId };
    },
    inBackground(queue, work) {
      const stop = stopFlag();
      return enqueue(queue, stop, () => work({ ...stopping(stop), progress: () => undefined }));
    },
    async close() {
      closing = true;
      for (const stop of stops) Atomics.store(stop, 0, 1);
      await Promise.all(queues.values());
    },
  };
}

function stopFlag(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4));
}

function stopping(stop: Int32Array): Pick<JobContext, 'stop' | 'assertWanted'> {
  return {
    stop,
    assertWanted() {
      if (Atomics.load(stop, 0) !== 0) throw new AppError('cancelled', 'It was stopped.');
    },
  };
}

function freshJob(jobId: string, kind: Job['kind']): Job {
  return { jobId, kind, state: 'running', step: 'waiting', done: 0, total: 0, result: null, error: null };
}

function forgetOldest(jobs: Map<string, Kept>): void {
  for (const [jobId, { job }] of jobs) {
    if (jobs.size <= mostKept) return;
    if (job.state !== 'running') jobs.delete(jobId);
  }
}

// Runs an export, a backup, a restore or a check to its end: shows its progress, and stops it at Ctrl-C, which leaves
// nothing half-written.
import type { Job, JobResult, JobStep } from '#shared/api/jobs.ts';
import { AppError, errorCodes } from '#shared/errors.ts';
import type { Shell } from './shell.ts';

const words: Readonly<Record<JobStep, string>> = {
  waiting: 'Waiting',
  writing: 'Writing',
  copying: 'Copying',
  checking: 'Checking',
  migrating: 'Bringing it up to date',
  'backing-up': 'Making a backup first',
  mending: 'Mending',
};

/** The job's result. Throws what made it fail, and `cancelled` when it was stopped. */
export async function runLongJob<K extends JobResult['kind']>(
  shell: Shell,
  kind: K,
  start: () => Promise<{ jobId: string }>,
): Promise<Extract<JobResult, { kind: K }>> {
  const api = await shell.api();
  const ended = Promise.withResolvers<Job>();
  let jobId: string | undefined;
  let stopping = false;

  const hear = (job: Job) => {
    if (job.jobId !== jobId) return;
    if (job.state !== 'running') ended.resolve(job);
    else shell.output.progress(stopping ? 'Stopping …' : progressLine(job));
  };
  const cancel = (running: string) => api.call('jobs.cancel', { jobId: running }).catch(() => undefined);
  const endSubscription = api.on('jobs.changed', hear);
  const endInterrupts = shell.onInterrupt(() => {
    stopping = true;
    if (jobId !== undefined) void cancel(jobId);
  });
  try {
    ({ jobId } = await start());
    if (stopping) void cancel(jobId);
    // It may have ended before its id was known here.
    hear(await api.call('jobs.get', { jobId }));
    return finished(await ended.promise, kind);
  } finally {
    endSubscription();
    endInterrupts();
    shell.output.progress('');
  }
}

function finished<K extends JobResult['kind']>(job: Job, kind: K): Extract<JobResult, { kind: K }> {
  if (job.state === 'cancelled') throw new AppError('cancelled', 'Stopped. Nothing was left half-written.');
  if (job.state === 'failed' || job.result?.kind !== kind) {
    const code = errorCodes.find((known) => known === job.error?.code) ?? 'internal';
    throw new AppError(code, job.error?.message ?? 'It failed.', job.error?.details);
  }
  return job.result as Extract<JobResult, { kind: K }>;
}

function progressLine({ step, done, total }: Job): string {
  return total > 0 ? `${words[step]} … ${Math.floor((100 * done) / total)} %` : `${words[step]} …`;
}

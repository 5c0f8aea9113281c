// Runs one step of an import to its end: shows its progress, and ends it co-operatively at Ctrl-C, which keeps
// what is committed.
import type { ImportJob } from '#shared/api/imports.ts';
import { AppError, errorCodes } from '#shared/errors.ts';
import { duration, grouped } from './paper.ts';
import type { Shell } from './shell.ts';

/** The finished job. Throws what made it fail, and `cancelled` with the way to go on. */
export async function runJob(shell: Shell, start: () => Promise<{ jobId: string }>): Promise<ImportJob> {
  const api = await shell.api();
  const ended = Promise.withResolvers<ImportJob>();
  let jobId: string | undefined;
  let stopping = false;

  const hear = (job: ImportJob) => {
    if (job.jobId !== jobId) return;
    if (job.state !== 'running') ended.resolve(job);
    else shell.output.progress(stopping ? 'Stopping …' : progressLine(job));
  };
  const cancel = (running: string) => api.call('imports.cancel', { jobId: running }).catch(() => undefined);
  const endSubscription = api.on('imports.job', hear);
  const endInterrupts = shell.onInterrupt(() => {
    stopping = true;
    shell.output.progress('Stopping …');
    if (jobId !== undefined) void cancel(jobId);
  });

  try {
    ({ jobId } = await start());
    if (stopping) void cancel(jobId);
    // It may have ended before its id was known here.
    hear(await api.call('imports.job', { jobId }));
    return finished(await ended.promise);
  } finally {
    endSubscription();
    endInterrupts();
    shell.output.progress('');
  }
}

function finished(job: ImportJob): ImportJob {
  if (job.state === 'failed') {
    const code = errorCodes.find((known) => known === job.error?.code) ?? 'internal';
    throw new AppError(code, job.error?.message ?? 'The import failed.', job.error?.details);
  }
  if (job.state !== 'cancelled') return job;
  if (job.importId === null) throw new AppError('cancelled', 'Stopped. Nothing was written.');
  if (job.phase === 'undo')
    throw new AppError(
      'cancelled',
      `Stopped; some of it is taken back. Go on with: mediary imports undo ${job.importId}`,
      { importId: job.importId },
    );
  throw new AppError(
    'cancelled',
    `Stopped after ${grouped(job.outcomes.rows)} rows of ${job.fileName}, which are kept. Go on with: mediary imports resume ${job.importId}`,
    { importId: job.importId },
  );
}

/** "ratings.csv  45 %  12,345 rows  25,000 rows/s  3 s left". */
export function progressLine({ fileName, phase, outcomes, progress }: ImportJob): string {
  const { bytesDone, bytesTotal, rowsPerSecond, secondsLeft } = progress;
  return [
    `${doing[phase]} ${fileName}`,
    ...(bytesTotal > 0 ? [`${Math.floor((100 * bytesDone) / bytesTotal)} %`] : []),
    ...(phase === 'undo' ? [] : [`${grouped(outcomes.rows)} rows`]),
    ...(rowsPerSecond > 0 ? [`${grouped(Math.round(rowsPerSecond))} rows/s`] : []),
    ...(secondsLeft === null ? [] : [`${duration(secondsLeft)} left`]),
  ].join('  ');
}

const doing: Readonly<Record<ImportJob['phase'], string>> = {
  plan: 'Checking',
  apply: 'Importing',
  undo: 'Taking back',
};

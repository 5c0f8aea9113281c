// An export, a backup, a restore or a check as core tells of it: started, followed to its end, stopped.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Job } from '#shared/api/jobs.ts';
import { AppError, errorCodes } from '#shared/errors.ts';
import { useApi } from './api.ts';

export interface LongJob {
  /** The latest that is known; null before it began. */
  readonly job: Job | null;
  readonly isRunning: boolean;
  /** What kept it from beginning or made it fail. */
  readonly error: unknown;
  start(begin: () => Promise<{ readonly jobId: string } | null>): void;
  stop(): void;
  reset(): void;
}

/** `onEnd` hears of a job that ended well. */
export function useLongJob(onEnd?: (job: Job) => void): LongJob {
  const api = useApi();
  const [job, setJob] = useState<Job | null>(null);
  const [isStarting, setIsStarting] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const jobId = useRef<string | null>(null);
  const ended = useRef(onEnd);
  useEffect(() => {
    ended.current = onEnd;
  }, [onEnd]);

  const take = useCallback((next: Job) => {
    if (next.jobId !== jobId.current) return;
    setJob(next);
    if (next.state === 'running') return;
    jobId.current = null;
    if (next.state === 'failed') setError(asError(next));
    if (next.state === 'done') ended.current?.(next);
  }, []);
  useEffect(() => api.on('jobs.changed', take), [api, take]);

  const start = useCallback(
    (begin: () => Promise<{ readonly jobId: string } | null>) => {
      const run = async () => {
        setError(null);
        setJob(null);
        setIsStarting(true);
        try {
          const started = await begin();
          if (!started) return;
          jobId.current = started.jobId;
          // It may have ended before its id was known here.
          take(await api.call('jobs.get', started));
        } catch (thrown) {
          setError(thrown);
        } finally {
          setIsStarting(false);
        }
      };
      void run();
    },
    [api, take],
  );

  return {
    job,
    error,
    isRunning: isStarting || job?.state === 'running',
    start,
    stop: useCallback(() => {
      // A job that is over needs no stop.
      if (jobId.current !== null) api.call('jobs.cancel', { jobId: jobId.current }).catch(() => undefined);
    }, [api]),
    reset: useCallback(() => {
      jobId.current = null;
      setJob(null);
      setError(null);
    }, []),
  };
}

function asError({ error }: Job): AppError {
  const code = errorCodes.find((known) => known === error?.code) ?? 'internal';
  return new AppError(code, error?.message ?? '', error?.details);
}

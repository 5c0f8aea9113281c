// Adding the starter catalogue: started from the first run, the empty home and the settings, shown the same way in each.
import { useMutation } from '@tanstack/react-query';
import type { ImportJob } from '#shared/api/imports.ts';
import { useApi } from './api.ts';
import { useImportJob } from './import-job.ts';

export interface Starter {
  readonly start: () => void;
  readonly job: ImportJob | null;
  readonly isRunning: boolean;
  /** Of starting it, as an AppError; what goes wrong later is in the job. */
  readonly error: unknown;
}

export function useStarter(): Starter {
  const api = useApi();
  const begin = useMutation({ mutationFn: () => api.call('imports.starter', {}) });
  const jobId = begin.data?.jobId ?? null;
  const job = useImportJob(jobId);
  const isRunning = begin.isPending || (jobId !== null && (job === null || job.state === 'running'));
  return { start: () => begin.mutate(), job, isRunning, error: begin.error };
}

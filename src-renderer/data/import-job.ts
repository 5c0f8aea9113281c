// A running import as core tells of it. Progress comes by events; one call at the start catches what was told before.
import { useEffect, useState } from 'react';
import type { ImportJob } from '#shared/api/imports.ts';
import { useApi } from './api.ts';

/** The job's latest state; null before it is known, and for no job. */
export function useImportJob(jobId: string | null): ImportJob | null {
  const api = useApi();
  const [job, setJob] = useState<ImportJob | null>(null);
  useEffect(() => {
    if (jobId === null) return undefined;
    let isCurrent = true;
    const take = (next: ImportJob) => {
      if (!isCurrent || next.jobId !== jobId) return;
      setJob((before) => (before?.jobId === jobId && before.state !== 'running' ? before : next));
    };
    const end = api.on('imports.job', take);
    // The job may already be over and forgotten: then the events have told it.
    api.call('imports.job', { jobId }).then(take, () => undefined);
    return () => {
      isCurrent = false;
      end();
    };
  }, [api, jobId]);
  return job?.jobId === jobId ? job : null;
}

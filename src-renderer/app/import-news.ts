// Imports go on while people do something else. The rail shows how far one is, and a toast tells when it is over.
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ImportJob } from '#shared/api/imports.ts';
import { useApi } from '#renderer/data/api.ts';
import { toast } from '#renderer/ui/toast.ts';

/** Tells of the end of imports, except where the dialog (which tells it better) is open. */
export function useImportNews(isDialogOpen: boolean): void {
  const api = useApi();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isQuiet = useRef(isDialogOpen);
  useEffect(() => {
    isQuiet.current = isDialogOpen;
  }, [isDialogOpen]);
  useEffect(
    () =>
      api.on('imports.job', (job) => {
        if (job.phase !== 'apply' || job.state === 'running' || job.state === 'cancelled' || isQuiet.current)
          return;
        const count = job.outcomes.inserted + job.outcomes.updated;
        const key = job.state === 'failed' ? 'importStopped' : count === 0 ? 'importedNothing' : 'imported';
        toast({
          key: `import-${job.jobId}`,
          message: t(`app.${key}`, { file: job.fileName, count }),
          tone: job.state === 'failed' ? 'danger' : 'success',
          action: { label: t('app.show'), onAction: () => void navigate('/imports') },
        });
      }),
    [api, navigate, t],
  );
}

/** The import that is being applied right now, in whichever window it was started. */
export function useRunningImport(): ImportJob | null {
  const api = useApi();
  const [job, setJob] = useState<ImportJob | null>(null);
  useEffect(
    () =>
      api.on('imports.job', (next) => {
        if (next.phase === 'apply') setJob(next.state === 'running' ? next : null);
      }),
    [api],
  );
  return job;
}

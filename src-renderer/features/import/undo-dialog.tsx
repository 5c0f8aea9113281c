// Takes an import back: first what would go, what would be as before and what stays and why; then the doing of it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '#renderer/data/api.ts';
import { useImportJob } from '#renderer/data/import-job.ts';
import { keys } from '#renderer/data/keys.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import type { ImportId } from '#shared/api/contract.ts';
import type { UndoReport } from '#shared/api/imports.ts';
import { useImportErrorLine } from './import-errors.ts';
import styles from './undo-dialog.module.css';

export interface UndoDialogProps {
  readonly importId: ImportId;
  readonly fileName: string;
  readonly onClose: () => void;
}

export function UndoDialog({ importId, fileName, onClose }: UndoDialogProps) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const errorLine = useImportErrorLine();
  const [jobId, setJobId] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const job = useImportJob(jobId);
  const preview = useQuery({
    queryKey: [...keys.imports, 'undoPreview', importId],
    queryFn: () => api.call('imports.undoPreview', { importId }),
    // Once it is begun there is nothing to look at any more.
    enabled: jobId === null,
    gcTime: 0,
    retry: false,
  });
  const isOver = job !== null && job.state !== 'running';
  useEffect(() => {
    if (isOver) void queries.invalidateQueries({ queryKey: keys.imports });
  }, [isOver, queries]);
  const error =
    failure ?? (jobId === null ? preview.error : null) ?? (job?.state === 'failed' ? job.error : null);

  const start = async () => {
    setFailure(null);
    try {
      setJobId((await api.call('imports.undo', { importId })).jobId);
    } catch (thrown) {
      setFailure(thrown);
    }
  };
  const report = job?.state === 'done' ? job.undone : preview.data;
  const isDone = job?.state === 'done';
  return (
    <Dialog
      title={t(isDone ? 'import.undo.done' : 'import.undo.title')}
      subtitle={fileName}
      isOpen
      onClose={onClose}
      size="medium"
      footer={
        isDone ? (
          <Button
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the pressed button went with the undo, and the focus with it
            autoFocus
            variant="primary"
            onPress={onClose}
          >
            {t('ui.close')}
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>
              {t(jobId === null ? 'import.undo.cancel' : 'import.apply.background')}
            </Button>
            <Button
              variant="danger"
              isDisabled={report === undefined || report === null}
              isPending={jobId !== null && !isOver}
              onPress={() => void start()}
            >
              {t('import.undo.go')}
            </Button>
          </>
        )
      }
    >
      {error !== null && <Banner tone="danger">{errorLine(error)}</Banner>}
      {jobId !== null && !isOver && (
        <ProgressBar
          label={t('import.undo.running')}
          value={
            job && job.progress.bytesTotal > 0 ? job.progress.bytesDone / job.progress.bytesTotal : undefined
          }
        />
      )}
      {!report && error === null && jobId === null && <ProgressBar label={t('import.undo.looking')} />}
      {report && (jobId === null || isOver) && <Report report={report} isDone={isDone} />}
    </Dialog>
  );
}

const counted = [
  'titles',
  'reviews',
  'plays',
  'watchlist',
  'favorites',
  'dismissed',
  'lists',
  'listItems',
  'people',
] as const;

function Report({ report, isDone }: { readonly report: UndoReport; readonly isDone: boolean }) {
  const { t } = useTranslation();
  const lines = (['removed', 'restored'] as const).map((part) => {
    const what = counted
      .filter((name) => report[part][name] > 0)
      .map((name) => t(`import.undo.count.${name}`, { count: report[part][name] }));
    return { part, what };
  });
  const isNothing = lines.every(({ what }) => what.length === 0) && report.kept === 0;
  return (
    <div className={styles['report']}>
      {isNothing && <p>{t('import.undo.nothing')}</p>}
      {lines.map(
        ({ part, what }) =>
          what.length > 0 && (
            <section key={part}>
              <h3 className={styles['head']}>{t(`import.undo.${part}${isDone ? 'Done' : ''}`)}</h3>
              <p>{what.join(' · ')}</p>
            </section>
          ),
      )}
      {report.kept > 0 && (
        <section>
          <h3 className={styles['head']}>{t('import.undo.kept', { count: report.kept })}</h3>
          <ul className={styles['kept']}>
            {report.keptItems.map((item, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- a fixed list, in its order
              <li key={index} className={styles['item']}>
                <span>
                  {t(`import.undo.what.${item.what}`)} · <bdi>{item.title}</bdi>
                </span>
                <span className={styles['why']}>{t(`import.undo.because.${item.reason}`)}</span>
              </li>
            ))}
          </ul>
          {report.kept > report.keptItems.length && (
            <p className={styles['why']}>
              {t('import.undo.more', { count: report.kept - report.keptItems.length })}
            </p>
          )}
        </section>
      )}
      {!isDone && <p className={styles['why']}>{t('import.undo.note')}</p>}
    </div>
  );
}

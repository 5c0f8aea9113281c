// Asks before everything is replaced, with what is in the backup; restores; and offers the way back.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupSummary, RestoreSource } from '#shared/api/backups.ts';
import { useApi } from '#renderer/data/api.ts';
import { useErrorText } from '#renderer/data/errors.ts';
import { useFormat } from '#renderer/data/format.ts';
import { keys } from '#renderer/data/keys.ts';
import { useLongJob } from '#renderer/data/long-job.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import styles from './restore-dialog.module.css';

export interface RestoreDialogProps {
  readonly source: RestoreSource;
  /** There is nothing yet that could be replaced. */
  readonly isFirst?: boolean;
  readonly onClose: () => void;
}

export function RestoreDialog({ source: asked, isFirst = false, onClose }: RestoreDialogProps) {
  const { t } = useTranslation();
  const api = useApi();
  const errorText = useErrorText();
  const [source, setSource] = useState(asked);
  const { data: summary, error: unreadable } = useQuery({
    queryKey: ['backup', source],
    queryFn: () => api.call('backups.inspect', source),
    gcTime: 0,
    retry: false,
  });
  // At first nobody is signed in.
  const { data: sync } = useQuery({
    queryKey: keys.syncStatus,
    queryFn: () => api.call('sync.status', {}),
    enabled: !isFirst,
  });
  const { job, isRunning, error, start, reset } = useLongJob();
  const restored = job?.state === 'done' && job.result?.kind === 'restore' ? job.result : null;
  const problem = unreadable ?? error;
  const undo = () => {
    if (!restored || restored.before === null) return;
    const before = { name: restored.before };
    setSource(before);
    reset();
    start(() => api.call('backups.restore', before));
  };

  return (
    <Dialog
      title={t('settings.backup.askTitle')}
      isOpen
      onClose={onClose}
      isDismissable={!isRunning}
      role="alertdialog"
      footer={
        restored ? (
          <>
            {restored.before !== null && !isFirst && (
              <Button onPress={undo}>{t('settings.backup.undo')}</Button>
            )}
            <Button variant="primary" onPress={onClose}>
              {t(isFirst ? 'settings.backup.toSignIn' : 'settings.export.close')}
            </Button>
          </>
        ) : (
          <>
            <Button onPress={onClose} isDisabled={isRunning}>
              {t('ui.cancel')}
            </Button>
            <Button
              variant={isFirst ? 'primary' : 'danger'}
              isDisabled={!summary}
              isPending={isRunning}
              onPress={() => start(() => api.call('backups.restore', source))}
            >
              {t('settings.backup.confirm')}
            </Button>
          </>
        )
      }
    >
      <div className={styles['ask']}>
        {problem !== null && (
          <Banner tone="danger" title={errorText(problem).title}>
            {errorText(problem).text}
          </Banner>
        )}
        {restored ? (
          <Banner tone="success">
            {t('settings.backup.restored', {
              titles: t('settings.backup.titles', { count: restored.titles }),
              reviews: t('settings.export.reviews', { count: restored.reviews }),
            })}{' '}
            {restored.before !== null && !isFirst && t('settings.backup.undoNote')}
          </Banner>
        ) : (
          <>
            {summary && <Contents summary={summary} />}
            {!summary && !unreadable && <ProgressBar label={t('settings.backup.asking')} />}
            {isRunning ? (
              <ProgressBar
                label={job ? t(`settings.backup.step.${job.step}`) : t('settings.backup.restoring')}
                value={job && job.step === 'copying' && job.total > 0 ? job.done / job.total : undefined}
              />
            ) : (
              summary && (
                <>
                  <p>{t(isFirst ? 'settings.backup.askFirst' : 'settings.backup.askText')}</p>
                  {sync && sync.link !== null && <p>{t('settings.backup.askSynced')}</p>}
                </>
              )
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}

function Contents({ summary }: { readonly summary: BackupSummary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { name, bytes, profiles, titles, reviews, changedAt, older } = summary;
  return (
    <div className={styles['contents']}>
      <p className={styles['fileName']}>{name}</p>
      <p>
        {t('settings.backup.contents', {
          titles: t('settings.backup.titles', { count: titles }),
          reviews: t('settings.export.reviews', { count: reviews }),
        })}{' '}
        {format.bytes(bytes)}
      </p>
      <p>
        {profiles.length === 0
          ? t('settings.backup.nobody')
          : t('settings.backup.people', { names: profiles.join(', ') })}
      </p>
      {changedAt !== null && (
        <p className={styles['muted']}>
          {t('settings.backup.changed', { when: format.dateTime(changedAt) })}
        </p>
      )}
      {older && <p className={styles['muted']}>{t('settings.backup.older')}</p>}
    </div>
  );
}

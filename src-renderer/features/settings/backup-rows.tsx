// Backups of everything on this computer, for admins: made now, kept, restored, and the restore taken back.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptBackup, RestoreSource } from '#shared/api/backups.ts';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { useFormat } from '#renderer/data/format.ts';
import { keys } from '#renderer/data/keys.ts';
import { useLongJob } from '#renderer/data/long-job.ts';
import { useShellActions } from '#renderer/data/shell-actions.ts';
import { RestoreDialog } from '#renderer/media/restore-dialog.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import { toast } from '#renderer/ui/toast.ts';
import styles from './keeping-rows.module.css';
import { Row } from './row.tsx';

const shortList = 5;

export function BackupRows() {
  const { t } = useTranslation();
  const api = useApi();
  const shell = useShellActions();
  const format = useFormat();
  const errorLine = useErrorLine();
  const { data } = useQuery({ queryKey: keys.backups, queryFn: () => api.call('backups.list', {}) });
  const [source, setSource] = useState<RestoreSource | null>(null);
  const { job, isRunning, error, start } = useLongJob((ended) => {
    if (ended.result?.kind !== 'backup') return;
    toast({
      message: t('settings.backup.done', { size: format.bytes(ended.result.bytes) }),
      tone: 'success',
    });
  });
  const toFile = () =>
    start(async () => {
      const target = await shell.chooseTarget('backup');
      return target && (await api.call('backups.create', { token: target.token }));
    });
  const fromFile = () => {
    shell.chooseBackup().then(
      (file) => file && setSource({ token: file.token }),
      (thrown: unknown) => toast({ message: errorLine(thrown), tone: 'danger' }),
    );
  };
  const lastGood = data?.lastGood ?? null;
  return (
    <>
      <Row
        name={t('settings.backup.name')}
        note={
          lastGood === null
            ? t('settings.backup.none')
            : t('settings.backup.last', { ago: format.ago(lastGood) })
        }
        error={error}
      >
        {isRunning ? (
          <div className={styles['progress']}>
            <ProgressBar
              label={job ? t(`settings.backup.step.${job.step}`) : t('settings.backup.running')}
              value={job && job.step === 'copying' && job.total > 0 ? job.done / job.total : undefined}
            />
          </div>
        ) : (
          <div className={styles['buttons']}>
            <Button onPress={() => start(() => api.call('backups.create', {}))}>
              {t('settings.backup.now')}
            </Button>
            <Button onPress={toFile}>{t('settings.backup.toFile')}</Button>
            <Button onPress={fromFile}>{t('settings.backup.restoreFile')}</Button>
          </div>
        )}
      </Row>
      {data && data.items.length > 0 && <BackupList items={data.items} onRestore={setSource} />}
      {source && <RestoreDialog source={source} onClose={() => setSource(null)} />}
    </>
  );
}

interface BackupListProps {
  readonly items: readonly KeptBackup[];
  readonly onRestore: (source: RestoreSource) => void;
}

function BackupList({ items, onRestore }: BackupListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? items : items.slice(0, shortList);
  return (
    <div className={styles['report']}>
      <table className={styles['backups']} aria-label={t('settings.backup.list')}>
        <thead>
          <tr>
            <th scope="col">{t('settings.backup.made')}</th>
            <th scope="col">{t('settings.backup.why')}</th>
            <th scope="col" className={styles['size']}>
              {t('settings.backup.size')}
            </th>
            <td aria-hidden />
          </tr>
        </thead>
        <tbody>
          {shown.map(({ name, createdAt, reason, bytes }) => (
            <tr key={name}>
              <td>{format.dateTime(createdAt)}</td>
              <td className={styles['muted']}>{t(`settings.backup.reason.${reason}`)}</td>
              <td className={styles['size']}>{format.bytes(bytes)}</td>
              <td className={styles['action']}>
                <Button
                  variant="quiet"
                  aria-label={t('settings.backup.restoreOf', { when: format.dateTime(createdAt) })}
                  onPress={() => onRestore({ name })}
                >
                  {t('settings.backup.restore')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {items.length > shown.length && (
        <Button variant="quiet" onPress={() => setIsWhole(true)}>
          {t('settings.backup.more', { count: items.length })}
        </Button>
      )}
    </div>
  );
}

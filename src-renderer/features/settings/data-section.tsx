// Where everything is kept, what came in, and how to get at it.
import { FolderOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useErrorLine } from '#renderer/data/errors.ts';
import { useProfile } from '#renderer/data/session.ts';
import { useShellActions } from '#renderer/data/shell-actions.ts';
import { useStarter } from '#renderer/data/starter.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import { toast } from '#renderer/ui/toast.ts';
import styles from './data-section.module.css';
import { BackupRows } from './backup-rows.tsx';
import { CheckRow, ExportRow } from './keeping-rows.tsx';
import { RememberedRow } from './remembered-row.tsx';
import { Row } from './row.tsx';

export function DataSection() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const shell = useShellActions();
  const errorLine = useErrorLine();
  const isAdmin = useProfile().role === 'admin';
  const showFolder = () => {
    shell.showDataFolder().catch((error: unknown) => toast({ message: errorLine(error), tone: 'danger' }));
  };
  return (
    <>
      <Row name={t('settings.data.folder')} note={t('settings.data.folderNote')}>
        <Button icon={<FolderOpen />} onPress={showFolder}>
          {t('settings.data.showFolder')}
        </Button>
      </Row>
      <Row name={t('settings.data.imports')} note={t('settings.data.importsNote')}>
        <div className={styles['buttons']}>
          <Button onPress={() => void navigate('/import')}>{t('settings.data.importFile')}</Button>
          <Button onPress={() => void navigate('/imports')}>{t('settings.data.showImports')}</Button>
        </div>
      </Row>
      <RememberedRow />
      <ExportRow />
      {isAdmin && <BackupRows />}
      <CheckRow />
      <StarterRow />
      <Row name={t('settings.data.diagnostics')} note={t('settings.data.diagnosticsNote')}>
        <Button onPress={() => void navigate('/diagnostics')}>{t('settings.data.showDiagnostics')}</Button>
      </Row>
    </>
  );
}

function StarterRow() {
  const { t } = useTranslation();
  const { start, job, isRunning, error } = useStarter();
  const added = job?.outcomes.inserted ?? 0;
  const told =
    job?.state === 'done'
      ? added === 0
        ? t('settings.data.starterNothing')
        : t('settings.data.starterDone', { count: added })
      : t('settings.data.starterNote');
  const { bytesDone = 0, bytesTotal = 0 } = job?.progress ?? {};
  return (
    <Row
      name={t('settings.data.starter')}
      note={told}
      error={error ?? job?.error ?? null}
      savedCount={job?.state === 'done' ? 1 : 0}
    >
      {isRunning ? (
        <div className={styles['progress']}>
          <ProgressBar
            label={t('settings.data.starterRunning')}
            value={bytesTotal > 0 ? bytesDone / bytesTotal : undefined}
          />
        </div>
      ) : (
        <Button onPress={start}>{t('settings.data.starterAdd')}</Button>
      )}
    </Row>
  );
}

// The start-up error: the database couldn't be opened. Says what happened, that nothing was touched, and what to do.
import { FolderOpen, ScrollText, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useShellActions } from '#renderer/data/shell-actions.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Wordmark } from '#renderer/ui/wordmark.tsx';
import styles from './failed-page.module.css';

const reasons = [
  'newer_version', 'damaged', 'not_a_database', 'foreign_file', 'disk_full', 'io_error', 'read_only', 'cannot_open',
] as const; // prettier-ignore

export interface FailedScreenProps {
  readonly reason: string;
  readonly file: string | null;
  /** Where trying again can help without a new start of the app. */
  readonly onRetry?: () => void;
}

/** The address `#/failed?reason=…&file=…`, which the main process opens. */
export function FailedPage() {
  const [search] = useSearchParams();
  return <FailedScreen reason={search.get('reason') ?? 'unknown'} file={search.get('file')} />;
}

export function FailedScreen({ reason: given, file, onRetry }: FailedScreenProps) {
  const { t } = useTranslation();
  const shell = useShellActions();
  const reason = reasons.find((known) => known === given) ?? 'unknown';
  return (
    <main className={styles['screen']}>
      <div className={styles['sheet']}>
        <Wordmark size={24} />
        <h1 id="page-title" tabIndex={-1} className={styles['title']}>
          {t(`app.failed.title.${reason}`)}
        </h1>
        <p className={styles['text']}>{t(`app.failed.happened.${reason}`)}</p>
        <p className={styles['safe']}>
          <ShieldCheck aria-hidden />
          {t('app.failed.safe')}
        </p>
        <p className={styles['text']}>{t(`app.failed.todo.${reason}`)}</p>
        {file !== null && file !== '' && (
          <dl className={styles['file']}>
            <dt>{t('app.failed.file')}</dt>
            <dd>{file}</dd>
          </dl>
        )}
        <div className={styles['actions']}>
          {onRetry ? (
            <Button variant="primary" size="large" onPress={onRetry}>
              {t('app.failed.tryAgain')}
            </Button>
          ) : (
            <Button variant="primary" size="large" onPress={() => window.close()}>
              {t('app.failed.quit')}
            </Button>
          )}
          <Button
            size="large"
            icon={<FolderOpen />}
            onPress={() => void shell.showDataFolder().catch(() => undefined)}
          >
            {t('app.failed.showDataFolder')}
          </Button>
          <Button
            size="large"
            variant="quiet"
            icon={<ScrollText />}
            onPress={() => void shell.showLog().catch(() => undefined)}
          >
            {t('app.failed.showLog')}
          </Button>
        </div>
      </div>
    </main>
  );
}

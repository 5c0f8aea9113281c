// The start-up error: the database couldn't be opened. Says what happened and that nothing was touched, and offers what helps:
// another try, or a way back that puts the file aside and never removes it.
import { FolderOpen, RotateCw, ScrollText, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useShellActions } from '#renderer/data/shell-actions.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Wordmark } from '#renderer/ui/wordmark.tsx';
import { hopelessReasons, type RescueReport } from '#shared/api/rescue.ts';
import { AppError } from '#shared/errors.ts';
import styles from './failed-page.module.css';
import { RescueReportScreen, takeFocus } from './rescue-report.tsx';
import { RescueWays } from './rescue-ways.tsx';

const reasons = [
  'newer_version', 'damaged', 'not_a_database', 'foreign_file', 'missing', 'disk_full', 'io_error', 'read_only',
  'cannot_open', 'no_folder', 'locked',
] as const; // prettier-ignore

/** There is no file that could be as it was. */
const gone: ReadonlySet<string> = new Set(['missing', 'no_folder']);

export interface FailedScreenProps {
  readonly reason: string;
  readonly file: string | null;
}

/** The address `#/failed?reason=…&file=…`, which the main process opens. */
export function FailedPage() {
  const [search] = useSearchParams();
  return <FailedScreen reason={search.get('reason') ?? 'unknown'} file={search.get('file')} />;
}

export function FailedScreen({ reason: first, file }: FailedScreenProps) {
  const { t } = useTranslation();
  const shell = useShellActions();
  const [given, setGiven] = useState(first);
  const [tries, setTries] = useState(0);
  const [isTrying, setIsTrying] = useState(false);
  const [report, setReport] = useState<RescueReport | null>(null);
  const reason = reasons.find((known) => known === given) ?? 'unknown';

  async function tryAgain() {
    setIsTrying(true);
    try {
      await shell.reopen();
      openLibrary();
    } catch (error) {
      setGiven(reasonOf(error));
      setTries(tries + 1);
    } finally {
      setIsTrying(false);
    }
  }

  if (report) return <RescueReportScreen report={report} onOpen={openLibrary} />;
  return (
    <main className={styles['screen']}>
      <div className={styles['sheet']}>
        <Wordmark size={24} />
        <h1 key={reason} ref={takeFocus} id="page-title" tabIndex={-1} className={styles['title']}>
          {t(`app.failed.title.${reason}`)}
        </h1>
        <p className={styles['text']}>{t(`app.failed.happened.${reason}`)}</p>
        <p className={styles['safe']}>
          <ShieldCheck aria-hidden />
          {t(gone.has(reason) ? 'app.failed.safeMissing' : 'app.failed.safe')}
        </p>
        <p className={styles['text']}>{t(`app.failed.todo.${reason}`)}</p>
        {hopelessReasons.has(reason) && <RescueWays onDone={setReport} />}
        <div className={styles['actions']}>
          <TryOrQuit reason={reason} isTrying={isTrying} onTry={() => void tryAgain()} />
          {reason !== 'no_folder' && <Folders />}
        </div>
        <output className={styles['still']} key={tries}>
          {tries > 0 && t('app.failed.stillSo', { title: t(`app.failed.title.${reason}`) })}
        </output>
        {file !== null && file !== '' && (
          <dl className={styles['file']}>
            <dt>{t(file.endsWith('.sqlite3') ? 'app.failed.file' : 'app.failed.folder')}</dt>
            <dd>{file}</dd>
          </dl>
        )}
      </div>
    </main>
  );
}

function Folders() {
  const { t } = useTranslation();
  const shell = useShellActions();
  return (
    <>
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
    </>
  );
}

interface TryOrQuitProps {
  readonly reason: string;
  readonly isTrying: boolean;
  readonly onTry: () => void;
}

/** A newer version's file doesn't get older by trying. */
function TryOrQuit({ reason, isTrying, onTry }: TryOrQuitProps) {
  const { t } = useTranslation();
  if (reason === 'newer_version')
    return (
      <Button variant="primary" size="large" onPress={() => window.close()}>
        {t('app.failed.quit')}
      </Button>
    );
  return (
    <Button
      variant={hopelessReasons.has(reason) ? 'secondary' : 'primary'}
      size="large"
      icon={<RotateCw />}
      isPending={isTrying}
      onPress={onTry}
    >
      {t('app.failed.tryAgain')}
    </Button>
  );
}

function openLibrary(): void {
  window.location.hash = '#/';
  window.location.reload();
}

function reasonOf(error: unknown): string {
  if (!(error instanceof AppError)) return 'unknown';
  const reason = error.details?.['reason'];
  if (typeof reason === 'string') return reason;
  return error.code === 'busy' ? 'locked' : 'unknown';
}

// The last step: how far the import is, in true figures, and then what it did.
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { ProgressBar as AriaProgressBar } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useFormat } from '#renderer/data/format.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import type { ImportId } from '#shared/api/contract.ts';
import type { ImportJob } from '#shared/api/imports.ts';
import styles from './apply-step.module.css';
import { useImportActions } from './import-actions.ts';
import { useImportFlow } from './import-flow.ts';
import { ImportReport } from './import-report.tsx';
import { useImport } from './imports-query.ts';
import { OutcomeBar } from './outcome-bar.tsx';
import { UndoDialog } from './undo-dialog.tsx';

export interface ApplyStepProps {
  readonly job: ImportJob | null;
}

export function ApplyStep({ job }: ApplyStepProps) {
  if (job && job.state !== 'running') return <ImportReport job={job} />;
  return <Running job={job} />;
}

function Running({ job }: ApplyStepProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { file } = useImportFlow();
  const name = job?.fileName ?? file?.name ?? '';
  if (!job) return <ProgressBar label={t('import.apply.running', { name })} />;
  const { bytesDone, bytesTotal, rowsPerSecond, secondsLeft } = job.progress;
  const share = bytesTotal === 0 ? 0 : bytesDone / bytesTotal;
  const detail = [
    t('import.apply.rows', { count: job.outcomes.rows }),
    rowsPerSecond > 0 ? t('import.apply.rate', { rate: Math.round(rowsPerSecond) }) : '',
    secondsLeft === null ? '' : t('import.apply.left', { time: format.duration(Math.max(1, secondsLeft)) }),
  ];
  return (
    <div className={styles['running']}>
      <p className={styles['share']} aria-hidden>
        {format.percent(share)}
      </p>
      <p className={styles['figures']}>{detail.filter(Boolean).join(' · ')}</p>
      <AriaProgressBar
        aria-label={t('import.apply.running', { name })}
        value={share * 100}
        valueLabel={format.percent(share)}
      >
        <OutcomeBar outcomes={job.outcomes} share={share} />
      </AriaProgressBar>
      <p className={styles['note']}>{t('import.apply.leave')}</p>
      <VisuallyHidden>
        {/* Said at each quarter, not at each per cent. */}
        <output>
          {share >= 0.25 && t('import.apply.quarter', { percent: format.percent(quarterOf(share)) })}
        </output>
      </VisuallyHidden>
    </div>
  );
}

function quarterOf(share: number): number {
  return Math.floor(share * 4) / 4;
}

export interface ApplyFooterProps extends ApplyStepProps {
  /** Closes the dialog for good, then does this. */
  readonly onLeave: (work: () => void) => void;
  readonly onBackground: () => void;
}

export function ApplyFooter({ job, onLeave, onBackground }: ApplyFooterProps) {
  const { t } = useTranslation();
  const { stop, reset, resume, take } = useImportActions();
  const { applyId, waiting } = useImportFlow();
  const navigate = useNavigate();
  const [isStopping, setIsStopping] = useState(false);
  const isOver = job !== null && job.state !== 'running';
  const isUndone = useImport(isOver ? job.importId : null).data?.status === 'undone';
  if (!isOver) {
    const halt = async () => {
      setIsStopping(true);
      if (applyId) await stop(applyId);
      setIsStopping(false);
    };
    return (
      <>
        <p className={styles['footnote']}>{t('import.apply.stopNote')}</p>
        <Button isPending={isStopping} onPress={() => void halt()}>
          {t('import.apply.stop')}
        </Button>
        <Button variant="primary" onPress={onBackground}>
          {t('import.apply.background')}
        </Button>
      </>
    );
  }
  const { importId } = job;
  const [next] = waiting;
  const hasWritten = job.outcomes.inserted + job.outcomes.updated > 0 && !isUndone;
  const canResume = importId !== null && job.state !== 'done' && !isUndone;
  return (
    <>
      <div className={styles['footnote']}>
        {importId !== null && <Undo importId={importId} fileName={job.fileName} isOffered={hasWritten} />}
      </div>
      {next === undefined && <Button onPress={reset}>{t('import.report.another')}</Button>}
      <Button
        variant={canResume || next ? 'secondary' : 'primary'}
        onPress={() => onLeave(() => void navigate('/library'))}
      >
        {t('import.report.library')}
      </Button>
      {next && (
        <Button variant={canResume ? 'secondary' : 'primary'} onPress={() => void take(waiting)}>
          {t('import.report.next', { name: next.name })}
        </Button>
      )}
      {canResume && (
        <Button variant="primary" onPress={() => void resume(importId)}>
          {t('import.report.resume')}
        </Button>
      )}
    </>
  );
}

interface UndoProps {
  readonly importId: ImportId;
  readonly fileName: string;
  readonly isOffered: boolean;
}

/** Not what one wanted? One press away, and later in the history. Its dialog stays to tell what was taken back. */
function Undo({ importId, fileName, isOffered }: UndoProps) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      {isOffered && (
        <Button variant="quiet" icon={<Undo2 />} onPress={() => setIsOpen(true)}>
          {t('import.undo.open')}
        </Button>
      )}
      {isOpen && <UndoDialog importId={importId} fileName={fileName} onClose={() => setIsOpen(false)} />}
    </>
  );
}

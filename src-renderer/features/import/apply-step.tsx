// The last step: how far the import is, in true figures, and then what it did.
import { useState } from 'react';
import { ProgressBar as AriaProgressBar } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useFormat } from '#renderer/data/format.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import type { ImportJob } from '#shared/api/imports.ts';
import styles from './apply-step.module.css';
import { useImportActions } from './import-actions.ts';
import { useImportFlow } from './import-flow.ts';
import { ImportReport } from './import-report.tsx';
import { OutcomeBar } from './outcome-bar.tsx';

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
    </div>
  );
}

export interface ApplyFooterProps extends ApplyStepProps {
  /** Closes the dialog for good, then does this. */
  readonly onLeave: (work: () => void) => void;
  readonly onBackground: () => void;
}

export function ApplyFooter({ job, onLeave, onBackground }: ApplyFooterProps) {
  const { t } = useTranslation();
  const { stop, reset, resume } = useImportActions();
  const { applyId } = useImportFlow();
  const navigate = useNavigate();
  const [isStopping, setIsStopping] = useState(false);
  if (!job || job.state === 'running') {
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
  const canResume = importId !== null && job.state !== 'done';
  return (
    <>
      <Button onPress={reset}>{t('import.report.another')}</Button>
      <Button
        variant={canResume ? 'secondary' : 'primary'}
        onPress={() => onLeave(() => void navigate('/library'))}
      >
        {t('import.report.library')}
      </Button>
      {canResume && (
        <Button variant="primary" onPress={() => void resume(importId)}>
          {t('import.report.resume')}
        </Button>
      )}
    </>
  );
}

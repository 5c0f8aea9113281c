// The third step: what would happen to every row, counted over the whole file, and shown for some. Nothing has been written.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import type { ImportJob } from '#shared/api/imports.ts';
import { useImportActions } from './import-actions.ts';
import { useImportError } from './import-errors.ts';
import { useImportFlow } from './import-flow.ts';
import { OutcomeBar, outcomeNames, type OutcomeName } from './outcome-bar.tsx';
import styles from './plan-step.module.css';
import { RejectList, SampleList } from './row-lists.tsx';

export interface PlanStepProps {
  readonly job: ImportJob | null;
}

export function PlanStep({ job }: PlanStepProps) {
  const { t } = useTranslation();
  const describe = useImportError();
  const { error } = useImportFlow();
  if (!job || job.state === 'running') return <Reading job={job} />;
  const failure = error ?? (job.state === 'failed' ? job.error : null);
  if (failure !== null) {
    const { title, text } = describe(failure, job.fileName);
    return (
      <Banner tone="danger" title={title}>
        {text}
      </Banner>
    );
  }
  const { outcomes } = job;
  const isAllRefused = outcomes.rows > 0 && outcomes.rejected === outcomes.rows;
  return (
    <>
      {isAllRefused ? (
        <Banner tone="warning">{t('import.plan.allRefused')}</Banner>
      ) : (
        <output className={styles['lead']}>
          <strong>{t('import.plan.rows', { count: outcomes.rows })}.</strong> {t('import.plan.nothingYet')}
        </output>
      )}
      <Rows job={job} />
    </>
  );
}

function Rows({ job }: { readonly job: ImportJob }) {
  const { t } = useTranslation();
  const { outcomes, samples, rejects } = job;
  const fullest = outcomeNames.find((name) => outcomes[name] > 0) ?? 'inserted';
  const [chosen, setChosen] = useState<OutcomeName>(
    outcomes.rejected === outcomes.rows ? 'rejected' : fullest,
  );
  const shown = chosen === 'rejected' ? rejects : samples.filter(({ outcome }) => outcome === chosen);
  const count = outcomes[chosen];
  return (
    <>
      <OutcomeBar outcomes={outcomes} chosen={chosen} onChoose={setChosen} />
      {(outcomes.titlesAdded > 0 || outcomes.raised > 0) && (
        <ul className={styles['notes']}>
          {outcomes.titlesAdded > 0 && (
            <li>{t('import.plan.titlesAdded', { count: outcomes.titlesAdded })}</li>
          )}
          {outcomes.raised > 0 && <li>{t('import.plan.raised', { count: outcomes.raised })}</li>}
        </ul>
      )}
      <div id="outcome-rows" role="tabpanel" className={styles['panel']}>
        {shown.length === 0 && <p className={styles['none']}>{t('import.plan.noneOf')}</p>}
        {shown.length > 0 && chosen === 'rejected' && <RejectList rejects={rejects} />}
        {shown.length > 0 && chosen !== 'rejected' && (
          <SampleList samples={samples.filter(({ outcome }) => outcome === chosen)} />
        )}
        {shown.length > 0 && count > shown.length && (
          <p className={styles['none']}>{t('import.plan.firstOf', { shown: shown.length, count })}</p>
        )}
      </div>
    </>
  );
}

function Reading({ job }: { readonly job: ImportJob | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const total = job?.progress.bytesTotal ?? 0;
  return (
    <div className={styles['reading']}>
      <ProgressBar
        label={t('import.plan.running')}
        value={job && total > 0 ? job.progress.bytesDone / total : undefined}
        {...(job && { detail: format.number(job.outcomes.rows) })}
      />
      <p className={styles['none']}>{t('import.plan.nothingYet')}</p>
    </div>
  );
}

export function PlanFooter({ job }: PlanStepProps) {
  const { t } = useTranslation();
  const { apply, backTo, stop } = useImportActions();
  const { options, planId } = useImportFlow();
  const [isStarting, setIsStarting] = useState(false);
  const isRunning = !job || job.state === 'running';
  const count = job ? job.outcomes.inserted + job.outcomes.updated : 0;
  const back = () => {
    if (isRunning && planId) void stop(planId);
    backTo('map');
  };
  const go = async () => {
    setIsStarting(true);
    await apply();
    setIsStarting(false);
  };
  const isEmpty = job?.state === 'done' && count === 0;
  const goKey = options?.shape === 'reviews' ? 'import.plan.goReviews' : 'import.plan.goCatalogue';
  return (
    <>
      <p className={styles['empty']}>
        {isEmpty && job.outcomes.unchanged > 0 && t('import.plan.nothingNew')}
      </p>
      <Button onPress={back}>{t(isRunning ? 'import.plan.stop' : 'import.plan.back')}</Button>
      {!isRunning && (
        <Button
          variant="primary"
          isDisabled={count === 0 || job.state !== 'done'}
          isPending={isStarting}
          onPress={() => void go()}
        >
          {isEmpty ? t('import.plan.nothing') : t(goKey, { count })}
        </Button>
      )}
    </>
  );
}

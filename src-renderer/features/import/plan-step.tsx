// The third step: what would happen to every row, counted over the whole file, listed, and open to be said otherwise.
// Nothing has been written.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import { SearchField } from '#renderer/ui/search-field.tsx';
import type { PlanCounts, PlanList as ListName } from '#shared/api/import-plans.ts';
import type { ImportJob } from '#shared/api/imports.ts';
import { useImportActions } from './import-actions.ts';
import { useImportError } from './import-errors.ts';
import { useImportFlow } from './import-flow.ts';
import { useNextPlan } from './plan-actions.ts';
import { PlanList } from './plan-list.tsx';
import { PlanOptions } from './plan-options.tsx';
import styles from './plan-step.module.css';
import { PlanTabs, shownLists } from './plan-tabs.tsx';
import { PlanTogether } from './plan-together.tsx';

export interface PlanStepProps {
  readonly job: ImportJob | null;
}

export function PlanStep({ job }: PlanStepProps) {
  const describe = useImportError();
  const { error } = useImportFlow();
  useNextPlan();
  if (!job || job.state === 'running') return <Reading job={job} />;
  const failure = error ?? (job.state === 'failed' ? job.error : null);
  if (failure !== null && job.plan === null) {
    const { title, text } = describe(failure, job.fileName);
    return (
      <Banner tone="danger" title={title}>
        {text}
      </Banner>
    );
  }
  return (
    <div className={styles['plan']}>
      {failure !== null && <Banner tone="danger">{describe(failure, job.fileName).text}</Banner>}
      {job.plan && <Rows job={job} counts={job.plan} />}
    </div>
  );
}

function Rows({ job, counts }: { readonly job: ImportJob; readonly counts: PlanCounts }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<ListName>(() => firstList(counts));
  const [text, setText] = useState('');
  const { outcomes } = job;
  const isAllRefused = outcomes.rows > 0 && counts.refused === outcomes.rows;
  const list = shownLists(counts).includes(chosen) ? chosen : 'new';
  const [told, setTold] = useState('');
  const writes = list === 'new' || list === 'changed';
  const notes = [
    told,
    list === 'ambiguous' && counts.unsettled > 0 ? t('import.plan.keys') : '',
    list === 'new' && outcomes.titlesAdded > 0
      ? t('import.plan.titlesAdded', { count: outcomes.titlesAdded })
      : '',
    writes && outcomes.raised > 0 ? t('import.plan.raised', { count: outcomes.raised }) : '',
  ].filter(Boolean);
  const show = (next: ListName) => {
    setChosen(next);
    setTold('');
  };
  return (
    <>
      {isAllRefused ? (
        <Banner tone="warning">{t('import.plan.allRefused')}</Banner>
      ) : (
        <div className={styles['head']}>
          <output className={styles['lead']}>
            <strong>{t('import.plan.rows', { count: outcomes.rows })}.</strong> {t('import.plan.nothingYet')}
          </output>
          <PlanOptions counts={counts} />
        </div>
      )}
      <PlanTabs counts={counts} chosen={list} onChoose={show} />
      <div
        id="plan-rows"
        role="tabpanel"
        aria-label={t(`import.plan.list.${list}`)}
        className={styles['panel']}
      >
        <div className={styles['tools']}>
          <div className={styles['filter']}>
            <SearchField
              label={t('import.plan.filter')}
              placeholder={t('import.plan.filter')}
              value={text}
              onChange={setText}
            />
          </div>
          <output className={styles['hint']}>{notes.join(' ')}</output>
          <PlanTogether list={list} text={text.trim()} counts={counts} onTold={setTold} />
        </div>
        <PlanList key={list} planId={job.jobId} list={list} text={text.trim()} />
      </div>
    </>
  );
}

/** What asks for a look before what is plain. */
function firstList(counts: PlanCounts): ListName {
  if (counts.unsettled > 0) return 'ambiguous';
  return (
    (['conflict', 'new', 'changed', 'unchanged', 'refused'] as const).find((list) => counts[list] > 0) ??
    'new'
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
  const { options, inspection, planId, isPlanStale, error } = useImportFlow();
  const [isStarting, setIsStarting] = useState(false);
  const isSet = inspection !== null && inspection.found !== null;
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
  const isEmpty = job?.state === 'done' && count === 0 && !isPlanStale;
  const unsettled = job?.plan?.unsettled ?? 0;
  const shape = options?.shape ?? 'entries';
  const goKey = shape === 'reviews' ? 'goReviews' : shape === 'catalogue' ? 'goCatalogue' : 'goRows';
  return (
    <>
      <p className={styles['empty']}>
        {isPlanStale && error === null
          ? t('import.plan.counting')
          : isEmpty && job.outcomes.unchanged > 0
            ? t('import.plan.nothingNew')
            : unsettled > 0 && t('import.plan.unsettled', { count: unsettled })}
      </p>
      <Button onPress={back}>{t(`import.plan.${isRunning ? 'stop' : isSet ? 'backToSet' : 'back'}`)}</Button>
      {!isRunning && (
        <Button
          variant="primary"
          isDisabled={(count === 0 && !isPlanStale) || job.state !== 'done'}
          isPending={isStarting}
          onPress={() => void go()}
        >
          {isEmpty ? t('import.plan.nothing') : t(`import.plan.${goKey}`, { count })}
        </Button>
      )}
    </>
  );
}

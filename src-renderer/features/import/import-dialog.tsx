// The import dialog: file → columns → what would happen → import. Nothing is written before the last step, and closing it
// loses nothing: a mapping waits, a running import goes on.
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useImportJob } from '#renderer/data/import-job.ts';
import { useProfile } from '#renderer/data/session.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { ChosenFile } from '#shared/api/shell.ts';
import { ApplyFooter, ApplyStep } from './apply-step.tsx';
import { ChooseStep } from './choose-step.tsx';
import { useImportActions } from './import-actions.ts';
import { useImportFlow, type ImportStep } from './import-flow.ts';
import styles from './import-dialog.module.css';
import { MappingFooter, MappingStep } from './mapping-step.tsx';
import { PlanFooter, PlanStep } from './plan-step.tsx';
import { StepLine } from './step-line.tsx';

export interface ImportDialogProps {
  /** Those that were dropped on the window. */
  readonly files: readonly ChosenFile[];
  readonly onClose: () => void;
}

export function ImportDialog({ files, onClose }: ImportDialogProps) {
  const { t } = useTranslation();
  const { id: userId } = useProfile();
  const actions = useImportActions();
  const flow = useImportFlow();
  const isOurs = flow.userId === userId;
  const step: ImportStep = isOurs ? flow.step : 'choose';
  const firstPlan = useImportJob(step === 'plan' && flow.planned === null ? flow.planId : null);
  const plan = flow.planned ?? firstPlan;
  const apply = useImportJob(step === 'apply' ? flow.applyId : null);

  useEffect(() => {
    const { userId: owner, file: known } = useImportFlow.getState();
    if (owner !== userId) actions.reset();
    if (files[0] && known?.token !== files[0].token) void actions.take(files);
  }, [actions, files, userId]);

  // A step takes the focus with it; the first one gives it to its button.
  const body = useRef<HTMLElement>(null);
  useEffect(() => {
    if (step !== 'choose') body.current?.focus({ preventScroll: true });
  }, [step]);

  const close = () => {
    if (step === 'plan' && flow.planId && plan?.state === 'running') void actions.stop(flow.planId);
    if (step === 'plan') actions.backTo('map');
    if (step === 'choose' || (apply && apply.state !== 'running')) actions.reset();
    onClose();
  };
  const leave = (work: () => void) => {
    actions.reset();
    onClose();
    work();
  };

  const parts = {
    choose: { body: <ChooseStep />, footer: undefined },
    map: { body: <MappingStep />, footer: <MappingFooter /> },
    plan: { body: <PlanStep job={plan} />, footer: <PlanFooter job={plan} /> },
    apply: {
      body: <ApplyStep job={apply} />,
      footer: <ApplyFooter job={apply} onLeave={leave} onBackground={onClose} />,
    },
  }[step];

  return (
    <Dialog
      title={(isOurs ? (flow.file?.name ?? apply?.fileName) : undefined) ?? t('import.title')}
      subtitle={<StepLine step={step} isOver={apply !== null && apply.state !== 'running'} />}
      isOpen
      onClose={close}
      size="large"
      {...(parts.footer && { footer: parts.footer })}
    >
      <section
        ref={body}
        aria-label={t(`import.step.${step}`)}
        tabIndex={-1}
        className={styles['body']}
        key={step}
      >
        {parts.body}
      </section>
    </Dialog>
  );
}

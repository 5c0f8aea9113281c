// What an import did: figures that add up, what was refused as a file to mend, and where it stopped if it did.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { ImportJob } from '#shared/api/imports.ts';
import styles from './apply-step.module.css';
import { useImportErrorLine } from './import-errors.ts';
import { useImportFlow } from './import-flow.ts';
import { useImport } from './imports-query.ts';
import { NewCovers } from './new-covers.tsx';
import { OutcomeBar } from './outcome-bar.tsx';
import { useSum } from './outcome-sum.ts';
import { useSaveRejects } from './save-rejects.ts';

export function ImportReport({ job }: { readonly job: ImportJob }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { options } = useImportFlow();
  const errorLine = useImportErrorLine();
  const sum = useSum();
  const { outcomes, state, progress } = job;
  // What stopped has no whole bar.
  const share =
    state === 'done' || progress.bytesTotal === 0 ? undefined : progress.bytesDone / progress.bytesTotal;
  const count = outcomes.inserted + outcomes.updated;
  // The starter catalogue comes without options.
  const { shape = 'catalogue' } = options ?? {};
  const kind = shape === 'reviews' ? 'Reviews' : shape === 'catalogue' ? 'Catalogue' : '';
  const hasNewTitles = outcomes.titlesAdded > 0 || (options?.shape !== 'reviews' && outcomes.inserted > 0);
  const isUndone = useImport(job.importId).data?.status === 'undone';
  const headline = isUndone
    ? t('import.report.undone')
    : state === 'done'
      ? count === 0
        ? t('import.report.nothingNew')
        : t(`import.report.done${kind}`, { count })
      : t(`import.report.${state}`);
  return (
    <div className={styles['report']}>
      <div>
        <output className={styles['headline']}>{headline}</output>
        {isUndone && <p className={styles['words']}>{t('import.report.undoneText')}</p>}
        {!isUndone && state === 'cancelled' && (
          <p className={styles['words']}>{t('import.report.cancelledText')}</p>
        )}
        {state === 'failed' && (
          <p className={styles['words']}>{t('import.report.failedText', { reason: errorLine(job.error) })}</p>
        )}
        <p className={styles['words']}>
          {share !== undefined && `${t('import.history.reached', { percent: format.percent(share) })} `}
          {sum(outcomes)}{' '}
          {t('import.report.time', { time: format.duration(Math.max(1, job.progress.seconds)) })}
        </p>
      </div>
      {hasNewTitles && !isUndone && <NewCovers />}
      <OutcomeBar outcomes={outcomes} {...(share !== undefined && { share })} />
      {!isUndone && (outcomes.titlesAdded > 0 || outcomes.raised > 0) && (
        <p className={styles['note']}>
          {outcomes.titlesAdded > 0 && `${t('import.plan.titlesAdded', { count: outcomes.titlesAdded })} `}
          {outcomes.raised > 0 && t('import.plan.raised', { count: outcomes.raised })}
        </p>
      )}
      {outcomes.rejected > 0 && job.importId !== null && (
        <Refused importId={job.importId} count={outcomes.rejected} />
      )}
    </div>
  );
}

function Refused({
  importId,
  count,
}: {
  readonly importId: NonNullable<ImportJob['importId']>;
  readonly count: number;
}) {
  const { t } = useTranslation();
  const save = useSaveRejects();
  const [isSaving, setIsSaving] = useState(false);
  const press = async () => {
    setIsSaving(true);
    await save(importId);
    setIsSaving(false);
  };
  return (
    <div className={styles['refused']}>
      <p>{t('import.report.rejectsNote')}</p>
      <Button isPending={isSaving} onPress={() => void press()}>
        {t('import.report.saveRejects', { count })}
      </Button>
    </div>
  );
}

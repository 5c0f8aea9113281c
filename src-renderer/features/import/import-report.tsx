// What an import did: figures that add up, what was refused as a file to mend, and where it stopped if it did.
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { ImportId } from '#shared/api/contract.ts';
import type { ImportJob } from '#shared/api/imports.ts';
import styles from './apply-step.module.css';
import { useImportErrorLine } from './import-errors.ts';
import { useImportFlow } from './import-flow.ts';
import { NewCovers } from './new-covers.tsx';
import { OutcomeBar } from './outcome-bar.tsx';
import { useSaveRejects } from './save-rejects.ts';
import { UndoDialog } from './undo-dialog.tsx';

export function ImportReport({ job }: { readonly job: ImportJob }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { options } = useImportFlow();
  const errorLine = useImportErrorLine();
  const { outcomes, state } = job;
  const count = outcomes.inserted + outcomes.updated;
  const kind = options === null ? '' : options.shape === 'reviews' ? 'Reviews' : 'Catalogue';
  const hasNewTitles = outcomes.titlesAdded > 0 || (options?.shape !== 'reviews' && outcomes.inserted > 0);
  const headline =
    state === 'done'
      ? count === 0
        ? t('import.report.nothingNew')
        : t(`import.report.done${kind}`, { count })
      : t(`import.report.${state}`);
  return (
    <div className={styles['report']}>
      <div>
        <output className={styles['headline']}>{headline}</output>
        {state === 'cancelled' && <p className={styles['words']}>{t('import.report.cancelledText')}</p>}
        {state === 'failed' && (
          <p className={styles['words']}>{t('import.report.failedText', { reason: errorLine(job.error) })}</p>
        )}
        <p className={styles['words']}>
          {t('import.report.sum', { ...outcomes })}{' '}
          {t('import.report.time', { time: format.duration(Math.max(1, job.progress.seconds)) })}
        </p>
      </div>
      {hasNewTitles && <NewCovers />}
      <OutcomeBar outcomes={outcomes} />
      {(outcomes.titlesAdded > 0 || outcomes.raised > 0) && (
        <p className={styles['note']}>
          {outcomes.titlesAdded > 0 && `${t('import.plan.titlesAdded', { count: outcomes.titlesAdded })} `}
          {outcomes.raised > 0 && t('import.plan.raised', { count: outcomes.raised })}
        </p>
      )}
      {job.importId !== null && count > 0 && <UndoLine importId={job.importId} fileName={job.fileName} />}
      {outcomes.rejected > 0 && job.importId !== null && (
        <Refused importId={job.importId} count={outcomes.rejected} />
      )}
    </div>
  );
}

function UndoLine({ importId, fileName }: { readonly importId: ImportId; readonly fileName: string }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className={styles['refused']}>
      <p>{t('import.undo.offer')}</p>
      <Button icon={<Undo2 />} onPress={() => setIsOpen(true)}>
        {t('import.undo.open')}
      </Button>
      {isOpen && <UndoDialog importId={importId} fileName={fileName} onClose={() => setIsOpen(false)} />}
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

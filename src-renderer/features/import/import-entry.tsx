// One import of the history.
import { ChevronDown, ChevronUp, Play, Save, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useFormat } from '#renderer/data/format.ts';
import { Button } from '#renderer/ui/button.tsx';
import { cx } from '#renderer/ui/cx.ts';
import type { ImportId } from '#shared/api/contract.ts';
import type { ImportRecord } from '#shared/api/imports.ts';
import { useImportErrorLine } from './import-errors.ts';
import { useImportFlow } from './import-flow.ts';
import { ImportRows } from './import-rows.tsx';
import styles from './imports-page.module.css';
import { useRejects } from './imports-query.ts';
import { useSum } from './outcome-sum.ts';
import { useResumeImport } from './resume-import.ts';
import { RejectList } from './row-lists.tsx';
import { useSaveRejects } from './save-rejects.ts';
import { UndoDialog } from './undo-dialog.tsx';

const resumable: ReadonlySet<ImportRecord['status']> = new Set(['interrupted', 'cancelled', 'failed']);

export function ImportEntry({ record }: { readonly record: ImportRecord }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const resume = useResumeImport();
  const errorLine = useImportErrorLine();
  const sum = useSum();
  const [isOpen, setIsOpen] = useState(false);
  const [isListed, setIsListed] = useState(false);
  const [isUndoing, setIsUndoing] = useState(false);
  // Only one that this window began can be shown in the dialog; the rail follows the others.
  const isWatched = useImportFlow((flow) => flow.applyId !== null);
  const { outcomes, status, fileSize, bytesDone } = record;
  const canBeUndone = status !== 'running' && status !== 'undone';
  const isOver = status === 'done' || status === 'undone';
  return (
    <article>
      <header className={styles['head']}>
        <h2 className={styles['name']} dir="auto">
          {record.fileName}
        </h2>
        <span className={cx(styles['status'], styles[status])}>{t(`import.history.status.${status}`)}</span>
        <time
          className={styles['when']}
          dateTime={record.startedAt}
          title={format.dateTime(record.startedAt)}
        >
          {format.ago(record.startedAt)}
        </time>
      </header>
      <p className={styles['sum']}>
        {sum(outcomes)}
        {!isOver &&
          fileSize > 0 &&
          ` ${t('import.history.reached', { percent: format.percent(bytesDone / fileSize) })}`}
      </p>
      {record.error !== null && <p className={styles['sum']}>{errorLine(record.error)}</p>}
      <div className={styles['actions']}>
        {resumable.has(status) && (
          <Button icon={<Play />} onPress={() => void resume(record.id)}>
            {t('import.history.resume')}
          </Button>
        )}
        {status === 'running' && isWatched && (
          <Button onPress={() => void navigate('/import')}>{t('import.history.open')}</Button>
        )}
        {canBeUndone && (
          <Button variant="quiet" icon={<Undo2 />} onPress={() => setIsUndoing(true)}>
            {t('import.undo.open')}
          </Button>
        )}
        {canBeUndone && outcomes.rows > 0 && (
          <Button
            variant="quiet"
            icon={isListed ? <ChevronUp /> : <ChevronDown />}
            aria-expanded={isListed}
            onPress={() => setIsListed(!isListed)}
          >
            {t(isListed ? 'import.rows.hide' : 'import.rows.show')}
          </Button>
        )}
        {outcomes.rejected > 0 && (
          <Button
            variant="quiet"
            icon={isOpen ? <ChevronUp /> : <ChevronDown />}
            aria-expanded={isOpen}
            onPress={() => setIsOpen(!isOpen)}
          >
            {isOpen
              ? t('import.history.hideRejects')
              : t('import.history.showRejects', { count: outcomes.rejected })}
          </Button>
        )}
      </div>
      {isListed && <ImportRows importId={record.id} />}
      {isOpen && <Refused importId={record.id} />}
      {isUndoing && (
        <UndoDialog importId={record.id} fileName={record.fileName} onClose={() => setIsUndoing(false)} />
      )}
    </article>
  );
}

function Refused({ importId }: { readonly importId: ImportId }) {
  const { t } = useTranslation();
  const save = useSaveRejects();
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useRejects(importId);
  const rejects = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={styles['refused']}>
      <RejectList rejects={rejects} />
      <div className={styles['actions']}>
        <Button icon={<Save />} onPress={() => void save(importId)}>
          {t('import.history.save')}
        </Button>
        {hasNextPage && (
          <Button variant="quiet" isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
            {t('import.history.more')}
          </Button>
        )}
      </div>
    </div>
  );
}

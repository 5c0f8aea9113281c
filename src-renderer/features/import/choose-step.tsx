// The first step: drop a file anywhere on the window (the shell takes it) or choose one; what is wrong with it is told here.
import { FileDown, FolderOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import styles from './choose-step.module.css';
import { useImportActions } from './import-actions.ts';
import { useImportError } from './import-errors.ts';
import { useImportFlow } from './import-flow.ts';

export function ChooseStep() {
  const { t } = useTranslation();
  const { choose, starter } = useImportActions();
  const { file, error, isReading } = useImportFlow();
  const describe = useImportError();
  const isOver = useDragOver();
  const failure = error === null ? null : describe(error, file?.name ?? '');
  return (
    <>
      {failure && (
        <Banner tone="danger" title={failure.title}>
          {failure.text}
        </Banner>
      )}
      <div className={cx(styles['drop'], isOver && styles['over'])}>
        {isReading ? (
          <div className={styles['reading']}>
            <ProgressBar label={t('import.choose.reading', { name: file?.name ?? '' })} />
          </div>
        ) : (
          <>
            <FileDown aria-hidden className={styles['icon']} />
            <p className={styles['call']}>{t(isOver ? 'import.choose.over' : 'import.choose.drop')}</p>
            <p className={styles['text']}>{t('import.choose.text')}</p>
            <Button
              variant="primary"
              size="large"
              icon={<FolderOpen />}
              onPress={() => void choose()}
              // oxlint-disable-next-line jsx-a11y/no-autofocus -- the step is there for this button
              autoFocus
            >
              {t(failure ? 'import.error.another' : 'import.choose.button')}
            </Button>
          </>
        )}
      </div>
      {!isReading && (
        <p className={styles['starter']}>
          <Button variant="quiet" onPress={() => void starter()}>
            {t('import.choose.starter')}
          </Button>
          <span>{t('import.choose.starterNote')}</span>
        </p>
      )}
    </>
  );
}

/** Whether a file hangs over the window. */
function useDragOver(): boolean {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const enter = (event: DragEvent) => setIsOver(event.dataTransfer?.types.includes('Files') ?? false);
    const leave = (event: DragEvent) => event.relatedTarget === null && setIsOver(false);
    const drop = () => setIsOver(false);
    globalThis.addEventListener('dragenter', enter);
    globalThis.addEventListener('dragleave', leave);
    globalThis.addEventListener('drop', drop);
    return () => {
      globalThis.removeEventListener('dragenter', enter);
      globalThis.removeEventListener('dragleave', leave);
      globalThis.removeEventListener('drop', drop);
    };
  }, []);
  return isOver;
}

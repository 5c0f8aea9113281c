// Takes one's data out: which form, then where to (the system's dialog), then the progress, then what was written.
import { useQuery } from '@tanstack/react-query';
import { Check, FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { exportFormats } from '#shared/api/exports.ts';
import type { ExportResult } from '#shared/api/jobs.ts';
import type { ChosenTarget } from '#shared/api/shell.ts';
import { useApi } from '#renderer/data/api.ts';
import { useErrorText } from '#renderer/data/errors.ts';
import { useFormat } from '#renderer/data/format.ts';
import { keys } from '#renderer/data/keys.ts';
import { useShellActions } from '#renderer/data/shell-actions.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import { toast } from '#renderer/ui/toast.ts';
import styles from './export-dialog.module.css';
import { useExport, type ExportChoice } from './use-export.ts';

const forms = [...exportFormats, 'pdf'] as const;

export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const errorText = useErrorText();
  const [choice, setChoice] = useState<ExportChoice>({ form: 'csv', all: false, withText: true });
  const { data: counts } = useQuery({
    queryKey: keys.exportSummary,
    queryFn: () => api.call('exports.summary', {}),
  });
  const { state, target, result, progress, error, start, stop, reset } = useExport();
  const isRunning = state === 'running';

  const footer = {
    choosing: (
      <>
        <Button onPress={onClose}>{t('ui.cancel')}</Button>
        <Button variant="primary" onPress={() => start(choice)}>
          {t('settings.export.choose')}
        </Button>
      </>
    ),
    running: <Button onPress={stop}>{t('settings.export.stop')}</Button>,
    done: (
      <>
        <Button onPress={reset}>{t('settings.export.again')}</Button>
        <Button variant="primary" onPress={onClose}>
          {t('settings.export.close')}
        </Button>
      </>
    ),
  }[state];

  return (
    <Dialog
      title={t('settings.export.title')}
      {...(counts && {
        subtitle: t('settings.export.subtitle', {
          reviews: t('settings.export.reviews', { count: counts.reviews }),
          plays: t('settings.export.plays', { count: counts.plays }),
          lists: t('settings.export.lists', { count: counts.lists }),
        }),
      })}
      isOpen
      onClose={onClose}
      isDismissable={!isRunning}
      size="medium"
      footer={footer}
    >
      <div className={styles['body']}>
        {error !== null && (
          <Banner tone="danger" title={t('settings.export.failed')}>
            {errorText(error).text}
          </Banner>
        )}
        {state === 'choosing' && <Choices choice={choice} onChange={setChoice} />}
        {isRunning && (
          <div className={styles['running']}>
            <ProgressBar {...progress} />
          </div>
        )}
        {state === 'done' && target && <Written target={target} result={result} />}
      </div>
    </Dialog>
  );
}

interface ChoicesProps {
  readonly choice: ExportChoice;
  readonly onChange: (choice: ExportChoice) => void;
}

function Choices({ choice, onChange }: ChoicesProps) {
  const { t } = useTranslation();
  const choose = (value: string) => {
    const form = forms.find((one) => one === value);
    if (form) onChange({ ...choice, form });
  };
  return (
    <>
      <RadioGroup
        aria-label={t('settings.export.format')}
        value={choice.form}
        onChange={choose}
        className={cx(styles['forms'])}
      >
        {forms.map((form) => (
          <Radio key={form} value={form} className={cx(styles['form'])}>
            <span className={styles['formName']}>{t(`settings.export.formats.${form}`)}</span>
            <span className={styles['formNote']}>{t(`settings.export.formatNotes.${form}`)}</span>
          </Radio>
        ))}
      </RadioGroup>
      {(choice.form === 'csv' || choice.form === 'json') && (
        <Checkbox
          isSelected={choice.all}
          onChange={(all) => onChange({ ...choice, all })}
          note={t('settings.export.allNote')}
        >
          {t('settings.export.all')}
        </Checkbox>
      )}
      {choice.form === 'pdf' && (
        <Checkbox isSelected={choice.withText} onChange={(withText) => onChange({ ...choice, withText })}>
          {t('settings.export.withText')}
        </Checkbox>
      )}
    </>
  );
}

function Written({
  target,
  result,
}: {
  readonly target: ChosenTarget;
  readonly result: ExportResult | null;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const shell = useShellActions();
  const errorText = useErrorText();
  const show = () => {
    shell
      .showTarget(target.token)
      .catch((error: unknown) => toast({ message: errorText(error).title, tone: 'danger' }));
  };
  return (
    <div className={styles['written']}>
      <output className={styles['headline']}>
        <Check aria-hidden />
        {t('settings.export.done', { name: target.name })}
      </output>
      {result && (
        <>
          <p className={styles['muted']}>
            {t('settings.export.doneText', { size: format.bytes(result.bytes) })}
          </p>
          {result.files.length > 1 && (
            <dl className={styles['files']}>
              {result.files.map(({ name, rows }) => (
                <div key={name} className={styles['file']}>
                  <dt>{name}</dt>
                  <dd className="tabular">{t('settings.export.rows', { count: rows })}</dd>
                </div>
              ))}
            </dl>
          )}
          {result.remarks.length > 0 && (
            <ul className={styles['remarks']}>
              {result.remarks.map(({ remark, count }) => (
                <li key={remark}>{t(`settings.export.remarks.${remark}`, { count })}</li>
              ))}
            </ul>
          )}
        </>
      )}
      <div>
        <Button icon={<FolderOpen />} onPress={show}>
          {t('settings.export.show')}
        </Button>
      </div>
    </div>
  );
}

// One export from the choice to the file: asks where, runs it (a book in the shell, everything else in core), and tells how
// far it is.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportFormat } from '#shared/api/exports.ts';
import type { ExportResult } from '#shared/api/jobs.ts';
import type { ChosenTarget } from '#shared/api/shell.ts';
import { useApi } from '#renderer/data/api.ts';
import { useLongJob } from '#renderer/data/long-job.ts';
import { useShellActions } from '#renderer/data/shell-actions.ts';
import type { ProgressBarProps } from '#renderer/ui/progress-bar.tsx';

export interface ExportChoice {
  readonly form: ExportFormat | 'pdf';
  readonly all: boolean;
  /** Of a book: reviews with words alone. */
  readonly withText: boolean;
}

export interface Export {
  readonly state: 'choosing' | 'running' | 'done';
  readonly target: ChosenTarget | null;
  readonly result: ExportResult | null;
  readonly progress: ProgressBarProps;
  readonly error: unknown;
  start(choice: ExportChoice): void;
  stop(): void;
  reset(): void;
}

export function useExport(): Export {
  const { t, i18n } = useTranslation();
  const api = useApi();
  const shell = useShellActions();
  const { job, isRunning, error, start, stop, reset } = useLongJob();
  const [target, setTarget] = useState<ChosenTarget | null>(null);
  const [book, setBook] = useState<'none' | 'running' | 'done'>('none');
  const [bookError, setBookError] = useState<unknown>(null);
  const [setting, setSetting] = useState({ done: 0, total: 0, ready: false });
  useEffect(() => api.on('pdf.progress', setSetting), [api]);

  const printBook = async (withText: boolean) => {
    setBookError(null);
    const chosen = await shell.chooseTarget('pdf');
    if (!chosen) return;
    setTarget(chosen);
    setSetting({ done: 0, total: 0, ready: false });
    setBook('running');
    try {
      await shell.savePdf({ token: chosen.token, year: null, withText, language: i18n.language });
      setBook('done');
    } catch (thrown) {
      setBookError(thrown);
      setBook('none');
    }
  };

  const result = job?.state === 'done' && job.result?.kind === 'export' ? job.result : null;
  const isBook = book === 'running';
  return {
    state:
      isRunning || isBook
        ? target === null
          ? 'choosing'
          : 'running'
        : result || book === 'done'
          ? 'done'
          : 'choosing',
    target,
    result,
    error: error ?? bookError,
    progress: isBook
      ? {
          label: setting.ready ? t('settings.export.printing') : t('settings.export.setting', setting),
          value: setting.ready || setting.total === 0 ? undefined : setting.done / setting.total,
          detail: '',
        }
      : {
          label: t('settings.export.running'),
          value: job && job.total > 0 ? job.done / job.total : undefined,
        },
    start({ form, all, withText }) {
      setTarget(null);
      if (form === 'pdf') {
        printBook(withText).catch(setBookError);
        return;
      }
      start(async () => {
        const chosen = await shell.chooseTarget(form);
        if (!chosen) return null;
        setTarget(chosen);
        return await api.call('exports.start', {
          token: chosen.token,
          options: { format: form, catalogue: all ? 'all' : 'mine' },
        });
      });
    },
    stop,
    reset() {
      reset();
      setTarget(null);
      setBook('none');
      setBookError(null);
    },
  };
}

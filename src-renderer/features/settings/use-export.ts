// One export from the choice to the file: asks where, runs it (a book in the shell, everything else in core), and tells how
// far it is.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportFormat } from '#shared/api/exports.ts';
import type { ExportResult } from '#shared/api/jobs.ts';
import type { ChosenTarget } from '#shared/api/shell.ts';
import { useApi } from '#renderer/data/api.ts';
import { useBook } from '#renderer/data/book.ts';
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
  const { t } = useTranslation();
  const api = useApi();
  const shell = useShellActions();
  const { job, isRunning, error, start, stop, reset } = useLongJob();
  const book = useBook();
  const [exported, setExported] = useState<ChosenTarget | null>(null);

  const result = job?.state === 'done' && job.result?.kind === 'export' ? job.result : null;
  const isBook = book.state === 'running';
  const target = book.target ?? exported;
  return {
    state:
      isRunning || isBook
        ? target === null
          ? 'choosing'
          : 'running'
        : result || book.state === 'done'
          ? 'done'
          : 'choosing',
    target,
    result,
    error: error ?? book.error,
    progress: isBook
      ? book.progress
      : {
          label: t('settings.export.running'),
          value: job && job.total > 0 ? job.done / job.total : undefined,
        },
    start({ form, all, withText }) {
      setExported(null);
      book.reset();
      if (form === 'pdf') {
        void book.print({ year: null, withText });
        return;
      }
      start(async () => {
        const chosen = await shell.chooseTarget(form);
        if (!chosen) return null;
        setExported(chosen);
        return await api.call('exports.start', {
          token: chosen.token,
          options: { format: form, catalogue: all ? 'all' : 'mine' },
        });
      });
    },
    stop: isBook ? book.stop : stop,
    reset() {
      reset();
      setExported(null);
      book.reset();
    },
  };
}

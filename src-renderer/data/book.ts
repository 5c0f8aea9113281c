// A book of one's own reviews as a PDF: asks where, has the shell print it, follows how far it is, and stops it.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChosenTarget } from '#shared/api/shell.ts';
import { AppError } from '#shared/errors.ts';
import { useApi } from './api.ts';
import { useShellActions } from './shell-actions.ts';

export interface Book {
  readonly state: 'none' | 'running' | 'done';
  readonly target: ChosenTarget | null;
  readonly error: unknown;
  readonly progress: { readonly label: string; readonly value: number | undefined; readonly detail: string };
  /** Resolves to where it is now; null where the person closed the dialog, stopped it, or it failed. */
  print(wanted: { readonly year: number | null; readonly withText: boolean }): Promise<ChosenTarget | null>;
  stop(): void;
  reset(): void;
}

const begun = { done: 0, total: 0, ready: false };

export function useBook(): Book {
  const { t, i18n } = useTranslation();
  const api = useApi();
  const shell = useShellActions();
  const [state, setState] = useState<Book['state']>('none');
  const [target, setTarget] = useState<ChosenTarget | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [setting, setSetting] = useState(begun);
  useEffect(() => api.on('pdf.progress', setSetting), [api]);

  return {
    state,
    target,
    error,
    progress: {
      label: setting.ready ? t('data.book.printing') : t('data.book.setting', setting),
      value: setting.ready || setting.total === 0 ? undefined : setting.done / setting.total,
      detail: '',
    },
    async print({ year, withText }) {
      setError(null);
      try {
        const chosen = await shell.chooseTarget('pdf');
        if (!chosen) return null;
        setTarget(chosen);
        setSetting(begun);
        setState('running');
        await shell.savePdf({ token: chosen.token, year, withText, language: i18n.language });
        setState('done');
        return chosen;
      } catch (thrown) {
        setState('none');
        if (!(thrown instanceof AppError) || thrown.code !== 'cancelled') setError(thrown);
        return null;
      }
    },
    stop() {
      // One that is over needs no stop.
      shell.cancelPdf().catch(() => undefined);
    },
    reset() {
      setState('none');
      setTarget(null);
      setError(null);
    },
  };
}

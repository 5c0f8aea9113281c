// Saves the refused rows of an import as a CSV, at a place that the person chooses.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '#renderer/data/api.ts';
import { toast } from '#renderer/ui/toast.ts';
import type { ImportId } from '#shared/api/contract.ts';
import { useImportErrorLine } from './import-errors.ts';

export function useSaveRejects(): (importId: ImportId) => Promise<void> {
  const api = useApi();
  const { t } = useTranslation();
  const errorLine = useImportErrorLine();
  return useCallback(
    async (importId) => {
      try {
        const { saved } = await api.call('shell.saveRejects', { importId });
        if (saved) toast({ message: t('import.report.rejectsSaved'), tone: 'success' });
      } catch (error) {
        toast({ message: errorLine(error), tone: 'danger' });
      }
    },
    [api, t, errorLine],
  );
}

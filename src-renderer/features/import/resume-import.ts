// Lets an import go on, and shows it in the dialog.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { toast } from '#renderer/ui/toast.ts';
import type { ImportId } from '#shared/api/contract.ts';
import { useImportActions } from './import-actions.ts';
import { useImportErrorLine } from './import-errors.ts';

export function useResumeImport(): (importId: ImportId) => Promise<void> {
  const { resume } = useImportActions();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const errorLine = useImportErrorLine();
  return useCallback(
    async (importId) => {
      try {
        await resume(importId);
        await navigate('/import');
      } catch (error) {
        toast({ tone: 'danger', message: t('import.history.failedResume', { reason: errorLine(error) }) });
      }
    },
    [resume, t, navigate, errorLine],
  );
}

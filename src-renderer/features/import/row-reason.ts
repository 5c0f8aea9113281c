// Why a row was refused: the field as people know it, and what is wrong with it.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { importFields, type ImportField } from '#shared/api/import-fields.ts';
import { useFieldName } from './mapping-table.tsx';

export interface RowRefusal {
  readonly field: string | null;
  readonly reason: string;
}

export function useReason(): (refusal: RowRefusal) => string {
  const { t } = useTranslation();
  const nameField = useFieldName();
  return useCallback(
    ({ field, reason }: RowRefusal) => {
      const isField = (name: string): name is ImportField =>
        (importFields as readonly string[]).includes(name);
      if (field === null) return reason;
      return t('import.plan.fieldReason', { field: isField(field) ? nameField(field) : field, reason });
    },
    [t, nameField],
  );
}

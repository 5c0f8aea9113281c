// Why a row was refused: the field as people know it, and what is wrong with it, in the window's language.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { importFields, type ImportField } from '#shared/api/import-fields.ts';
import type { RowRefusal } from '#shared/api/import-plans.ts';
import { kindTable } from '#shared/domain/media-kind.ts';
import { useFieldName } from './mapping-table.tsx';

export function useReason(): (refusal: RowRefusal) => string {
  const { t } = useTranslation();
  const nameField = useFieldName();
  // Kinds and makers are named as core names them.
  const inWords = useCallback(
    (values: Readonly<Record<string, string>>) =>
      Object.fromEntries(
        Object.entries(values).map(([place, value]) => {
          const rules = Object.entries(kindTable).find(([, { label }]) => label.toLowerCase() === value);
          if (place === 'kind' && rules) return [place, t(`media.kind.${rules[0]}`).toLocaleLowerCase()];
          return [place, place === 'maker' ? t('media.maker.Artist') : value];
        }),
      ),
    [t],
  );
  return useCallback(
    ({ field, reason, said }: RowRefusal) => {
      const isField = (name: string): name is ImportField =>
        (importFields as readonly string[]).includes(name);
      // A sentence of an older Mediary stays as it was kept.
      const told = said === null ? reason : t(`import.refused.${said.key}`, inWords(said.values));
      if (field === null) return told;
      return t('import.plan.fieldReason', { field: isField(field) ? nameField(field) : field, reason: told });
    },
    [t, nameField, inWords],
  );
}

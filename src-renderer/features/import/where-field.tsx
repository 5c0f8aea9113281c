// Only the rows of one person, one list, one kind: a column and the value that it must have.
import { useTranslation } from 'react-i18next';
import { Select } from '#renderer/ui/select.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import type { ImportOptions, Inspection } from '#shared/api/imports.ts';
import { peopleColumn } from './mapping-rules.ts';
import styles from './mapping-step.module.css';

export interface WhereFieldProps {
  readonly inspection: Inspection;
  readonly where: ImportOptions['where'];
  readonly onChange: (where: ImportOptions['where']) => void;
}

const anyRow = '';

export function WhereField({ inspection, where, onChange }: WhereFieldProps) {
  const { t } = useTranslation();
  const [first] = where;
  const columns = [...new Set(inspection.header)].filter(Boolean);
  const people = peopleColumn(columns);
  return (
    <div className={styles['pair']}>
      <Select
        label={t('import.map.whereColumn')}
        description={people && !first ? t('import.map.whereHint', { column: people }) : undefined}
        value={first?.column ?? anyRow}
        onChange={(column) => onChange(column === anyRow ? [] : [{ column, value: first?.value ?? '' }])}
        options={[
          { value: anyRow, label: t('import.map.whereAny') },
          ...columns.map((column) => ({ value: column, label: column })),
        ]}
      />
      {first && (
        <TextField
          label={t('import.map.whereValue')}
          value={first.value}
          onChange={(value) => onChange([{ column: first.column, value }])}
        />
      )}
    </div>
  );
}

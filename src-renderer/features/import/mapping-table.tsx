// The columns of the file, one a row: its name, what stands in it, and what it becomes.
import { useTranslation } from 'react-i18next';
import { sourceNames } from '#renderer/media/source-names.ts';
import { cx } from '#renderer/ui/cx.ts';
import { Select } from '#renderer/ui/select.tsx';
import type { ImportField } from '#shared/api/import-fields.ts';
import type { ImportOptions, Inspection } from '#shared/api/imports.ts';
import { fieldOfColumn, fieldsOf, isSource, withField } from './mapping-rules.ts';
import styles from './mapping-step.module.css';

export interface MappingTableProps {
  readonly inspection: Inspection;
  readonly options: ImportOptions;
  readonly onChange: (options: ImportOptions) => void;
}

const shownValues = 4;
const leftOut = 'left-out';

export function MappingTable({ inspection, options, onChange }: MappingTableProps) {
  const { t } = useTranslation();
  const nameField = useFieldName();
  const choices = [
    { value: leftOut, label: t('import.map.ignored') },
    ...fieldsOf(options.shape).map((field) => ({ value: field, label: nameField(field) })),
  ] satisfies { value: ImportField | typeof leftOut; label: string }[];
  return (
    <table className={styles['table']} aria-label={t('import.map.columns')}>
      <thead>
        <tr>
          <th scope="col">{t('import.map.column')}</th>
          <th scope="col">{t('import.map.values')}</th>
          <th scope="col">{t('import.map.becomes')}</th>
        </tr>
      </thead>
      <tbody>
        {inspection.header.map((column, index) => {
          const field = fieldOfColumn(options, column);
          const values = inspection.preview.map((row) => row[index] ?? '');
          return (
            // oxlint-disable-next-line react/no-array-index-key -- two columns may have one name
            <tr key={index} className={cx(field === null && styles['ignored'])}>
              <td className={styles['column']} dir="auto">
                {column}
              </td>
              <td>
                <Values values={values.slice(0, shownValues)} />
              </td>
              <td>
                <Select
                  label={t('import.map.fieldOf', { column })}
                  hideLabel
                  value={field ?? leftOut}
                  options={choices}
                  onChange={(chosen) =>
                    onChange(withField(options, column, chosen === leftOut ? null : chosen))
                  }
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Values({ values }: { readonly values: readonly string[] }) {
  const { t } = useTranslation();
  if (values.every((value) => value.trim() === ''))
    return <span className={styles['none']}>{t('import.map.empty')}</span>;
  return (
    <span className={styles['values']} dir="auto">
      {values.map((value, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the first rows, in order
        <span key={index}>{value.trim() === '' ? '–' : value}</span>
      ))}
    </span>
  );
}

/** What a field is called: "Title", "Id at IMDb". */
export function useFieldName(): (field: ImportField) => string {
  const { t } = useTranslation();
  return (field) =>
    isSource(field) ? t('import.field.id', { source: sourceNames[field] }) : t(`import.field.${field}`);
}

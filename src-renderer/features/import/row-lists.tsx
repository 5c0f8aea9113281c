// The refused rows of an import, with their reasons.
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { importFields, type ImportField } from '#shared/api/import-fields.ts';
import type { Reject } from '#shared/api/imports.ts';
import { useFieldName } from './mapping-table.tsx';
import styles from './row-lists.module.css';

export function RejectList({ rejects }: { readonly rejects: readonly Reject[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameField = useFieldName();
  const isField = (field: string): field is ImportField =>
    (importFields as readonly string[]).includes(field);
  return (
    <table className={styles['rows']}>
      <thead>
        <tr>
          <th scope="col" className={styles['line']}>
            {t('import.plan.line')}
          </th>
          <th scope="col">{t('import.plan.reason')}</th>
          <th scope="col">{t('import.plan.cells')}</th>
        </tr>
      </thead>
      <tbody>
        {rejects.map(({ line, field, reason, cells }) => (
          <tr key={line}>
            <td className={styles['line']}>{format.number(line)}</td>
            <td>
              {field !== null && (
                <span className={styles['field']}>{isField(field) ? nameField(field) : field}: </span>
              )}
              {reason}
            </td>
            <td className={styles['cells']} dir="auto" title={cells.join(' · ')}>
              {cells.join(' · ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

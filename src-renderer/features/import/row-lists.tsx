// The refused rows of an import, with their reasons.
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import type { Reject } from '#shared/api/imports.ts';
import { useReason } from './row-reason.ts';
import styles from './row-lists.module.css';

export function RejectList({ rejects }: { readonly rejects: readonly Reject[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const reason = useReason();
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
        {rejects.map((reject) => (
          <tr key={reject.line}>
            <td className={styles['line']} {...(reject.origin && { title: reject.origin.file })}>
              {format.number(reject.origin?.line ?? reject.line)}
            </td>
            <td>{reason(reject)}</td>
            <td className={styles['cells']} dir="auto" title={reject.cells.join(' · ')}>
              {reject.cells.join(' · ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

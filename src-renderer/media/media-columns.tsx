// The heads over rows in the table layout. Each row tells its own facts to assistive technology, so these are for the eye.
import { useTranslation } from 'react-i18next';
import { cx } from '#renderer/ui/cx.ts';
import styles from './media-row.module.css';

export function MediaColumns() {
  const { t } = useTranslation();
  return (
    <div className={cx(styles['heads'], styles['columns'])} aria-hidden>
      <span className={styles['wide']}>{t('media.column.title')}</span>
      <span className={styles['creator']}>{t('media.column.creator')}</span>
      <span>{t('media.column.year')}</span>
      <span className={styles['genres']}>{t('media.column.genres')}</span>
      <span>{t('media.column.kind')}</span>
      <span>{t('media.column.average')}</span>
      <span>{t('media.column.mine')}</span>
    </div>
  );
}

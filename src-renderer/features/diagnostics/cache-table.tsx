// How often the caches had the answer.
import { useTranslation } from 'react-i18next';
import type { Diagnostics } from '#shared/api/diagnostics.ts';
import { useFormat } from '#renderer/data/format.ts';
import styles from './diagnostics.module.css';

export interface CacheTableProps {
  readonly caches: Diagnostics['caches'];
}

export function CacheTable({ caches }: CacheTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">{t('diagnostics.cache')}</th>
          <th scope="col">{t('diagnostics.entries')}</th>
          <th scope="col">{t('diagnostics.hits')}</th>
          <th scope="col">{t('diagnostics.misses')}</th>
          <th scope="col">{t('diagnostics.hitRate')}</th>
          <th scope="col">{t('diagnostics.lifetime')}</th>
        </tr>
      </thead>
      <tbody>
        {caches.map(({ name, size, capacity, hits, misses, lifetime }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              {t('diagnostics.entriesOf', { size: format.number(size), capacity: format.number(capacity) })}
            </td>
            <td>{format.number(hits)}</td>
            <td>{format.number(misses)}</td>
            <td>
              {hits + misses === 0 ? (
                <span className={styles['unused']}>{t('diagnostics.unused')}</span>
              ) : (
                <span className={styles['rate']}>
                  <meter min={0} max={1} value={hits / (hits + misses)} aria-hidden />
                  {format.percent(hits / (hits + misses))}
                </span>
              )}
            </td>
            <td>{lifetime === null ? t('diagnostics.untilChanged') : format.duration(lifetime)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

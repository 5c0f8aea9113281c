// For a profile with few ratings: a strip of titles that many know, and how far it has come. Each rating changes the page.
import { useTranslation } from 'react-i18next';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import { MediaStrip } from '#renderer/media/media-strip.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import styles from './begin-strip.module.css';
import { useBeginners } from './discovery-queries.ts';

export interface BeginStripProps {
  readonly rated: number;
  readonly enough: number;
  readonly kind: MediaKind | undefined;
}

export function BeginStrip({ rated, enough, kind }: BeginStripProps) {
  const { t } = useTranslation();
  const { data } = useBeginners(kind);
  if (data?.length === 0) return null;
  return (
    <section className={styles['begin']} aria-label={t('discovery.begin.title')}>
      <div className={styles['head']}>
        <div>
          <h2 className={styles['title']}>{t('discovery.begin.title')}</h2>
          <p className={styles['text']}>
            {t(rated === 0 ? 'discovery.begin.text' : 'discovery.begin.going')}
          </p>
        </div>
        <div className={styles['count']}>
          <span className={styles['figure']}>{t('discovery.begin.count', { rated, enough })}</span>
          <span className={styles['dots']} aria-hidden>
            {Array.from({ length: enough }, (_, index) => (
              <i key={index} className={index < rated ? styles['done'] : undefined} />
            ))}
          </span>
        </div>
      </div>
      {data ? (
        <MediaStrip label={t('discovery.begin.list')} titles={data} />
      ) : (
        <div className={styles['waiting']} aria-hidden>
          {Array.from({ length: 9 }, (_, index) => (
            <Skeleton key={index} shape="cover" />
          ))}
        </div>
      )}
    </section>
  );
}

// What people who like this title like too, what the profile knows included.
import { useTranslation } from 'react-i18next';
import { MediaStrip } from '#renderer/media/media-strip.tsx';
import { useSimilar } from '#renderer/media/suggestion-queries.ts';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import type { Media } from '#shared/api/catalog.ts';
import styles from './also-liked.module.css';

const most = 18;

export function AlsoLiked({ media }: { readonly media: Media }) {
  const { t } = useTranslation();
  const { data, error } = useSimilar(media.id, most);
  if (error || data?.length === 0) return null;
  const label = t('title.alsoLiked');
  return (
    <section className={styles['also']} aria-label={label}>
      <h3 className={styles['heading']}>{label}</h3>
      {data ? (
        <MediaStrip label={label} titles={data} />
      ) : (
        <div className={styles['waiting']} aria-hidden>
          {Array.from({ length: 8 }, (_, index) => (
            <Skeleton key={index} shape="cover" />
          ))}
        </div>
      )}
    </section>
  );
}

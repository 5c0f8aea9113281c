// What one rated and wrote lately: small covers beside the words, like entries in a notebook.
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { MethodOutput } from '#shared/api/index.ts';
import { useFormat } from '#renderer/data/format.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { StarRating } from '#renderer/ui/star-rating.tsx';
import styles from './lately-list.module.css';

export interface LatelyListProps {
  readonly reviews: MethodOutput<'reviews.recent'>;
}

export function LatelyList({ reviews }: LatelyListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const scale = useRatingScale();
  if (reviews.length === 0) return null;
  return (
    <section>
      <h2 className={styles['title']}>{t('home.lately')}</h2>
      <ul className={styles['grid']}>
        {reviews.map(({ media, rating, body, updatedAt }) => (
          <li key={media.id}>
            <Link href={`/title/${media.id}`} className={cx(styles['entry'])}>
              <span className={cx(styles['cover'], media.kind === 'song' && styles['square'])}>
                <Cover media={media} isSmall />
              </span>
              <span className={styles['words']}>
                <span dir="auto" className={styles['name']}>
                  {media.title}
                </span>
                {rating !== null && <StarRating rating={rating} scale={scale} size={14} showNumber />}
                {body !== null && body !== '' && (
                  <span dir="auto" className={styles['body']}>
                    {body}
                  </span>
                )}
                <span className={styles['when']}>{format.ago(updatedAt)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

// What everyone on this computer gave: the plain average, how the ratings are spread, and the weighted value of leaderboards
// with its reason.
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { cx } from '#renderer/ui/cx.ts';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import type { Media } from '#shared/api/catalog.ts';
import { ratingPrior } from '#shared/domain/rating.ts';
import styles from './everyone.module.css';

export function Everyone({ media }: { readonly media: Media }) {
  const { t } = useTranslation();
  const number = useRatingText(useRatingScale());
  const { averageRating, ratingCount, weightedRating } = media;
  return (
    <section aria-labelledby="everyone">
      <h3 id="everyone" className={styles['heading']}>
        {t('title.everyone')}
      </h3>
      {averageRating === null ? (
        <p className={styles['none']}>{t('title.noRatings')}</p>
      ) : (
        <>
          <p className={styles['average']}>
            <span className={styles['figure']}>{number(averageRating)}</span>
            <span className={styles['count']}>{t('title.ratings', { count: ratingCount })}</span>
          </p>
          <Histogram media={media} />
          <p className={styles['weighted']}>
            {t('title.weighted', {
              weighted: number(weightedRating),
              count: ratingPrior.count,
              mean: number(ratingPrior.mean),
            })}
          </p>
        </>
      )}
    </section>
  );
}

function Histogram({ media }: { readonly media: Media }) {
  const { t } = useTranslation();
  const format = useFormat();
  const number = useRatingText(useRatingScale());
  const most = Math.max(1, ...media.histogram);
  const own = media.mine.rating === null ? -1 : Math.floor(media.mine.rating / 10) - 1;
  return (
    <ol className={styles['bars']} aria-label={t('title.histogram')}>
      {media.histogram.map((count, index) => {
        const rating = number((index + 1) * 10);
        return (
          <li key={rating} className={styles['bar']} title={t('title.bar', { rating, count })}>
            <VisuallyHidden>{t('title.bar', { rating, count })}</VisuallyHidden>
            <span className={styles['value']} aria-hidden>
              {count === most ? format.number(count) : ''}
            </span>
            <span
              className={cx(styles['fill'], index === own && styles['own'], count === 0 && styles['empty'])}
              style={{ height: `${Math.max(3, (count / most) * 100)}%` }}
            />
          </li>
        );
      })}
      <li className={styles['scale']} aria-hidden>
        <span>{number(10)}</span>
        <span>{number(100)}</span>
      </li>
    </ol>
  );
}

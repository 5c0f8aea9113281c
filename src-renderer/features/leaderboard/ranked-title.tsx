// One place of the leaderboard: the numeral, the cover, the title, and what people gave it. The first three stand taller.
import { Link } from 'react-router';
import { useTranslation } from 'react-i18next';
import type { MethodOutput } from '#shared/api/index.ts';
import { useFormat } from '#renderer/data/format.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { useDetails } from '#renderer/media/details.ts';
import type { TitleItemProps } from '#renderer/media/title-list.tsx';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { RatingBadge } from '#renderer/ui/rating-badge.tsx';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import { StarRating } from '#renderer/ui/star-rating.tsx';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import styles from './leaderboard.module.css';

export interface RankedTitleProps {
  readonly media: MethodOutput<'catalog.topRated'>[number];
  readonly rank: number;
  readonly item: TitleItemProps;
}

export function RankedTitle({ media, rank, item }: RankedTitleProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const details = useDetails();
  const scale = useRatingScale();
  const number = useRatingText(scale);
  const { mine, averageRating, ratingCount } = media;
  return (
    <li>
      <Link
        to={`/title/${media.id}`}
        draggable={false}
        className={cx(styles['row'], rank <= 3 && styles['podium'])}
        {...item}
      >
        <span className={styles['rank']}>
          <VisuallyHidden>{t('leaderboard.rank', { rank: format.number(rank) })}, </VisuallyHidden>
          <span aria-hidden>{format.number(rank)}</span>
        </span>
        <span className={styles['cover']}>
          <span className={cx(media.kind === 'song' && styles['square'], styles['art'])}>
            <Cover media={media} isSmall={rank > 3} />
          </span>
        </span>
        <span className={styles['words']}>
          <span className={styles['name']} dir="auto" title={media.title}>
            {media.title}
          </span>
          <span className={styles['details']} dir="auto">
            {details(media)}
          </span>
        </span>
        <span className={styles['mine']}>
          {mine.rating !== null && (
            <>
              <span className={styles['label']}>{t('leaderboard.yours')}</span>
              <RatingBadge rating={mine.rating} scale={scale} />
            </>
          )}
        </span>
        <span className={styles['average']}>
          <StarRating rating={averageRating} scale={scale} size={15} />
          <span className={styles['count']}>{t('leaderboard.ratings', { count: ratingCount })}</span>
        </span>
        <span className={styles['value']}>
          <span className={styles['figure']}>{averageRating !== null && number(averageRating)}</span>
          <span className={styles['count']}>
            {t('leaderboard.weighted', { rating: number(Math.round(media.weightedRating)) })}
          </span>
        </span>
      </Link>
    </li>
  );
}

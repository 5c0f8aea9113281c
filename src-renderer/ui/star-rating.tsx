// A rating to look at: stars, and the number when it matters.
import { useTranslation } from 'react-i18next';
import type { RatingScale } from '#shared/domain/rating.ts';
import { useRatingText } from './rating-text.ts';
import { StarRow } from './star-row.tsx';
import styles from './star-rating.module.css';
import { useStarsText } from './stars-text.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

export interface StarRatingProps {
  /** Tenths, 10 to 100, fractions allowed for means; null when not rated. */
  readonly rating: number | null;
  readonly scale?: RatingScale;
  readonly size?: number;
  readonly showNumber?: boolean;
}

export function StarRating({ rating, scale = 'ten', size = 16, showNumber = false }: StarRatingProps) {
  const { t } = useTranslation();
  const number = useRatingText(scale);
  const stars = useStarsText();
  return (
    <span className={styles['rating']}>
      <StarRow rating={rating ?? 0} size={size} />
      <VisuallyHidden>{`${t('ui.rating')}: ${stars(rating)}`}</VisuallyHidden>
      {showNumber && rating !== null && (
        <span className={styles['number']} aria-hidden>
          {number(rating)}
        </span>
      )}
    </span>
  );
}

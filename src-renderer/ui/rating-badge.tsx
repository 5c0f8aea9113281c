// A rating in the smallest space: a star and the number, on lists, covers and tables.
import { useTranslation } from 'react-i18next';
import type { RatingScale } from '#shared/domain/rating.ts';
import { cx } from './cx.ts';
import styles from './rating-badge.module.css';
import { useRatingText } from './rating-text.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

export interface RatingBadgeProps {
  /** Tenths, fractions allowed for means; null draws an en dash. */
  readonly rating: number | null;
  readonly scale?: RatingScale;
  /** Behind the number: how many ratings. */
  readonly count?: string;
  /** On a soft amber ground, for places with something behind. */
  readonly filled?: boolean;
}

export function RatingBadge({ rating, scale = 'ten', count, filled = false }: RatingBadgeProps) {
  const { t } = useTranslation();
  const number = useRatingText(scale);
  if (rating === null) {
    return (
      <span className={cx(styles['badge'], styles['none'])}>
        <span aria-hidden>–</span>
        <VisuallyHidden>{t('ui.notRated')}</VisuallyHidden>
      </span>
    );
  }
  return (
    <span className={cx(styles['badge'], filled && styles['filled'])}>
      <svg viewBox="0 0 24 24" className={styles['star']} aria-hidden>
        <path d="M11.1 2.9a1 1 0 0 1 1.8 0l2.35 4.9 5.4.75a1 1 0 0 1 .56 1.72l-3.93 3.77.96 5.36a1 1 0 0 1-1.46 1.06L12 17.9l-4.78 2.56a1 1 0 0 1-1.46-1.06l.96-5.36-3.93-3.77a1 1 0 0 1 .56-1.72l5.4-.75z" />
      </svg>
      <VisuallyHidden>{t('ui.rating')} </VisuallyHidden>
      {number(rating)}
      {count !== undefined && <span className={styles['count']}>{count}</span>}
    </span>
  );
}

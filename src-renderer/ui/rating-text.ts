// Ratings as the reader's language writes them; the rule itself is the domain's.
import { useTranslation } from 'react-i18next';
import { formatRating, type RatingScale } from '#shared/domain/rating.ts';

/** Writes a rating in tenths on the profile's scale: 87 → "8.7", "4.35", "87"; "8,7" in German. */
export function useRatingText(scale: RatingScale): (rating: number) => string {
  const { i18n } = useTranslation();
  const digits = new Intl.NumberFormat(i18n.language, {
    minimumFractionDigits: scale === 'ten' ? 1 : 0,
    maximumFractionDigits: 2,
  });
  return (rating) => digits.format(Number(formatRating(rating, scale)));
}

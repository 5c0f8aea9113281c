// Ratings as the reader's language writes them; the rule itself is the domain's.
import { useTranslation } from 'react-i18next';
import { formatRating, type RatingScale } from '#shared/domain/rating.ts';
import { perLocale } from '#shared/per-locale.ts';

const whole = perLocale((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }));
const tenths = perLocale(
  (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 2 }),
);

/** Writes a rating in tenths on the profile's scale: 87 → "8.7", "4.35", "87"; "8,7" in German. */
export function useRatingText(scale: RatingScale): (rating: number) => string {
  const { i18n } = useTranslation();
  const digits = (scale === 'ten' ? tenths : whole)(i18n.language);
  return (rating) => digits.format(Number(formatRating(rating, scale)));
}

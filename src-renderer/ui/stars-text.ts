// What a rating is called aloud: "4.5 of 5 stars", with the exact number added when it isn't on a half star.
import { useTranslation } from 'react-i18next';
import { useRatingText } from './rating-text.ts';

export function useStarsText(): (rating: number | null) => string {
  const { t } = useTranslation();
  const stars = useRatingText('stars');
  const ten = useRatingText('ten');
  return (rating) => {
    if (rating === null) return t('ui.notRated');
    const words = { stars: stars(rating), ten: ten(rating) };
    return rating % 10 === 0 ? t('ui.starsOfFive', words) : t('ui.ratedOfFive', words);
  };
}

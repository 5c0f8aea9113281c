// Why a title is suggested, in a sentence.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useRatingScale } from '#renderer/data/session.ts';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import type { Reason } from '#shared/api/discovery.ts';

export function useReasonText(): (reason: Reason) => string {
  const { t, i18n } = useTranslation();
  const number = useRatingText(useRatingScale());
  return useCallback(
    (reason: Reason) => {
      if (reason.because === 'rated')
        return t('media.because.rated', { title: reason.media.title, rating: number(reason.rating) });
      if (reason.because === 'genres') {
        const genres = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(reason.genres);
        return t('media.because.genres', { genres });
      }
      if (reason.because === 'popular')
        return t('media.because.popular', {
          count: reason.ratingCount,
          rating: number(reason.averageRating),
        });
      if (reason.because === 'creator') return t('media.because.creator', { creator: reason.creator });
      const title = 'media' in reason ? reason.media.title : '';
      return t(`media.because.${reason.because}`, { title });
    },
    [t, i18n.language, number],
  );
}

// What home shows of discovery: suggestions, this day in other years, and what goes with a title that was liked lately.
import { useTranslation } from 'react-i18next';
import type { MediaSummary } from '#shared/api/catalog.ts';
import type { MethodOutput } from '#shared/api/index.ts';
import { useReasonText } from '#renderer/media/reason-text.ts';
import { useOnThisDay, useSimilar, useSuggestions } from '#renderer/media/suggestion-queries.ts';
import { Shelf, ShelfSkeleton } from './shelf.tsx';

const length = 18;
/** Tenths: what counts as liked. */
const liked = 70;

export function ForYou() {
  const { t } = useTranslation();
  const because = useReasonText();
  const { data, error } = useSuggestions({ limit: length });
  if (error) return null;
  if (!data) return <ShelfSkeleton title={t('home.forYou')} />;
  const reasons = new Map(data.map(({ id, reason }) => [id, reason]));
  const caption = ({ id }: MediaSummary) => {
    const reason = reasons.get(id);
    return reason ? because(reason) : '';
  };
  return <Shelf title={t('home.forYou')} titles={data} href="/for-you" caption={caption} />;
}

export function OnThisDay() {
  const { t } = useTranslation();
  const { data } = useOnThisDay(length);
  const plays = data ?? [];
  const yearOf = new Map(plays.map(({ media, playedOn }) => [media.id, playedOn.slice(0, 4)]));
  const titles = [...new Map(plays.map(({ media }) => [media.id, media])).values()];
  return (
    <Shelf
      title={t('home.onThisDay')}
      note={t('home.onThisDayNote')}
      titles={titles}
      caption={({ id }) => t('home.thisDayIn', { year: yearOf.get(id) })}
    />
  );
}

/** `reviews`: the newest first. */
export function BecauseYouLiked({ reviews }: { readonly reviews: MethodOutput<'reviews.recent'> }) {
  const { t } = useTranslation();
  const title = reviews.find(({ rating }) => rating !== null && rating >= liked)?.media;
  const { data, error } = useSimilar(title?.id, length);
  if (!title || error) return null;
  const heading = t('home.because', { title: title.title });
  if (!data) return <ShelfSkeleton title={heading} />;
  return (
    <Shelf
      title={heading}
      titles={data.filter(({ mine }) => mine.rating === null)}
      href={`/title/${title.id}`}
    />
  );
}

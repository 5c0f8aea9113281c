// What others wrote, newest first. A review that gives the plot away stays covered until somebody wants to read it.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '#renderer/data/api.ts';
import { useFormat } from '#renderer/data/format.ts';
import { keys } from '#renderer/data/keys.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { Avatar } from '#renderer/ui/avatar.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { StarRating } from '#renderer/ui/star-rating.tsx';
import type { Media } from '#shared/api/catalog.ts';
import type { Review } from '#shared/api/reviews.ts';
import styles from './other-reviews.module.css';

export function OtherReviews({ media }: { readonly media: Media }) {
  const { t } = useTranslation();
  const api = useApi();
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [...keys.reviewsOf(media.id), 'pages'],
    queryFn: ({ pageParam }) => api.call('reviews.listForMedia', { mediaId: media.id, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
  const reviews = data?.pages.flatMap((page) => page.items) ?? [];
  if (!data) return null;
  return (
    <section aria-labelledby="others" className={styles['others']}>
      <h3 id="others" className={styles['heading']}>
        {t('title.reviews')}
      </h3>
      {reviews.length === 0 && <p className={styles['none']}>{t('title.noReviews')}</p>}
      <ul>
        {reviews.map((review) => (
          <li key={review.author.id} className={styles['review']}>
            <OneReview review={review} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {t('title.moreReviews')}
        </Button>
      )}
    </section>
  );
}

function OneReview({ review }: { readonly review: Review }) {
  const { t } = useTranslation();
  const format = useFormat();
  const scale = useRatingScale();
  const [isOpen, setIsOpen] = useState(false);
  const isCovered = review.spoiler && review.body !== null && !isOpen;
  return (
    <article className={styles['card']}>
      <Avatar name={review.author.name} hue={review.author.hue} size={32} />
      <div className={styles['body']}>
        <header className={styles['by']}>
          <span className={styles['name']} dir="auto">
            {review.author.name}
          </span>
          {review.rating !== null && <StarRating rating={review.rating} size={14} scale={scale} showNumber />}
          <time
            className={styles['when']}
            dateTime={review.updatedAt}
            title={format.dateTime(review.updatedAt)}
          >
            {format.ago(review.updatedAt)}
          </time>
        </header>
        {isCovered && (
          <div className={styles['cover']}>
            <span>{t('title.spoiler')}</span>
            <Button variant="quiet" onPress={() => setIsOpen(true)}>
              {t('title.readAnyway')}
            </Button>
          </div>
        )}
        {review.body !== null && !isCovered && (
          <p className={styles['text']} dir="auto">
            {review.body}
          </p>
        )}
      </div>
    </article>
  );
}

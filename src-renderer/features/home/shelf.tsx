// A heading, a way to all of it, and a strip of covers.
import { ChevronRight } from 'lucide-react';
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { MediaSummary } from '#shared/api/catalog.ts';
import { useFormat } from '#renderer/data/format.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { MediaStrip } from '#renderer/media/media-strip.tsx';
import head from '#renderer/media/shelf-head.module.css';
import { cx } from '#renderer/ui/cx.ts';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import styles from './shelf.module.css';

export interface ShelfProps {
  readonly title: string;
  readonly titles: readonly MediaSummary[];
  /** All of them. */
  readonly href?: string;
  readonly note?: string;
  /** Each title with its place and its average. */
  readonly isRanked?: boolean;
  /** Instead of a title's details: a reason, a date. */
  readonly caption?: (media: MediaSummary) => string;
}

/** Nothing where there are no titles. */
export function Shelf({ title, titles, href, note, isRanked = false, caption }: ShelfProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const rating = useRatingText(useRatingScale());
  if (titles.length === 0) return null;
  const rank = (media: MediaSummary) =>
    t('home.ranked', {
      rank: format.number(titles.indexOf(media) + 1),
      rating: rating(media.averageRating ?? 0),
    });
  return (
    <section>
      <div className={head['head']}>
        <h2 className={head['title']}>{title}</h2>
        {note !== undefined && <p className={head['note']}>{note}</p>}
        {href !== undefined && (
          <Link href={href} className={cx(head['all'])} aria-label={`${t('home.all')}: ${title}`}>
            {t('home.all')}
            <ChevronRight aria-hidden />
          </Link>
        )}
      </div>
      <MediaStrip
        label={title}
        titles={titles}
        {...(isRanked ? { note: rank } : caption && { note: caption })}
      />
    </section>
  );
}

/** The shape of a shelf that is on its way. */
export function ShelfSkeleton({ title }: { readonly title: string }) {
  return (
    <section aria-hidden>
      <div className={head['head']}>
        <h2 className={head['title']}>{title}</h2>
      </div>
      <div className={styles['waiting']}>
        {Array.from({ length: 8 }, (_, index) => (
          <Skeleton key={index} shape="cover" />
        ))}
      </div>
    </section>
  );
}

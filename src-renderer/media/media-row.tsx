// A title as one dense row. "list" has two lines and room for a rank or a match; "table" stands under column heads
// (MediaColumns) and gives up columns as the width goes.
import { Bookmark, Heart } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '#renderer/data/format.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { KindChip } from '#renderer/ui/chip.tsx';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { RatingBadge } from '#renderer/ui/rating-badge.tsx';
import { StarRating } from '#renderer/ui/star-rating.tsx';
import type { MediaSummary } from '#shared/api/catalog.ts';
import { useDetails } from './details.ts';
import styles from './media-row.module.css';
import { sameItem, type TitleItemProps } from './title-list.tsx';

export interface MediaRowProps {
  readonly media: MediaSummary;
  readonly item?: TitleItemProps;
  readonly layout?: 'list' | 'table';
  /** Before the cover: a rank. */
  readonly lead?: ReactNode;
  /** Instead of the plain title and details: with what matched marked. */
  readonly title?: ReactNode;
  readonly details?: ReactNode;
  /** At the end, instead of the average: a date, a weighted rating. */
  readonly end?: ReactNode;
}

export const MediaRow = memo(function MediaRow(props: MediaRowProps) {
  const { media, item, layout = 'list', lead, title, details, end } = props;
  const { t } = useTranslation();
  const line = useDetails();
  const scale = useRatingScale();
  const format = useFormat();
  const { mine } = media;
  const isTable = layout === 'table';
  const name = (
    <span className={styles['title']} dir="auto" title={media.title}>
      {title ?? media.title}
    </span>
  );
  const average = (
    <RatingBadge
      rating={media.averageRating}
      scale={scale}
      {...(media.ratingCount > 0 && { count: `(${format.number(media.ratingCount)})` })}
    />
  );
  return (
    <Link to={`/title/${media.id}`} draggable={false} className={cx(styles['row'], styles[layout])} {...item}>
      {lead !== undefined && <span className={styles['lead']}>{lead}</span>}
      <span className={styles['cover']}>
        <span className={cx(styles['art'], media.kind === 'song' && styles['song'])}>
          <Cover media={media} isSmall />
        </span>
      </span>
      <span className={styles['words']}>
        {name}
        {!isTable && (
          <span className={styles['details']} dir="auto">
            {details ?? line(media)}
          </span>
        )}
      </span>
      <span className={styles['marks']}>
        {mine.favorite && <Heart aria-label={t('media.onFavorites')} />}
        {mine.watchlist && <Bookmark aria-label={t('media.onWatchlist')} />}
      </span>
      {isTable && (
        <span className={styles['creator']} dir="auto">
          {media.creator}
        </span>
      )}
      {isTable && <span className={styles['year']}>{media.year}</span>}
      {isTable && <span className={styles['genres']}>{media.genres.join(', ')}</span>}
      <span className={styles['kind']}>
        <KindChip kind={media.kind}>{t(`media.kind.${media.kind}`)}</KindChip>
      </span>
      <span className={styles['average']}>{end ?? average}</span>
      <span className={styles['mine']}>
        {mine.rating !== null && <StarRating rating={mine.rating} size={14} scale={scale} />}
      </span>
    </Link>
  );
}, sameRow);

/** The rest of an entry's props says the same whenever these do. */
function sameRow(one: MediaRowProps, other: MediaRowProps): boolean {
  const fields = ['media', 'layout', 'lead', 'title', 'details', 'end'] as const;
  return fields.every((field) => one[field] === other[field]) && sameItem(one.item, other.item);
}

// A title on the wall: its cover, name, details and own rating. Pointer and focus bring out what can be done with it;
// until then a tile is light, because walls of them scroll by.
import { Bookmark, Heart } from 'lucide-react';
import { memo, useState, type FocusEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRatingScale } from '#renderer/data/session.ts';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { RatingBadge } from '#renderer/ui/rating-badge.tsx';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import type { MediaSummary } from '#shared/api/catalog.ts';
import { useDetails } from './details.ts';
import styles from './media-tile.module.css';
import { TileActions, TileStars } from './tile-actions.tsx';
import { sameItem, type TitleItemProps } from './title-list.tsx';

export interface MediaTileProps {
  readonly media: MediaSummary;
  /** From useTitleList; without it the tile is an ordinary stop for Tab. */
  readonly item?: TitleItemProps;
  /** "tall" keeps 2:3 for every kind, so that rows align, and stands songs on the same shelf. */
  readonly box?: 'tall' | 'natural';
  /** Instead of the details: a reason, a date. */
  readonly note?: string;
  /** It is a suggestion: "not interested" is offered beside the shelves. */
  readonly canDismiss?: boolean;
}

export const MediaTile = memo(
  function MediaTile({ media, item, box = 'natural', note, canDismiss = false }: MediaTileProps) {
    const { t } = useTranslation();
    const details = useDetails();
    const scale = useRatingScale();
    const [isHovered, setIsHovered] = useState(false);
    const [isFocused, setIsFocused] = useState(false);
    const { mine, kind } = media;
    const blur = (event: FocusEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget)) setIsFocused(false);
    };

    return (
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only notes whether something inside is pointed at
      <article
        className={cx(styles['tile'], kind === 'song' && styles['song'], box === 'tall' && styles['tall'])}
        onPointerEnter={() => setIsHovered(true)}
        onPointerLeave={() => setIsHovered(false)}
        onFocus={() => setIsFocused(true)}
        onBlur={blur}
      >
        <Link to={`/title/${media.id}`} className={styles['link']} draggable={false} {...item}>
          <span className={styles['box']}>
            <span className={styles['art']}>
              <Cover media={media} />
            </span>
          </span>
          <span className={styles['title']} dir="auto" title={media.title}>
            {media.title}
          </span>
          <span className={styles['facts']}>
            <span className={styles['details']} dir="auto">
              {note ?? (details(media) || t(`media.kind.${kind}`))}
            </span>
            {mine.favorite && <Heart className={styles['heart']} aria-label={t('media.onFavorites')} />}
            {mine.watchlist && (
              <Bookmark className={styles['bookmark']} aria-label={t('media.onWatchlist')} />
            )}
            {mine.rating !== null && (
              <span className={styles['mine']}>
                <VisuallyHidden>{`${t('media.yourRating')}: `}</VisuallyHidden>
                <RatingBadge rating={mine.rating} scale={scale} />
              </span>
            )}
          </span>
        </Link>
        {(isHovered || isFocused) && (
          <div className={cx(styles['over'], isHovered && styles['hot'])}>
            <TileActions media={media} canDismiss={canDismiss} />
          </div>
        )}
        {isHovered && <TileStars media={media} />}
      </article>
    );
  },
  (one, other) =>
    one.media === other.media &&
    one.box === other.box &&
    one.note === other.note &&
    sameItem(one.item, other.item),
);

// What can be done with a title on the wall, by pointer or by Tab from the title: two shelves, and for a
// suggestion "not interested".
import { Bookmark, Heart, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import type { MediaSummary } from '#shared/api/catalog.ts';
import { QuickStars } from './quick-stars.tsx';
import styles from './tile-actions.module.css';
import { useDismiss } from './suggestion-queries.ts';
import { useTitleActions } from './title-actions.ts';

export interface TileActionsProps {
  readonly media: MediaSummary;
  readonly canDismiss: boolean;
}

export function TileActions({ media, canDismiss }: TileActionsProps) {
  const { t } = useTranslation();
  const dismiss = useDismiss();
  const { favorite, watchlist } = useTitleActions();
  const { mine } = media;
  return (
    <div className={styles['shelves']}>
      <IconButton
        label={t(mine.favorite ? 'media.removeFavorite' : 'media.addFavorite')}
        icon={<Heart />}
        keys={['f']}
        isOn={mine.favorite}
        onPress={() => void favorite(media, !mine.favorite)}
      />
      <IconButton
        label={t(mine.watchlist ? 'media.removeWatchlist' : 'media.addWatchlist')}
        icon={<Bookmark />}
        keys={['w']}
        isOn={mine.watchlist}
        onPress={() => void watchlist(media, !mine.watchlist)}
      />
      {canDismiss && (
        <IconButton
          label={t('media.notInterested')}
          icon={<X />}
          keys={['x']}
          onPress={() => void dismiss(media)}
        />
      )}
    </div>
  );
}

/** In place of the details while the pointer is on the tile. */
export function TileStars({ media }: { readonly media: MediaSummary }) {
  const { rate } = useTitleActions();
  return (
    <div className={styles['stars']}>
      <QuickStars rating={media.mine.rating} onRate={(rating) => void rate(media, rating)} size={19} />
    </div>
  );
}

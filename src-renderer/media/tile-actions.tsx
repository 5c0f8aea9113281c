// What can be done with a title on the wall, by pointer or by Tab from the title: two shelves and the stars.
import { Bookmark, Heart } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import type { MediaSummary } from '#shared/api/catalog.ts';
import { QuickStars } from './quick-stars.tsx';
import styles from './tile-actions.module.css';
import { useTitleActions } from './title-actions.ts';

export function TileActions({ media }: { readonly media: MediaSummary }) {
  const { t } = useTranslation();
  const { rate, favorite, watchlist } = useTitleActions();
  const { mine } = media;
  return (
    <>
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
      </div>
      <div className={styles['rate']}>
        <QuickStars rating={mine.rating} onRate={(rating) => void rate(media, rating)} />
      </div>
    </>
  );
}

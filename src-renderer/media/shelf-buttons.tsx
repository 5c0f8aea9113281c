// The two shelves of a title, as buttons that are on or off; wherever a title can be acted on.
import { Bookmark, Heart } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import type { MediaSummary } from '#shared/api/catalog.ts';
import { useFavorite, useWatchlist } from './title-actions.ts';

export interface ShelfButtonsProps {
  readonly media: MediaSummary;
  readonly outlined?: boolean;
}

export function ShelfButtons({ media, outlined = false }: ShelfButtonsProps) {
  const { t } = useTranslation();
  const [favorite, watchlist] = [useFavorite(), useWatchlist()];
  const { mine } = media;
  return (
    <>
      <IconButton
        label={t(mine.favorite ? 'media.removeFavorite' : 'media.addFavorite')}
        icon={<Heart />}
        keys={['f']}
        outlined={outlined}
        isOn={mine.favorite}
        onPress={() => void favorite(media, !mine.favorite)}
      />
      <IconButton
        label={t(mine.watchlist ? 'media.removeWatchlist' : 'media.addWatchlist')}
        icon={<Bookmark />}
        keys={['w']}
        outlined={outlined}
        isOn={mine.watchlist}
        onPress={() => void watchlist(media, !mine.watchlist)}
      />
    </>
  );
}

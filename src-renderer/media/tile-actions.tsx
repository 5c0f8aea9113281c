// What can be done with a title on the wall, by pointer or by Tab from the title: two shelves, the diary,
// lists, and for a suggestion "not interested".
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import type { MediaSummary } from '#shared/api/catalog.ts';
import { DiaryButtons } from './diary-buttons.tsx';
import { QuickStars } from './quick-stars.tsx';
import { ShelfButtons } from './shelf-buttons.tsx';
import styles from './tile-actions.module.css';
import { useDismiss } from './suggestion-queries.ts';
import { useRateTitle } from './title-actions.ts';

export interface TileActionsProps {
  readonly media: MediaSummary;
  readonly canDismiss: boolean;
}

export function TileActions({ media, canDismiss }: TileActionsProps) {
  const { t } = useTranslation();
  const dismiss = useDismiss();
  return (
    <div className={styles['shelves']}>
      <ShelfButtons media={media} />
      <DiaryButtons media={media} />
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
  const rate = useRateTitle();
  return (
    <div className={styles['stars']}>
      <QuickStars rating={media.mine.rating} onRate={(rating) => void rate(media, rating)} size={19} />
    </div>
  );
}

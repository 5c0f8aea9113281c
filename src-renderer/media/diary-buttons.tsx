// Logging a title and putting it on a list, as buttons: each opens its dialog over the page.
import { CalendarPlus, ListPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import type { MediaReference } from '#shared/api/reviews.ts';
import { openTitleOverlay } from './title-overlays.ts';

export interface DiaryButtonsProps {
  readonly media: MediaReference;
  readonly outlined?: boolean;
}

export function DiaryButtons({ media, outlined = false }: DiaryButtonsProps) {
  const { t } = useTranslation();
  return (
    <>
      <IconButton
        label={t('media.play.logThis')}
        icon={<CalendarPlus />}
        keys={['l']}
        outlined={outlined}
        onPress={() => openTitleOverlay({ name: 'log', media })}
      />
      <IconButton
        label={t('media.lists.addTo')}
        icon={<ListPlus />}
        keys={['a']}
        outlined={outlined}
        onPress={() => openTitleOverlay({ name: 'lists', media })}
      />
    </>
  );
}

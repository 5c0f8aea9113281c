// Shows whichever of the titles' dialogs is open, over every page.
import { useTranslation } from 'react-i18next';
import type { MediaSummary } from '#shared/api/catalog.ts';
import { ListsDialog } from './lists-dialog.tsx';
import { LogDialog, PlayDialog } from './log-dialog.tsx';
import { closeTitleOverlay, openTitleOverlay, useTitleOverlays } from './title-overlays.ts';
import { TitlePicker } from './title-picker.tsx';

export function TitleOverlays() {
  const { t } = useTranslation();
  const open = useTitleOverlays((state) => state.open);
  if (open === null) return null;
  if (open.name === 'play')
    return <PlayDialog key={open.play.id} play={open.play} onClose={closeTitleOverlay} />;
  if (open.name === 'choose') {
    const choose = (media: MediaSummary) => {
      closeTitleOverlay();
      open.onChoose(media);
    };
    return <TitlePicker title={open.heading} initialText="" onPick={choose} onClose={closeTitleOverlay} />;
  }
  const { name, media } = open;
  if (media === null) {
    return (
      <TitlePicker
        title={t(name === 'log' ? 'media.play.whichTitle' : 'media.lists.whichTitle')}
        initialText=""
        onPick={(chosen) => openTitleOverlay({ name, media: chosen })}
        onClose={closeTitleOverlay}
      />
    );
  }
  if (name === 'log') return <LogDialog key={media.id} media={media} onClose={closeTitleOverlay} />;
  return <ListsDialog key={media.id} media={media} onClose={closeTitleOverlay} />;
}

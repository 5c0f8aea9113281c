// The keys of a list, on the one title of a page: digits rate, Delete unrates, w and f put on shelves, e edits.
import { useEffect, useRef } from 'react';
import { useTitleActions } from '#renderer/media/title-actions.ts';
import { keyCommand } from '#renderer/media/title-keys.ts';
import { openTitleOverlay } from '#renderer/media/title-overlays.ts';
import type { MediaSummary } from '#shared/api/catalog.ts';

export function useTitleKeys(media: MediaSummary, onEdit: () => void): void {
  const { rate, favorite, watchlist } = useTitleActions();
  const act = useRef<(event: KeyboardEvent) => boolean>(() => false);
  useEffect(() => {
    act.current = (event) => {
      const command = keyCommand(event, Infinity);
      if (command?.name === 'rate') void rate(media, command.rating);
      else if (command?.name === 'favorite') void favorite(media, !media.mine.favorite);
      else if (command?.name === 'watchlist') void watchlist(media, !media.mine.watchlist);
      else if (command?.name === 'log' || command?.name === 'lists')
        openTitleOverlay({ name: command.name, media });
      else if (command?.name === 'edit') onEdit();
      else return false;
      return true;
    };
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isElsewhere(event.target)) return;
      if (act.current(event)) event.preventDefault();
    };
    globalThis.addEventListener('keydown', press);
    return () => globalThis.removeEventListener('keydown', press);
  }, []);
}

/** In a text, in a menu, or while something lies over the page. */
function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'))
    return true;
  return (
    target instanceof HTMLElement &&
    target.matches('input:not([type=range], [type=checkbox]), textarea, [contenteditable]')
  );
}

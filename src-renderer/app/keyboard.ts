// The keys that work everywhere. Single letters are left alone while somebody types, and inside menus and dialogs.
import { useEffect } from 'react';
import { useToasts, dismissToast } from '#renderer/ui/toast.ts';
import { places } from './places.ts';

export interface KeyActions {
  readonly goTo: (path: string) => void;
  readonly back: () => void;
  readonly search: () => void;
  readonly showPalette: () => void;
  readonly showKeys: () => void;
  readonly newWindow: () => void;
}

/** How long "g" waits for its letter. */
const sequenceTime = 1500;

/** `actions` must keep its identity between renders. */
export function useKeyboard(actions: KeyActions): void {
  useEffect(() => {
    let goUntil = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.altKey) return;
      if (event.ctrlKey || event.metaKey) {
        if (withModifier(actions, event)) event.preventDefault();
        return;
      }
      if (event.defaultPrevented || isTyping(event.target) || isInOverlay(event.target)) return;
      if (event.key === 'g') goUntil = event.timeStamp + sequenceTime;
      else if (event.key === '/') actions.search();
      else if (event.key === '?') actions.showKeys();
      else if (event.key === 'Escape') actions.back();
      else return;
      event.preventDefault();
    };
    // Before anybody else: after "g" a letter goes somewhere, whatever it means to the title that has the focus.
    const onSecond = (event: KeyboardEvent) => {
      const isGoing = event.timeStamp < goUntil;
      goUntil = 0;
      const place = isGoing ? places.find(({ letter }) => letter === event.key.toLowerCase()) : undefined;
      if (!place || event.ctrlKey || event.metaKey || event.altKey) return;
      actions.goTo(place.path);
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onSecond, true);
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onSecond, true);
      window.removeEventListener('keydown', onKey);
    };
  }, [actions]);
}

function withModifier(actions: KeyActions, event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase();
  if (key === 'k' && !event.shiftKey) {
    actions.showPalette();
    return true;
  }
  if (isInOverlay(event.target)) return false;
  if (key === ',') {
    actions.goTo('/settings');
    return true;
  }
  if (key === 'n' && !event.shiftKey) {
    actions.newWindow();
    return true;
  }
  return key === 'z' && !event.shiftKey && !isTyping(event.target) && !event.defaultPrevented && undoLast();
}

/** What a toast still offers to take back, newest first. */
function undoLast(): boolean {
  const last = useToasts.getState().toasts.findLast(({ action }) => action !== undefined);
  if (!last) return false;
  dismissToast(last.id);
  last.action?.onAction();
  return true;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'range'].includes(target.type);
  return target.isContentEditable || target.matches('textarea, select');
}

function isInOverlay(target: EventTarget | null): boolean {
  const open = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
  return (
    (target instanceof Element && target.closest(open) !== null) ||
    document.querySelector('[aria-modal="true"]') !== null
  );
}

// The keys of every list of titles: one stop for Tab, j/k or arrows to move, Enter opens, Space peeks, digits rate,
// w and f put on shelves, e edits. The quick look and the edit dialog come with it.
import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefCallback,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { MediaSummary } from '#shared/api/catalog.ts';
import type { MediaId } from '#shared/api/contract.ts';
import { EditTitleDialog } from './edit-title-dialog.tsx';
import { PeekSheet } from './peek-sheet.tsx';
import { useTitleActions } from './title-actions.ts';
import { keyCommand, type TitleCommand } from './title-keys.ts';
import { openTitleOverlay } from './title-overlays.ts';

export interface TitleListOptions {
  /** What is there so far; an entry that is still being loaded is undefined. */
  readonly titles: readonly (MediaSummary | undefined)[];
  /** Titles in a row: 1 for rows, Infinity for a strip. */
  readonly columns?: number;
  /** Brings an entry into view before it is focused: for virtualised lists. */
  readonly reveal?: (index: number) => void;
  /** The page's main list: j, k and ArrowDown reach into it while nothing has the focus. */
  readonly isMain?: boolean;
  /** Up from the first row: back to a search field. */
  readonly onLeaveTop?: () => void;
  readonly initialIndex?: number;
  readonly onActive?: (index: number) => void;
}

/** For the one focusable element of an entry. */
export interface TitleItemProps {
  readonly tabIndex: 0 | -1;
  readonly 'data-index': number;
  readonly onFocus: (event: FocusEvent) => void;
}

export interface TitleList {
  readonly activeIndex: number;
  readonly listProps: {
    readonly ref: RefCallback<HTMLElement>;
    readonly onKeyDown: (event: KeyboardEvent) => void;
  };
  readonly itemProps: (index: number) => TitleItemProps;
  readonly focus: (index: number) => void;
  readonly peek: (index: number) => void;
  /** The quick look and the edit dialog: to be rendered outside the list. */
  readonly overlays: ReactNode;
}

export function useTitleList(options: TitleListOptions): TitleList {
  const { titles, columns = 1, isMain = false, initialIndex = 0 } = options;
  const navigate = useNavigate();
  const { i18n } = useTranslation();
  const actions = useTitleActions();
  const list = useRef<HTMLElement | null>(null);
  const [active, setActive] = useState(initialIndex);
  const [isPeeking, setIsPeeking] = useState(false);
  const [edited, setEdited] = useState<MediaId | null>(null);
  const activeIndex = Math.min(active, Math.max(0, titles.length - 1));
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  const activate = useCallback((index: number) => {
    setActive(index);
    latest.current.onActive?.(index);
  }, []);

  const focus = useCallback(
    (index: number) => {
      activate(index);
      latest.current.reveal?.(index);
      focusEntry(list, index, 90);
    },
    [activate],
  );

  const move = (from: number, command: TitleCommand): number | undefined => {
    const step = { next: 1, previous: -1, down: columns, up: -columns }[command.name as 'next'];
    if (step === undefined || !Number.isFinite(step)) {
      if (command.name === 'first') return 0;
      return command.name === 'last' ? titles.length - 1 : undefined;
    }
    const to = from + step;
    if (to < 0) return command.name === 'up' || columns === 1 ? -1 : 0;
    // Down from the last full row lands on the last title when the row below is short.
    const isRowBelow = Math.floor((titles.length - 1) / columns) > Math.floor(from / columns);
    if (to >= titles.length) return command.name === 'down' && isRowBelow ? titles.length - 1 : from;
    return to;
  };

  const act = (media: MediaSummary, command: TitleCommand) => {
    if (command.name === 'open') void navigate(`/title/${media.id}`);
    if (command.name === 'peek') setIsPeeking((before) => !before);
    if (command.name === 'edit') setEdited(media.id);
    if (command.name === 'log' || command.name === 'lists') openTitleOverlay({ name: command.name, media });
    if (command.name === 'rate') void actions.rate(media, command.rating);
    if (command.name === 'watchlist') void actions.watchlist(media, !media.mine.watchlist);
    if (command.name === 'favorite') void actions.favorite(media, !media.mine.favorite);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const index = entryIndex(event.target);
    const command = keyCommand(event, columns);
    if (index === undefined || !command || event.defaultPrevented) return;
    const to = move(index, command);
    const media = titles[index];
    if (to === undefined && !media) return;
    event.preventDefault();
    event.stopPropagation();
    if (to === -1) options.onLeaveTop?.();
    else if (to !== undefined) focus(to);
    else if (media) act(media, command);
  };

  const onPeekKey = (event: KeyboardEvent) => {
    const media = titles[activeIndex];
    const command = keyCommand(event, 1);
    if (!media || !command || isTyping(event.target) || isWidget(event)) return;
    event.preventDefault();
    event.stopPropagation();
    const to = move(activeIndex, command);
    if (to !== undefined && to >= 0) {
      activate(to);
      options.reveal?.(to);
    } else act(media, command);
  };

  useEffect(() => {
    if (!isMain) return undefined;
    const reachIn = (event: globalThis.KeyboardEvent) => {
      const isFree =
        event.target === document.body ||
        (event.target instanceof HTMLElement && event.target.id === 'page-title');
      if (!isFree || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!['j', 'k', 'ArrowDown'].includes(event.key) || latest.current.titles.length === 0) return;
      event.preventDefault();
      focus(activeIndex);
    };
    globalThis.addEventListener('keydown', reachIn);
    return () => globalThis.removeEventListener('keydown', reachIn);
  }, [isMain, activeIndex, focus]);

  const peeked = titles[activeIndex];
  return {
    activeIndex,
    focus,
    peek: (index) => {
      activate(index);
      setIsPeeking(true);
    },
    listProps: { ref: (element) => void (list.current = element), onKeyDown },
    itemProps: (index) => ({
      tabIndex: index === activeIndex ? 0 : -1,
      'data-index': index,
      onFocus: () => activate(index),
    }),
    overlays: (
      <>
        <div lang={i18n.language} onKeyDown={onPeekKey} role="presentation">
          {peeked && (
            <PeekSheet
              media={peeked}
              isOpen={isPeeking}
              onClose={() => setIsPeeking(false)}
              onClosed={() => focusEntry(list, activeIndex, 3)}
              onEdit={() => setEdited(peeked.id)}
            />
          )}
        </div>
        {edited !== null && <EditTitleDialog id={edited} onClose={() => setEdited(null)} />}
      </>
    ),
  };
}

/** Whether two entries' props mean the same: their handlers always do. */
export function sameItem(one: TitleItemProps | undefined, other: TitleItemProps | undefined): boolean {
  return one?.tabIndex === other?.tabIndex && one?.['data-index'] === other?.['data-index'];
}

/**
 * Focuses an entry as soon as it is drawn: a virtualised list needs a frame or two, and one that has to be loaded some
 * more. Given up when the focus went somewhere else meanwhile.
 */
function focusEntry(list: { readonly current: HTMLElement | null }, index: number, tries: number): void {
  const entry = list.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
  if (entry) entry.focus({ preventScroll: false });
  else if (tries > 0) {
    const before = document.activeElement;
    requestAnimationFrame(() => {
      const now = document.activeElement;
      if (now === before || now === document.body) focusEntry(list, index, tries - 1);
    });
  }
}

function entryIndex(target: EventTarget): number | undefined {
  const index = target instanceof HTMLElement ? target.dataset['index'] : undefined;
  return index === undefined ? undefined : Number(index);
}

function isTyping(target: EventTarget): boolean {
  return (
    target instanceof HTMLElement && target.matches('input:not([type=range]), textarea, [contenteditable]')
  );
}

/** Enter and Space belong to the button or link that has the focus. */
function isWidget({ key, target }: KeyboardEvent): boolean {
  return (
    (key === 'Enter' || key === ' ') && target instanceof HTMLElement && target.matches('a, button, input')
  );
}

// Suggestions as a wall, each with its reason under it. Arrows and j/k move, x says "not interested"; where the focused
// one goes, the focus stays in its place and is on the next.
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Suggestion } from '#shared/api/discovery.ts';
import { useReasonText } from '#renderer/media/reason-text.ts';
import { useDismiss } from '#renderer/media/suggestion-queries.ts';
import { MediaTile } from '#renderer/media/media-tile.tsx';
import { useTitleList } from '#renderer/media/title-list.tsx';
import { Button } from '#renderer/ui/button.tsx';
import styles from './suggestion-wall.module.css';
import { Why } from './why.tsx';

export interface SuggestionWallProps {
  readonly suggestions: readonly Suggestion[];
  readonly showsAll: boolean;
  readonly onMore?: () => void;
}

/** About so many are shown at first, in whole rows. */
const firstShown = 24;

export function SuggestionWall({ suggestions, showsAll, onMore }: SuggestionWallProps) {
  const { t } = useTranslation();
  const because = useReasonText();
  const dismiss = useDismiss();
  const wall = useRef<HTMLElement | null>(null);
  const columns = useColumns(wall);
  const room = showsAll ? suggestions.length : Math.max(2, Math.round(firstShown / columns)) * columns;
  const shown = suggestions.slice(0, room);
  const box = shown.every(({ kind }) => kind === 'song') ? 'natural' : 'tall';
  const list = useTitleList({ titles: shown, columns, isMain: true });
  const keepFocus = useKeptFocus(wall, list.focus, list.activeIndex, shown);

  const onKeyDown = (event: KeyboardEvent) => {
    const at = event.target instanceof HTMLElement ? event.target.dataset['index'] : undefined;
    const media = at === undefined ? undefined : shown[Number(at)];
    if (media && event.key === 'x' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      void dismiss(media);
    } else list.listProps.onKeyDown(event);
  };

  return (
    <section>
      <h2 className={styles['heading']}>{t('discovery.more')}</h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys belong to the links inside */}
      <ul
        className={styles['wall']}
        aria-label={t('discovery.list')}
        onKeyDown={onKeyDown}
        onFocus={keepFocus.onFocus}
        ref={(element) => {
          wall.current = element;
          list.listProps.ref(element);
        }}
      >
        {shown.map((suggestion, index) => (
          <li key={suggestion.id} className={styles['entry']}>
            <MediaTile media={suggestion} box={box} item={list.itemProps(index)} canDismiss />
            <div className={styles['reason']}>
              <Why suggestion={suggestion} excludeFromTabOrder={index !== list.activeIndex}>
                {because(suggestion.reason)}
              </Why>
            </div>
          </li>
        ))}
      </ul>
      {onMore && (
        <div className={styles['more']}>
          <Button onPress={onMore}>{t('discovery.showMore')}</Button>
        </div>
      )}
      {list.overlays}
    </section>
  );
}

/** How many columns the grid has come to. */
function useColumns(wall: { readonly current: HTMLElement | null }): number {
  const [columns, setColumns] = useState(6);
  useEffect(() => {
    const element = wall.current;
    if (!element) return undefined;
    const measure = () => {
      const tracks = getComputedStyle(element).gridTemplateColumns.split(' ');
      setColumns(Math.max(1, tracks.length));
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, [wall]);
  return columns;
}

/** Focus that was on a title which left the wall goes to the one that took its place. */
function useKeptFocus(
  wall: { readonly current: HTMLElement | null },
  focus: (index: number) => void,
  activeIndex: number,
  shown: readonly Suggestion[],
) {
  const focused = useRef<number | null>(null);
  useEffect(() => {
    const held = focused.current;
    if (held === null || shown.some(({ id }) => id === held)) return;
    focused.current = null;
    const lost = document.activeElement === document.body || document.activeElement === null;
    if (lost && shown.length > 0 && wall.current) focus(Math.min(activeIndex, shown.length - 1));
  }, [wall, focus, activeIndex, shown]);
  return {
    onFocus: (event: { readonly target: EventTarget }) => {
      const at = event.target instanceof HTMLElement ? event.target.dataset['index'] : undefined;
      focused.current = at === undefined ? focused.current : (shown[Number(at)]?.id ?? null);
    },
  };
}

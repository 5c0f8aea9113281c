// One row of covers that scrolls sideways: arrows and j/k move along it, Tab leaves it.
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { cx } from '#renderer/ui/cx.ts';
import type { MediaSummary } from '#shared/api/catalog.ts';
import styles from './media-strip.module.css';
import { MediaTile } from './media-tile.tsx';
import { useTitleList } from './title-list.tsx';

export interface MediaStripProps {
  /** What these titles are, for assistive technology. */
  readonly label: string;
  readonly titles: readonly MediaSummary[];
  /** Instead of a title's details: a reason, a date. */
  readonly note?: (media: MediaSummary) => string;
}

export function MediaStrip({ label, titles, note }: MediaStripProps) {
  const { t } = useTranslation();
  const list = useTitleList({ titles, columns: Infinity });
  const isSquare = titles.every(({ kind }) => kind === 'song');
  const scroller = useRef<HTMLUListElement>(null);
  const ends = useEnds(scroller);
  const page = (direction: 1 | -1) => {
    const element = scroller.current;
    const isCalm = globalThis.matchMedia('(prefers-reduced-motion: reduce)').matches;
    element?.scrollBy({
      left: direction * element.clientWidth * 0.8,
      behavior: isCalm ? 'instant' : 'smooth',
    });
  };
  const { ref, onKeyDown } = list.listProps;

  return (
    <div className={cx(styles['strip'], isSquare && styles['square'])}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys belong to the links inside */}
      <ul
        aria-label={label}
        className={styles['list']}
        onKeyDown={onKeyDown}
        ref={(element) => {
          scroller.current = element;
          ref(element);
        }}
      >
        {titles.map((media, index) => (
          <li key={media.id} className={styles['entry']}>
            <MediaTile
              media={media}
              box={isSquare ? 'natural' : 'tall'}
              item={list.itemProps(index)}
              {...(note && { note: note(media) })}
            />
          </li>
        ))}
      </ul>
      {!ends.atStart && (
        <span className={styles['back']}>
          <IconButton
            label={t('media.strip.scrollBack')}
            icon={<ChevronLeft />}
            outlined
            excludeFromTabOrder
            onPress={() => page(-1)}
          />
        </span>
      )}
      {!ends.atEnd && (
        <span className={styles['on']}>
          <IconButton
            label={t('media.strip.scrollOn')}
            icon={<ChevronRight />}
            outlined
            excludeFromTabOrder
            onPress={() => page(1)}
          />
        </span>
      )}
      {list.overlays}
    </div>
  );
}

function useEnds(scroller: { readonly current: HTMLElement | null }) {
  const [ends, setEnds] = useState({ atStart: true, atEnd: true });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const measure = () => {
      const left = Math.abs(element.scrollLeft);
      const next = { atStart: left < 4, atEnd: left + element.clientWidth > element.scrollWidth - 4 };
      setEnds((before) => (before.atStart === next.atStart && before.atEnd === next.atEnd ? before : next));
    };
    measure();
    element.addEventListener('scroll', measure, { passive: true });
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    // Its content may grow without its own size changing.
    for (const entry of element.children) watch.observe(entry);
    return () => {
      element.removeEventListener('scroll', measure);
      watch.disconnect();
    };
  }, [scroller]);
  return ends;
}

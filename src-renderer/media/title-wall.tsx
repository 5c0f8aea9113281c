// The library's titles as a wall of covers or a table: only what is in view is drawn, the rest of the scroll is room.
// Every cover stands on the same shelf: songs, being square, at the bottom of a 2:3 place.
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows that are placed by transforms can't be a table's */
import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { useDeferredValue, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { MediaRow } from './media-row.tsx';
import { MediaColumns } from './media-columns.tsx';
import { MediaTile } from './media-tile.tsx';
import { useTitleList, type TitleItemProps } from './title-list.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import type { MediaSummary } from '#shared/api/catalog.ts';
import type { ListPlace } from './list-places.ts';
import { useStretch } from './stretch.ts';
import styles from './title-wall.module.css';
import { useShape, type Shape } from './wall-shape.ts';

export interface TitleWallProps {
  readonly label: string;
  /** The whole list; empty where a title isn't loaded. */
  readonly titles: readonly (MediaSummary | undefined)[];
  readonly layout: 'grid' | 'table';
  /** All of them are songs: their places are square. */
  readonly isSquare: boolean;
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Which titles are in view. */
  readonly onView: (first: number, last: number) => void;
  /** Where to begin, and where somebody is by now. */
  readonly place: ListPlace | undefined;
  readonly onPlace: (place: ListPlace) => void;
}

export function TitleWall(props: TitleWallProps) {
  const { label, titles, layout, isSquare, scroller, onView, place, onPlace } = props;
  const wall = useRef<HTMLDivElement>(null);
  const shape = useShape(wall, layout, isSquare);
  const { columns, rowHeight } = shape;
  const shown = titles.length;
  const rowCount = Math.ceil(shown / columns);
  const stretch = useStretch(rowCount * rowHeight);
  const [margin, setMargin] = useState(0);
  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled by React Compiler
  const virtual = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: layout === 'grid' ? 2 : 12,
    scrollMargin: margin,
    initialOffset: place?.offset ?? 0,
    observeElementOffset: stretch.observeElementOffset,
    scrollToFn: stretch.scrollToFn,
  });
  const list = useTitleList({
    titles,
    columns: layout === 'grid' ? columns : 1,
    isMain: true,
    initialIndex: place?.index ?? 0,
    reveal: (index) => {
      const start = margin + Math.floor(index / columns) * rowHeight;
      if (scroller.current) stretch.reveal(scroller.current, start, start + rowHeight, margin, 24);
    },
  });

  useLayoutEffect(() => setMargin(wall.current?.offsetTop ?? 0), [columns, layout]);
  useLayoutEffect(() => virtual.measure(), [virtual, rowHeight, columns]);

  const { ref, onKeyDown } = list.listProps;
  const rows = virtual.getVirtualItems();
  const drawn = useDrawn(rows, virtual.range);
  const firstIndex = (rows[0]?.index ?? 0) * columns;
  const lastIndex = Math.min(shown, ((rows.at(-1)?.index ?? 0) + 1) * columns) - 1;
  useEffect(() => onView(firstIndex, lastIndex), [onView, firstIndex, lastIndex]);

  // Kept from what the virtualiser knows: asking the page where it is would make it lay out on every step.
  const leave = useRef(() => {});
  const offset = virtual.scrollOffset;
  useEffect(() => {
    leave.current = () => onPlace({ offset: offset ?? 0, index: list.activeIndex });
  });
  useEffect(() => () => leave.current(), []);

  return (
    <>
      {layout === 'table' && <MediaColumns />}
      <div
        ref={(element) => {
          wall.current = element;
          ref(element);
        }}
        role="grid"
        tabIndex={-1}
        onKeyDown={onKeyDown}
        aria-label={label}
        aria-rowcount={rowCount}
        aria-colcount={layout === 'grid' ? columns : 1}
        className={styles['wall']}
        style={{ height: stretch.height }}
      >
        {drawn.map((row) => (
          <div
            key={row.key}
            role="row"
            aria-rowindex={row.index + 1}
            className={cx(styles['row'], styles[layout])}
            style={{ transform: `translateY(${row.start - margin - stretch.shift}px)`, ...columnsOf(shape) }}
          >
            {Array.from({ length: Math.min(columns, shown - row.index * columns) }, (_, column) => {
              const at = row.index * columns + column;
              return (
                <div role="gridcell" key={titles[at]?.id ?? `wait-${at}`} aria-colindex={column + 1}>
                  <Entry media={titles[at]} shape={shape} item={list.itemProps(at)} />
                </div>
              );
            })}
          </div>
        ))}
      </div>
      {list.overlays}
    </>
  );
}

/**
 * What is in view is drawn at once. The rows beyond it, which are there so that they are ready when their turn comes, are drawn bit by
 * bit between frames: a whole row of covers takes longer than a frame has.
 */
function useDrawn(
  rows: readonly VirtualItem[],
  view: { readonly startIndex: number; readonly endIndex: number } | null,
): readonly VirtualItem[] {
  const ready = useDeferredValue(rows);
  if (ready === rows || view === null) return rows;
  const known = new Set(ready.map(({ index }) => index));
  return rows.filter(({ index }) => known.has(index) || (index >= view.startIndex && index <= view.endIndex));
}

interface EntryProps {
  /** Undefined while it is being loaded. */
  readonly media: MediaSummary | undefined;
  readonly shape: Shape;
  readonly item: TitleItemProps;
}

function Entry({ media, shape, item }: EntryProps) {
  if (!media) return <Waiting shape={shape} />;
  if (shape.layout === 'table') return <MediaRow media={media} layout="table" item={item} />;
  return <MediaTile media={media} box={shape.isSquare ? 'natural' : 'tall'} item={item} />;
}

function Waiting({ shape }: { readonly shape: Shape }) {
  if (shape.layout === 'table') {
    return (
      <div className={styles['waitingRow']}>
        <Skeleton width="24px" height="36px" />
        <Skeleton width="38%" />
        <Skeleton width="18%" />
      </div>
    );
  }
  return (
    <div className={styles['waiting']}>
      <Skeleton shape={shape.isSquare ? 'square' : 'cover'} />
      <Skeleton width="80%" />
      <Skeleton width="50%" height="10px" />
    </div>
  );
}

export function WallSkeleton({ layout }: { readonly layout: 'grid' | 'table' }) {
  const wall = useRef<HTMLDivElement>(null);
  const shape = useShape(wall, layout, false);
  const count = layout === 'grid' ? shape.columns * 3 : 12;
  return (
    <div
      ref={wall}
      className={cx(styles['row'], styles['still'], styles[layout])}
      aria-hidden
      style={columnsOf(shape)}
    >
      {Array.from({ length: count }, (_, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- nothing but places
        <Waiting key={index} shape={shape} />
      ))}
    </div>
  );
}

function columnsOf({ layout, columns }: Shape) {
  return layout === 'grid' ? { gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` } : {};
}

// The diary by date: only what is in view is drawn. One stop for Tab; j, k and arrows move, Enter edits or opens a day's
// episodes (as Right and Left do), o opens the title.
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useErrorText } from '#renderer/data/errors.ts';
import { usePlayDate } from '#renderer/data/play-date.ts';
import { PlayGroupRow } from '#renderer/media/play-group-row.tsx';
import { PlayRow } from '#renderer/media/play-row.tsx';
import { usePlayActions } from '#renderer/media/play-actions.ts';
import { openTitleOverlay } from '#renderer/media/title-overlays.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import type { PlayFilter } from '#shared/api/diary.ts';
import { linesOf, type DiaryLine } from './diary-lines.ts';
import styles from './diary-list.module.css';
import { usePlays } from './diary-queries.ts';

export interface DiaryListProps {
  readonly filter: PlayFilter;
  readonly isNarrowed: boolean;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly onClear: () => void;
}

const headingHeight = 60;
const rowHeight = 64;
const episodeHeight = 44;

export function DiaryList({ filter, isNarrowed, scroller, onClear }: DiaryListProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const dates = usePlayDate();
  const errorText = useErrorText();
  const { remove } = usePlayActions();
  const { plays, error, hasMore, loadMore, retry } = usePlays(filter);
  const isWaiting = plays === undefined;
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const lines = useMemo(() => linesOf(plays ?? [], open), [plays, open]);
  const stops = useMemo(() => lines.filter((line) => line.name !== 'heading'), [lines]);
  const list = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  const [active, setActive] = useState(0);
  const last = stops.length - 1;
  const current = Math.min(active, Math.max(0, last));
  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled by React Compiler
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(lines[index]),
    overscan: 10,
    scrollMargin: margin,
    scrollPaddingStart: margin + 8,
    scrollPaddingEnd: 24,
  });
  useLayoutEffect(() => setMargin(list.current?.offsetTop ?? 0), [isWaiting]);
  useLayoutEffect(() => virtual.measure(), [virtual, lines]);

  const items = virtual.getVirtualItems();
  const isNearEnd = hasMore && (items.at(-1)?.index ?? 0) > lines.length - 40;
  useEffect(() => {
    if (isNearEnd) loadMore();
  });

  const focus = (to: number) => {
    const index = Math.max(0, Math.min(last, to));
    setActive(index);
    virtual.scrollToIndex(lines.findIndex((line) => line.name !== 'heading' && line.index === index));
    focusRow(list, index, 12);
  };
  const toggle = (group: string | null, isOpen: boolean) => {
    if (group === null) return;
    setOpen((before) => new Set(isOpen ? [...before, group] : [...before].filter((one) => one !== group)));
  };
  const shut = (group: string | null) => {
    const head = stops.find((stop) => stop.name === 'group' && stop.group === group);
    if (!head) return;
    toggle(group, false);
    focus(head.index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const stop = stops[current];
    const play = stop?.name === 'group' ? stop.plays[0] : stop?.play;
    const steps: Readonly<Record<string, number>> = {
      j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -Infinity, End: Infinity,
    }; // prettier-ignore
    const step = steps[event.key];
    if (step !== undefined) focus(current + step);
    else if (event.key === 'o' && play) void navigate(`/title/${play.media.id}`);
    else if (event.key === 'l' && play) openTitleOverlay({ name: 'log', media: play.media });
    else if (event.key === 'Delete' && stop?.name === 'play') void remove(stop.play);
    else if (event.key === 'ArrowRight' && stop?.name === 'group') toggle(stop.group, true);
    else if (event.key === 'ArrowLeft' && stop) shut(stop.group);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  useEffect(() => {
    const reachIn = (event: globalThis.KeyboardEvent) => {
      const isFree =
        event.target === document.body ||
        (event.target instanceof HTMLElement && event.target.id === 'page-title');
      if (!isFree || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!['j', 'k', 'ArrowDown'].includes(event.key) || last < 0) return;
      event.preventDefault();
      focusRow(list, current, 12);
    };
    globalThis.addEventListener('keydown', reachIn);
    return () => globalThis.removeEventListener('keydown', reachIn);
  }, [current, last]);

  if (error !== null) {
    const { title, text } = errorText(error);
    return (
      <Banner tone="danger" title={title} action={<Button onPress={retry}>{t('media.retry')}</Button>}>
        {text}
      </Banner>
    );
  }
  if (!plays) return <Waiting />;
  if (plays.length === 0) {
    return (
      <EmptyState
        picture="search"
        title={t('diary.none.title')}
        action={isNarrowed && <Button onPress={onClear}>{t('diary.none.clear')}</Button>}
      >
        {t('diary.none.text')}
      </EmptyState>
    );
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- its keys move between the buttons in it
    <section
      ref={list}
      aria-label={t('diary.title')}
      className={styles['list']}
      style={{ height: virtual.getTotalSize() }}
      onKeyDown={onKeyDown}
    >
      {items.map((item) => {
        const line = lines[item.index];
        if (!line) return null;
        const style = { transform: `translateY(${item.start - margin}px)` };
        if (line.name === 'heading') {
          const { playedOn } = line.play;
          return (
            <h2 key={`month-${line.key}`} className={styles['heading']} style={style}>
              {playedOn === null
                ? t('diary.undated')
                : playedOn.length === 4
                  ? t('diary.someTimeIn', { year: playedOn })
                  : dates.month(playedOn)}
            </h2>
          );
        }
        const { index } = line;
        if (line.name === 'group') {
          return (
            <div key={`group-${line.group}`} className={styles['row']} style={style}>
              <PlayGroupRow
                plays={line.plays}
                showsDay={line.isFirstOfDay}
                isOpen={line.isOpen}
                onToggle={() => toggle(line.group, !line.isOpen)}
                tabIndex={index === current ? 0 : -1}
                index={index}
                onFocus={() => setActive(index)}
              />
            </div>
          );
        }
        const { play } = line;
        return (
          <div
            key={play.id}
            className={cx(styles['row'], line.group !== null && styles['within'])}
            style={style}
          >
            <PlayRow
              play={play}
              showsDay={line.isFirstOfDay}
              of={line.group === null ? 'day' : 'group'}
              tabIndex={index === current ? 0 : -1}
              index={index}
              onFocus={() => setActive(index)}
            />
          </div>
        );
      })}
    </section>
  );
}

function heightOf(line: DiaryLine | undefined): number {
  if (line?.name === 'heading') return headingHeight;
  return line?.name === 'play' && line.group !== null ? episodeHeight : rowHeight;
}

function Waiting() {
  return (
    <div className={styles['waiting']} aria-busy="true">
      {Array.from({ length: 7 }, (_nothing, index) => (
        <div key={index} className={styles['waitingRow']}>
          <Skeleton width="32px" height="32px" />
          <Skeleton width="30px" height="45px" />
          <Skeleton width={`${52 - index * 4}%`} />
        </div>
      ))}
    </div>
  );
}

/** Focuses a row as soon as it is drawn: a virtualised list needs a frame or two. */
function focusRow(list: { readonly current: HTMLElement | null }, index: number, tries: number): void {
  const row = list.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
  if (row) row.focus();
  else if (tries > 0) requestAnimationFrame(() => focusRow(list, index, tries - 1));
}

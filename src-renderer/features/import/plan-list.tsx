// The rows of one list of the plan: filtered, virtualised, and settled from the keyboard. j, k and arrows move; digits
// take a candidate, n adds as a new title, s leaves out, / finds another title, u takes back.
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows that are placed by transforms can't be a table's */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { TitlePicker } from '#renderer/media/title-picker.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import type { Choice, PlanList as ListName, PlanRow } from '#shared/api/import-plans.ts';
import { usePlanActions } from './plan-actions.ts';
import styles from './plan-list.module.css';
import { usePlanRows } from './plan-query.ts';
import { PlanRowView } from './plan-row.tsx';
import { useNamed } from './row-names.ts';

export interface PlanListProps {
  readonly planId: string;
  readonly list: ListName;
  readonly text: string;
}

/** Fewer rows than this are all drawn. */
const fewRows = 60;
const usualHeight = { plain: 37, ambiguous: 74 } as const;

export function PlanList({ planId, list, text }: PlanListProps) {
  const { t } = useTranslation();
  const { rows, isLoading, more } = usePlanRows(planId, list, text);
  const { choose } = usePlanActions();
  const { line } = useNamed();
  const [active, setActive] = useState(0);
  const [searched, setSearched] = useState<PlanRow | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const activeIndex = Math.min(active, Math.max(0, rows.length - 1));
  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled by React Compiler
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (list === 'ambiguous' ? usualHeight.ambiguous : usualHeight.plain),
    getItemKey: (index) => rows[index]?.line ?? index,
    overscan: 10,
  });
  const isFew = rows.length < fewRows;
  const items = isFew ? rows.map((_, index) => ({ index, start: 0 })) : virtual.getVirtualItems();
  const lastDrawn = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (lastDrawn > rows.length - 30) more();
  }, [lastDrawn, rows.length, more]);

  const onChoose = useCallback(
    (row: PlanRow, choice: Choice | null) => void choose({ lines: [row.line] }, choice),
    [choose],
  );
  const onSearch = useCallback((row: PlanRow) => setSearched(row), []);

  const focus = (index: number) => {
    setActive(index);
    if (!isFew) virtual.scrollToIndex(index, { align: 'auto' });
    focusRow(scroller, index, 12);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[activeIndex];
    const to = { j: activeIndex + 1, ArrowDown: activeIndex + 1, k: activeIndex - 1, ArrowUp: activeIndex - 1, Home: 0, End: rows.length - 1 }[event.key]; // prettier-ignore
    if (to !== undefined) {
      event.preventDefault();
      if (rows[to]) focus(to);
      return;
    }
    if (!row || (row.named.title === null && row.named.ids.length === 0)) return;
    const choice = keyChoice(event.key, row);
    if (choice !== undefined) onChoose(row, choice);
    else if (event.key === '/') setSearched(row);
    else return;
    event.preventDefault();
    // On to the next that nobody has settled.
    const next = rows.findIndex((one, index) => index > activeIndex && one.choice === null);
    if (choice && list === 'ambiguous' && next > 0) focus(next);
  };

  if (isLoading) return <Skeleton />;
  if (rows.length === 0)
    return (
      <p className={styles['none']}>
        {t(text === '' ? 'import.plan.noneOf' : 'import.plan.noneFound', { text })}
      </p>
    );
  return (
    <>
      <div
        ref={scroller}
        className={styles['scroller']}
        role="grid"
        tabIndex={-1}
        aria-label={t(`import.plan.list.${list}`)}
        aria-rowcount={rows.length}
        onKeyDown={onKeyDown}
      >
        <div
          className={cx(styles['rows'], isFew && styles['few'])}
          style={isFew ? undefined : { height: virtual.getTotalSize() }}
        >
          {items.map(({ index, start }) => {
            const row = rows[index];
            return (
              row && (
                <div
                  key={row.line}
                  ref={isFew ? undefined : virtual.measureElement}
                  role="row"
                  data-index={index}
                  aria-rowindex={index + 1}
                  tabIndex={index === activeIndex ? 0 : -1}
                  aria-keyshortcuts="1 2 n s u /"
                  className={cx(
                    styles['row'],
                    index === activeIndex && styles['active'],
                    row.origin !== null && styles['ofSet'],
                  )}
                  style={isFew ? undefined : { transform: `translateY(${start}px)` }}
                  onFocus={() => setActive(index)}
                >
                  <PlanRowView
                    row={row}
                    isActive={index === activeIndex}
                    isAsked={list === 'ambiguous' && row.candidates.length > 0}
                    onChoose={onChoose}
                    onSearch={onSearch}
                  />
                </div>
              )
            );
          })}
        </div>
      </div>
      {searched && (
        <TitlePicker
          title={t('import.plan.whichTitle')}
          subtitle={t('import.plan.fileSays', { name: line(searched.named) })}
          initialText={searched.named.title ?? ''}
          onPick={({ id }) => {
            onChoose(searched, { action: 'title', mediaId: id });
            setSearched(null);
          }}
          onClose={() => setSearched(null)}
        />
      )}
    </>
  );
}

/** Undefined: the key says nothing here. null takes back. */
function keyChoice(key: string, row: PlanRow): Choice | null | undefined {
  if (key === 's') return { action: 'skip' };
  if (key === 'u') return row.choice === null ? undefined : null;
  if (row.candidates.length === 0) return undefined;
  if (key === 'n') return { action: 'new' };
  const mediaId = /^[1-9]$/.test(key) ? row.candidates[Number(key) - 1]?.id : undefined;
  return mediaId ? { action: 'title', mediaId } : undefined;
}

/** As soon as it is drawn: a virtualised list needs a frame or two. */
function focusRow(scroller: { readonly current: HTMLElement | null }, index: number, tries: number): void {
  const row = scroller.current?.querySelector<HTMLElement>(`[role="row"][data-index="${index}"]`);
  if (row) row.focus();
  else if (tries > 0) requestAnimationFrame(() => focusRow(scroller, index, tries - 1));
}

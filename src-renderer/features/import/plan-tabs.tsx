// What would become of the rows: one bar in proportion, and a tab for each list. Conflicts and ambiguous rows that were
// settled are in two lists, so the bar has only the outcomes that add up to all rows.
import { useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { cx } from '#renderer/ui/cx.ts';
import type { PlanCounts, PlanList } from '#shared/api/import-plans.ts';
import bar from './outcome-bar.module.css';
import styles from './plan-tabs.module.css';

export interface PlanTabsProps {
  readonly counts: PlanCounts;
  readonly chosen: PlanList;
  readonly onChoose: (list: PlanList) => void;
}

/** In the order in which they ask for a look, and how the bar shows them. */
const lists = [
  'new', 'changed', 'unchanged', 'conflict', 'ambiguous', 'skipped', 'refused',
] as const; // prettier-ignore
const always: ReadonlySet<PlanList> = new Set(['new', 'changed', 'unchanged', 'ambiguous', 'refused']);
const parts = [
  ['new', 'inserted'],
  ['changed', 'updated'],
  ['unchanged', 'unchanged'],
  ['unsettled', 'ambiguous'],
  ['skipped', 'skipped'],
  ['refused', 'rejected'],
] as const;

export function shownLists(counts: PlanCounts): readonly PlanList[] {
  return lists.filter((list) => always.has(list) || counts[list] > 0);
}

export function PlanTabs({ counts, chosen, onChoose }: PlanTabsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const tabs = useRef<HTMLDivElement>(null);
  const shown = shownLists(counts);

  const onKeyDown = (event: KeyboardEvent) => {
    const at = shown.indexOf(chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: shown.length - 1 }[event.key];
    const list = to === undefined ? undefined : shown[(to + shown.length) % shown.length];
    if (list === undefined) return;
    event.preventDefault();
    onChoose(list);
    tabs.current?.querySelector<HTMLElement>(`[data-list="${list}"]`)?.focus();
  };

  return (
    <div>
      <div className={bar['bar']} aria-hidden>
        {parts
          .filter(([name]) => counts[name] > 0)
          .map(([name, colour]) => (
            <span
              key={name}
              className={cx(bar['part'], bar[colour], styles[colour])}
              style={{ flexGrow: counts[name] }}
            />
          ))}
      </div>
      <div
        ref={tabs}
        role="tablist"
        tabIndex={-1}
        aria-label={t('import.plan.lists')}
        className={styles['tabs']}
        onKeyDown={onKeyDown}
      >
        {shown.map((list) => {
          const count = list === 'ambiguous' ? counts.unsettled : counts[list];
          return (
            <button
              key={list}
              type="button"
              role="tab"
              data-list={list}
              aria-selected={chosen === list}
              aria-controls="plan-rows"
              tabIndex={chosen === list ? 0 : -1}
              className={cx(styles['tab'], count > 0 && styles[`asks-${list}`])}
              onClick={() => onChoose(list)}
            >
              <span className={cx(styles['number'], count === 0 && styles['zero'])}>
                {format.number(count)}
              </span>
              <span className={styles['name']}>
                <span className={cx(bar['dot'], styles[`dot-${list}`])} aria-hidden />
                {t(`import.plan.list.${list}`)}
              </span>
            </button>
          );
        })}
      </div>
    </div>
  );
}

// A month as a calendar of covers. One stop for Tab; arrows go by day and week, Page keys by month, Enter opens the day.
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- cells of equal height are a CSS grid, which real table elements are not */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { today, usePlayDate } from '#renderer/data/play-date.ts';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import type { MethodOutput } from '#shared/api/index.ts';
import { addMonths, weeksOfMonth, weekStartOf } from '#shared/domain/calendar.ts';
import { addDays, datePartsOf, partialDate, type PartialDate } from '#shared/domain/partial-date.ts';
import { useMonth } from './diary-queries.ts';
import styles from './month-view.module.css';
import { PeriodBar } from './period-bar.tsx';

export interface MonthViewProps {
  readonly at: PartialDate | null;
  readonly onAt: (at: PartialDate | null) => void;
  readonly onOpen: (day: PartialDate) => void;
}

type Day = MethodOutput<'diary.month'>['days'][number];

export function MonthView({ at, onAt, onOpen }: MonthViewProps) {
  const { t, i18n } = useTranslation();
  const dates = usePlayDate();
  const grid = useRef<HTMLDivElement>(null);
  const now = today();
  const { year, month: known } = datePartsOf(at ?? now);
  const month = known ?? 1;
  const shown = monthOf(year, month);
  const { data } = useMonth(year, month);
  const byDay = useMemo(() => new Map<string, Day>(data?.days.map((day) => [day.day, day])), [data]);
  const weeks = weeksOfMonth(year, month, weekStartOf(i18n.language));
  const [chosen, setChosen] = useState<PartialDate>(now);
  const active = chosen.startsWith(shown) ? chosen : (`${shown}-01` as PartialDate);
  const moving = useRef(false);
  useEffect(() => {
    if (!moving.current) return;
    moving.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-day="${active}"]`)?.focus();
  }, [active]);

  const go = (months: number) => {
    const to = addMonths(year, month, months);
    const next = monthOf(to.year, to.month);
    if (next <= now) onAt(now.startsWith(next) ? null : next);
    return next;
  };
  const focus = (day: PartialDate) => {
    if (day > now) return;
    if (!day.startsWith(shown)) go(day < shown ? -1 : 1);
    setChosen(day);
    moving.current = true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isRightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl';
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: isRightToLeft ? -1 : 1, ArrowLeft: isRightToLeft ? 1 : -1, ArrowDown: 7, ArrowUp: -7,
    }; // prettier-ignore
    const step = steps[event.key];
    if (step !== undefined) focus(addDays(active, step));
    else if (event.key === 'PageUp' || event.key === 'PageDown') {
      const to = addMonths(year, month, event.key === 'PageUp' ? -1 : 1);
      focus(`${monthOf(to.year, to.month)}-01` as PartialDate);
    } else if ((event.key === 'Enter' || event.key === ' ') && byDay.has(active)) onOpen(active);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const total = (data?.days.reduce((sum, { count }) => sum + count, 0) ?? 0) + (data?.vague ?? 0);
  return (
    <>
      <PeriodBar
        name={dates.month(shown)}
        before={() => void go(-1)}
        after={shown < now.slice(0, 7) ? () => void go(1) : undefined}
        present={now.startsWith(shown) ? undefined : () => onAt(null)}
        labels={{
          before: t('diary.month.before'),
          after: t('diary.month.after'),
          present: t('diary.month.present'),
        }}
        note={
          <>
            {data && t('diary.count', { count: total })}
            {data && data.vague > 0 && ` · ${t('diary.month.vague', { count: data.vague })}`}
          </>
        }
      />
      <div
        ref={grid}
        role="grid"
        aria-label={dates.month(shown)}
        tabIndex={-1}
        className={styles['grid']}
        onKeyDown={onKeyDown}
      >
        <div role="row" className={styles['week']}>
          {weeks[0]?.map(({ day }) => (
            <span key={day} role="columnheader" className={styles['weekday']}>
              {dates.weekday(day)}
            </span>
          ))}
        </div>
        {weeks.map((week) => (
          <div key={week[0]?.day} role="row" className={styles['week']}>
            {week.map(({ day, isOutside }) => (
              <Cell
                key={day}
                day={day}
                isOutside={isOutside}
                isToday={day === now}
                isActive={day === active}
                plays={byDay.get(day)}
                label={t('ui.heatMap.day', {
                  day: dates.full(day),
                  what: t('diary.count', { count: byDay.get(day)?.count ?? 0 }),
                })}
                onFocus={() => setChosen(day)}
                onOpen={() => onOpen(day)}
              />
            ))}
          </div>
        ))}
      </div>
    </>
  );
}

interface CellProps {
  readonly day: PartialDate;
  readonly isOutside: boolean;
  readonly isToday: boolean;
  readonly isActive: boolean;
  readonly plays: Day | undefined;
  readonly label: string;
  readonly onFocus: () => void;
  readonly onOpen: () => void;
}

function Cell({ day, isOutside, isToday, isActive, plays, label, onFocus, onOpen }: CellProps) {
  if (isOutside) return <span role="presentation" className={cx(styles['cell'], styles['outside'])} />;
  const rest = (plays?.count ?? 0) - (plays?.plays.length ?? 0);
  return (
    <span
      role="gridcell"
      tabIndex={isActive ? 0 : -1}
      data-day={day}
      className={cx(styles['cell'], plays && styles['opens'])}
      onFocus={onFocus}
      {...(plays && { onClick: onOpen })}
    >
      <VisuallyHidden>{label}</VisuallyHidden>
      <span className={cx(styles['number'], isToday && styles['today'])} aria-hidden>
        {Number(day.slice(8))}
      </span>
      {plays && (
        <span className={styles['covers']} aria-hidden>
          {plays.plays.map((play) => (
            <span key={play.id} className={styles['cover']}>
              <Cover media={play.media} isSmall />
            </span>
          ))}
          {rest > 0 && <span className={styles['rest']}>{`+${rest}`}</span>}
        </span>
      )}
    </span>
  );
}

function monthOf(year: number, month: number): PartialDate {
  return partialDate({ year, month, day: null }) ?? (String(year) as PartialDate);
}

// A year at a glance: a square for each day, the darker the more happened. One stop for Tab; arrows go by day and by
// week, Page keys by month. The same figures are there as a table.
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the squares are laid out as a CSS grid, which real table elements are not */
import { Table2 } from 'lucide-react';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { weeksOfYear, weekStartOf, type CalendarDay } from '#shared/domain/calendar.ts';
import { addDays, daysInMonth, type PartialDate } from '#shared/domain/partial-date.ts';
import { cx } from './cx.ts';
import { HeatMapTable } from './heat-map-table.tsx';
import styles from './heat-map.module.css';
import { IconButton } from './icon-button.tsx';

export interface HeatMapProps {
  /** The figure's name. */
  readonly label: string;
  readonly year: number;
  /** How much happened on each day; days that are left out had nothing. */
  readonly counts: ReadonlyMap<string, number>;
  /** "3 plays", also for 0. */
  readonly describe: (count: number) => string;
  /** Opens what stands behind a day. */
  readonly onOpen?: (day: PartialDate) => void;
  /** Days after it are drawn as not there yet. */
  readonly today?: PartialDate;
}

export function HeatMap(props: HeatMapProps) {
  const { label, year, counts, describe, onOpen, today } = props;
  const { t, i18n } = useTranslation();
  const [isTable, setIsTable] = useState(false);
  const [pointed, setPointed] = useState<PartialDate | null>(null);
  const most = useMemo(() => Math.max(0, ...counts.values()), [counts]);
  const total = useMemo(() => [...counts.values()].reduce((sum, count) => sum + count, 0), [counts]);
  const longDay = useMemo(() => dayFormat(i18n.language, { dateStyle: 'full' }), [i18n.language]);
  const sentence = (day: PartialDate) =>
    t('ui.heatMap.day', { day: longDay(day), what: describe(counts.get(day) ?? 0) });

  return (
    <figure className={styles['figure']} aria-label={label}>
      {isTable ? (
        <HeatMapTable label={label} year={year} counts={counts} />
      ) : (
        <Squares
          key={year}
          {...{ label, year, counts, most, sentence, today, onOpen }}
          onPoint={setPointed}
        />
      )}
      <figcaption className={styles['foot']}>
        <span className={styles['said']}>
          {pointed === null || isTable
            ? t('ui.heatMap.inYear', { what: describe(total), year })
            : sentence(pointed)}
        </span>
        {!isTable && (
          <span className={styles['legend']} aria-hidden>
            {t('ui.heatMap.less')}
            {[0, 1, 2, 3, 4].map((level) => (
              <i key={level} className={styles['square']} data-level={level} />
            ))}
            {t('ui.heatMap.more')}
          </span>
        )}
        <IconButton
          label={t(isTable ? 'ui.heatMap.asSquares' : 'ui.heatMap.asTable')}
          icon={<Table2 />}
          isOn={isTable}
          onPress={() => setIsTable(!isTable)}
        />
      </figcaption>
    </figure>
  );
}

interface SquaresProps {
  readonly label: string;
  readonly year: number;
  readonly counts: ReadonlyMap<string, number>;
  readonly most: number;
  readonly sentence: (day: PartialDate) => string;
  readonly today: PartialDate | undefined;
  readonly onOpen: ((day: PartialDate) => void) | undefined;
  readonly onPoint: (day: PartialDate | null) => void;
}

function Squares({ label, year, counts, most, sentence, today, onOpen, onPoint }: SquaresProps) {
  const { i18n } = useTranslation();
  const grid = useRef<HTMLDivElement>(null);
  const locale = i18n.language;
  const weeks = useMemo(() => weeksOfYear(year, weekStartOf(locale)), [year, locale]);
  const [active, setActive] = useState<PartialDate>(() => firstActive(year, today, counts));
  const months = useMemo(() => monthStarts(weeks, locale), [weeks, locale]);
  const shortWeekday = useMemo(() => dayFormat(locale, { weekday: 'short' }), [locale]);

  const focus = (day: PartialDate) => {
    setActive(day);
    grid.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') onOpen?.(active);
    else {
      const to = moved(active, event.key, getComputedStyle(event.currentTarget).direction === 'rtl');
      if (to === undefined) return;
      focus(to < `${year}-01-01` || to > `${year}-12-31` ? active : to);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={styles['scroller']}>
      <div className={styles['months']} aria-hidden style={{ gridTemplateColumns: columns(weeks.length) }}>
        {months.map(({ week, name }) => (
          <span key={name} style={{ gridColumn: `${week + 2} / span 4` }}>
            {name}
          </span>
        ))}
      </div>
      <div
        ref={grid}
        role="grid"
        aria-label={label}
        aria-readonly="true"
        className={styles['grid']}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onPointerLeave={() => onPoint(null)}
        onBlur={() => onPoint(null)}
      >
        {weeks[0]?.map((first, place) => (
          <div
            key={first.day}
            role="row"
            className={styles['row']}
            style={{ gridTemplateColumns: columns(weeks.length) }}
          >
            <span className={styles['weekday']} aria-hidden>
              {place % 2 === 1 && shortWeekday(first.day)}
            </span>
            {weeks.map((week) => {
              const { day, isOutside } = week[place] ?? first;
              if (isOutside) return <span key={day} role="presentation" />;
              return (
                <span
                  key={day}
                  role="gridcell"
                  tabIndex={day === active ? 0 : -1}
                  aria-label={sentence(day)}
                  data-day={day}
                  data-level={levelOf(counts.get(day) ?? 0, most)}
                  className={cx(
                    styles['square'],
                    onOpen && styles['opens'],
                    today !== undefined && day > today && styles['later'],
                  )}
                  onPointerEnter={() => onPoint(day)}
                  onFocus={() => {
                    setActive(day);
                    onPoint(day);
                  }}
                  {...(onOpen && { onClick: () => onOpen(day) })}
                />
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Steps by the root: one busy day doesn't pale all others. */
function levelOf(count: number, most: number): number {
  if (count === 0) return 0;
  return most <= 4 ? count : Math.max(1, Math.ceil(4 * Math.sqrt(count / most)));
}

function columns(weeks: number): string {
  return `var(--weekday-width) repeat(${weeks}, minmax(0, 1fr))`;
}

/** Today, or the last day on which something happened, or the year's first. */
function firstActive(
  year: number,
  today: PartialDate | undefined,
  counts: ReadonlyMap<string, number>,
): PartialDate {
  if (today?.startsWith(String(year))) return today;
  const last = [...counts.keys()].reduce((later, day) => (day > later ? day : later), '');
  return (last.startsWith(String(year)) ? last : `${year}-01-01`) as PartialDate;
}

function moved(day: PartialDate, key: string, isRightToLeft: boolean): PartialDate | undefined {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const forward = isRightToLeft ? 'ArrowLeft' : 'ArrowRight';
  if (key === 'ArrowRight' || key === 'ArrowLeft') return addDays(day, key === forward ? 7 : -7);
  if (key === 'ArrowDown') return addDays(day, 1);
  if (key === 'ArrowUp') return addDays(day, -1);
  if (key === 'PageDown') return addDays(day, daysInMonth(year, month));
  if (key === 'PageUp') return addDays(day, -daysInMonth(year, month === 1 ? 12 : month - 1));
  if (key === 'Home') return addDays(day, 1 - date);
  return key === 'End' ? addDays(day, daysInMonth(year, month) - date) : undefined;
}

/** Over the week in which each month begins. */
function monthStarts(weeks: readonly CalendarDay[][], locale: string): { week: number; name: string }[] {
  const name = dayFormat(locale, { month: 'short' });
  return weeks.flatMap((week, index) => {
    const first = week.find(({ day, isOutside }) => !isOutside && day.endsWith('-01'));
    return first ? [{ week: index, name: name(first.day) }] : [];
  });
}

function dayFormat(locale: string, options: Intl.DateTimeFormatOptions): (day: PartialDate) => string {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  return (day) => format.format(new Date(`${day}T00:00:00Z`));
}

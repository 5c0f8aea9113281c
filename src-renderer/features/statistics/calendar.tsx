// The calendar of a year as a heat map, with what its runs and ends say.
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HeatMap } from '#renderer/ui/heat-map.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import type { Statistics } from '#shared/api/stats.ts';
import { localDay } from '#shared/domain/partial-date.ts';
import styles from './calendar.module.css';
import type { Figure } from './statistics-query.ts';
import { useDateWords } from './use-date-words.ts';

export interface CalendarProps {
  readonly figures: Statistics;
  /** The year that the period is, where it is one. */
  readonly year: number | undefined;
  readonly onOpen: (figure: Figure) => void;
}

export function Calendar({ figures, year, onOpen }: CalendarProps) {
  const { t } = useTranslation();
  const words = useDateWords();
  const [today] = useState(() => localDay(new Date()));
  const years = useMemo(
    () =>
      [...new Set(figures.days.map(({ day }) => Number(day.slice(0, 4))))].sort((one, other) => one - other),
    [figures.days],
  );
  const [wanted, setWanted] = useState<number | null>(null);
  const shown = year ?? (wanted !== null && years.includes(wanted) ? wanted : years.at(-1));
  const counts = useMemo(
    () =>
      new Map(
        figures.days
          .filter(({ day }) => day.startsWith(String(shown)))
          .map(({ day, entries }) => [day, entries]),
      ),
    [figures.days, shown],
  );
  if (shown === undefined) return null;
  const at = years.indexOf(shown);
  const [before, after] = [years[at - 1], years[at + 1]];
  return (
    <section aria-label={t('statistics.calendar')} className={styles['calendar']}>
      <header className={styles['head']}>
        <h2 className={styles['title']}>{t('statistics.calendar')}</h2>
        {year === undefined && (
          <div className={styles['years']}>
            <IconButton
              label={t('statistics.yearBefore')}
              icon={<ChevronLeft />}
              isDisabled={before === undefined}
              onPress={() => before !== undefined && setWanted(before)}
            />
            <span className={styles['year']}>{shown}</span>
            <IconButton
              label={t('statistics.yearAfter')}
              icon={<ChevronRight />}
              isDisabled={after === undefined}
              onPress={() => after !== undefined && setWanted(after)}
            />
          </div>
        )}
      </header>
      <HeatMap
        label={t('statistics.calendarOf', { year: shown })}
        year={shown}
        counts={counts}
        describe={(count) => t('statistics.entries', { count })}
        today={today}
        onOpen={(day) => counts.has(day) && onOpen({ facet: 'day', value: day, name: words.date(day) })}
      />
      <Runs figures={figures} />
    </section>
  );
}

function Runs({ figures: { streaks, first, last } }: { readonly figures: Statistics }) {
  const { t } = useTranslation();
  const words = useDateWords();
  const span = ({ from, to }: { readonly from: string; readonly to: string }) =>
    from === to ? words.date(from) : `${words.date(from)} – ${words.date(to)}`;
  const { days, weeks } = streaks;
  const facts = [
    days.longest && {
      name: t('statistics.longestDays'),
      value: t('statistics.dayCount', { count: days.longest.length }),
      note: span(days.longest),
    },
    weeks.longest && {
      name: t('statistics.longestWeeks'),
      value: t('statistics.weekCount', { count: weeks.longest.length }),
      note: span(weeks.longest),
    },
    weeks.current && {
      name: t('statistics.currentRun'),
      value: t('statistics.weekCount', { count: weeks.current.length }),
      note: days.current ? t('statistics.currentDays', { count: days.current.length }) : '',
    },
    first && { name: t('statistics.first'), value: first.media.title, note: words.date(first.date) },
    last && { name: t('statistics.last'), value: last.media.title, note: words.date(last.date) },
  ].filter((fact) => fact !== null);
  return (
    <dl className={styles['runs']}>
      {facts.map(({ name, value, note }) => (
        <div key={name} className={styles['run']}>
          <dt className={styles['name']}>{name}</dt>
          <dd className={styles['value']} dir="auto">
            {value}
          </dd>
          <dd className={styles['note']}>{note}</dd>
        </div>
      ))}
    </dl>
  );
}

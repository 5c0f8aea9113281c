// The heat map's figures as a table: a row for each month, a column for each day, and the month's sum.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { daysInMonth } from '#shared/domain/partial-date.ts';
import styles from './heat-map.module.css';

const months = Array.from({ length: 12 }, (_nothing, index) => index + 1);
const days = Array.from({ length: 31 }, (_nothing, index) => index + 1);

export interface HeatMapTableProps {
  readonly label: string;
  readonly year: number;
  readonly counts: ReadonlyMap<string, number>;
}

export function HeatMapTable({ label, year, counts }: HeatMapTableProps) {
  const { t, i18n } = useTranslation();
  const monthName = useMemo(() => {
    const format = new Intl.DateTimeFormat(i18n.language, { month: 'short', timeZone: 'UTC' });
    return (month: number) => format.format(new Date(Date.UTC(year, month - 1, 1)));
  }, [i18n.language, year]);
  const count = (month: number, day: number) =>
    counts.get(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`) ?? 0;

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls by itself, so the keyboard must reach it
    <section className={styles['tableScroller']} aria-label={label} tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('ui.heatMap.month')}</th>
            {days.map((day) => (
              <th key={day} scope="col">
                {day}
              </th>
            ))}
            <th scope="col">{t('ui.heatMap.sum')}</th>
          </tr>
        </thead>
        <tbody>
          {months.map((month) => (
            <tr key={month}>
              <th scope="row">{monthName(month)}</th>
              {days.map((day) => (
                <td key={day} data-none={count(month, day) === 0 || undefined}>
                  {day > daysInMonth(year, month) ? '' : count(month, day) || '·'}
                </td>
              ))}
              <td className={styles['sum']}>{days.reduce((sum, day) => sum + count(month, day), 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

// Dates of any precision, and numbers of hours, in the reader's words.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import type { Period } from '#shared/api/stats.ts';

export interface DateWords {
  /** 2024 → "2024", 2024-05 → "May 2024", 2024-05-31 → "31 May 2024". */
  date(date: string): string;
  /** 2024-05 → "May"; a year stays. For axes. */
  short(date: string): string;
  /** "All time", "2024", "since May 2024", "1 May 2023 – 2024". */
  period(period: Period): string;
  /** Monday is 0. */
  weekday(index: number, style: 'long' | 'short'): string;
  /** 21 → "21:00" or "9 PM". */
  hour(hour: number): string;
  /** Minutes as hours: "1,204 h"; under ten with a decimal. */
  hours(minutes: number): string;
}

export function useDateWords(): DateWords {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const locale = i18n.language;
    const form = (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    const [month, day, shortMonth] = [
      form({ month: 'long', year: 'numeric' }),
      form({ dateStyle: 'long' }),
      form({ month: 'short' }),
    ];
    const weekdays = { long: form({ weekday: 'long' }), short: form({ weekday: 'short' }) };
    const clock = form({ hour: 'numeric' });
    const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
    const at = (date: string) => new Date(`${`${date}-01-01`.slice(0, 10)}T00:00:00Z`);
    const date = (text: string) => {
      if (text.length === 4) return text;
      return (text.length === 7 ? month : day).format(at(text));
    };
    return {
      date,
      short: (text) => (text.length === 7 ? shortMonth.format(at(text)) : date(text)),
      period({ from, to }) {
        if (from === undefined)
          return to === undefined ? t('statistics.allTime') : t('statistics.until', { date: date(to) });
        if (to === undefined) return t('statistics.since', { date: date(from) });
        return from === to ? date(from) : `${date(from)} – ${date(to)}`;
      },
      // 1 January 2024 was a Monday.
      weekday: (index, style) => weekdays[style].format(new Date(Date.UTC(2024, 0, 1 + index))),
      hour: (hour) => clock.format(new Date(Date.UTC(2024, 0, 1, hour))),
      hours(minutes) {
        const hours = minutes / 60;
        return t('statistics.hours', {
          hours: hours < 10 ? tenths.format(hours) : format.number(Math.round(hours)),
        });
      },
    };
  }, [t, i18n.language, format]);
}

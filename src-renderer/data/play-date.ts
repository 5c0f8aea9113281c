// Dates of plays as people say them, as precisely as they are known.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { datePartsOf, localDay, addDays, type PartialDate } from '#shared/domain/partial-date.ts';

export interface PlayDate {
  /** "today", "yesterday", "Wed, 1 May 2024", "May 2024", "2024", "some time". */
  say(date: PartialDate | null): string;
  /** "May 2024", of any date of that month. */
  month(date: PartialDate): string;
  /** "Wed", of a day. */
  weekday(date: PartialDate): string;
  /** "1 May 2024" with its weekday, in full. */
  full(date: PartialDate): string;
  /** "May", by number from 1. */
  monthName(month: number): string;
}

export function usePlayDate(): PlayDate {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const format = (options: Intl.DateTimeFormatOptions) => {
      const formatter = new Intl.DateTimeFormat(i18n.language, { ...options, timeZone: 'UTC' });
      return (date: PartialDate) => formatter.format(momentOf(date));
    };
    const day = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
    const month = format({ month: 'long', year: 'numeric' });
    const name = format({ month: 'long' });
    return {
      month,
      weekday: format({ weekday: 'short' }),
      full: format({ dateStyle: 'full' }),
      monthName: (number) => name(`2000-${String(number).padStart(2, '0')}` as PartialDate),
      say(date) {
        if (date === null) return t('data.date.someTime');
        if (date.length === 4) return date;
        if (date.length === 7) return month(date);
        const now = today();
        if (date === now) return t('data.date.today');
        return date === addDays(now, -1) ? t('data.date.yesterday') : day(date);
      },
    };
  }, [t, i18n.language]);
}

/** By the clock of this computer. */
export function today(): PartialDate {
  return localDay(new Date());
}

function momentOf(date: PartialDate): Date {
  const { year, month, day } = datePartsOf(date);
  return new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
}

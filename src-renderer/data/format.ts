// Numbers, dates and sizes as the reader's locale writes them.
import { useTranslation } from 'react-i18next';
import { perLocale } from '#shared/per-locale.ts';

export interface Format {
  /** 1204 → "1,204". */
  number(value: number): string;
  /** 0.873 → "87%". */
  percent(value: number): string;
  /** An instant → "12 March 2024". */
  date(instant: string): string;
  /** An instant → "12 Mar 2024, 14:05". */
  dateTime(instant: string): string;
  /** An instant as people say it: "just now", "5 minutes ago", "yesterday", then the date. */
  ago(instant: string): string;
  /** 1_536_000 → "1.5 MB". */
  bytes(value: number): string;
  /** Seconds → "12 seconds", "5 minutes". */
  duration(seconds: number): string;
}

export function useFormat(): Format {
  const { i18n } = useTranslation();
  return formatOf(i18n.language);
}

export function createFormat(locale: string, now: () => Date): Format {
  const integer = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return {
    number: (value) => integer.format(value),
    percent: (value) => percent.format(value),
    date: (instant) => day.format(new Date(instant)),
    dateTime: (instant) => moment.format(new Date(instant)),
    ago(instant) {
      const then = new Date(instant);
      const seconds = (then.getTime() - now().getTime()) / 1000;
      if (seconds > -60) return relative.format(0, 'second');
      if (seconds > -3600) return relative.format(Math.round(seconds / 60), 'minute');
      const days = daysBetween(now(), then);
      if (days === 0) return relative.format(Math.round(seconds / 3600), 'hour');
      if (days > -7) return relative.format(days, 'day');
      return day.format(then);
    },
    bytes(value) {
      const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
      const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
      const unit = units[power] ?? 'byte';
      // "119 bytes", but "1.5 MB".
      const form = power === 0 ? { unitDisplay: 'long' as const } : { maximumFractionDigits: 1 };
      return new Intl.NumberFormat(locale, { style: 'unit', unit, ...form }).format(value / 1000 ** power);
    },
    duration(seconds) {
      const whole = (value: number, unit: string) =>
        new Intl.NumberFormat(locale, {
          style: 'unit',
          unit,
          unitDisplay: 'long',
          maximumFractionDigits: 0,
        }).format(value);
      if (seconds < 90) return whole(seconds, 'second');
      return seconds < 5400 ? whole(seconds / 60, 'minute') : whole(seconds / 3600, 'hour');
    },
  };
}

const formatOf = perLocale((locale) => createFormat(locale, systemNow));

/** Whole calendar days from one date to another, in the local time zone. */
function daysBetween(from: Date, to: Date): number {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
}

function systemNow(): Date {
  return new Date();
}

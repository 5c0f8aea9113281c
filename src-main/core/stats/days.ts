// Calendar dates as whole numbers (20240531), vague ones with zeros in place of what isn't known (20240500, 20240000,
// 0), so that ten thousands of them are compared without a text.
import { daysInMonth } from '#shared/domain/partial-date.ts';

/** 2024-05-31 → 20240531, 2024-05 → 20240500, 2024 → 20240000, null → 0. */
export function dateNumber(date: string | null): number {
  if (date === null) return 0;
  const year = digits(date, 0, 4);
  const month = date.length > 4 ? digits(date, 5, 7) : 0;
  return year * 10_000 + month * 100 + (date.length > 7 ? digits(date, 8, 10) : 0);
}

/** The first day that a date may mean. */
export function firstDay(date: number): number {
  if (date % 10_000 === 0) return date + 101;
  return date % 100 === 0 ? date + 1 : date;
}

/** The last day that a date may mean. */
export function lastDay(date: number): number {
  if (date % 10_000 === 0) return date + 1231;
  if (date % 100 > 0) return date;
  return date + daysInMonth(yearOf(date), monthOf(date));
}

export function yearOf(date: number): number {
  return Math.floor(date / 10_000);
}

/** 1 to 12; 0 where it isn't known. */
export function monthOf(date: number): number {
  return Math.floor(date / 100) % 100;
}

export function isDay(date: number): boolean {
  return date % 100 > 0;
}

/** As texts are written everywhere else; null for 0. */
export function dateText(date: number): string | null {
  if (date === 0) return null;
  const text = String(date).padStart(8, '0');
  const [year, month, day] = [text.slice(0, 4), text.slice(4, 6), text.slice(6)];
  if (month === '00') return year;
  return day === '00' ? `${year}-${month}` : `${year}-${month}-${day}`;
}

/** Days since 1970-01-01 of a whole date. */
export function epochDay(date: number): number {
  return Date.UTC(yearOf(date), monthOf(date) - 1, date % 100) / 86_400_000;
}

/** 0 is Monday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The text of a day since 1970-01-01. */
export function epochDayText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/**
 * The day on the computer's own clock of an instant (UTC, ISO 8601). Files that know only the day give midnight UTC,
 * which stays that day everywhere.
 */
export function instantDay(instant: string): number {
  if (instant.endsWith('T00:00:00.000Z')) return dateNumber(instant.slice(0, 10));
  return localDayNumber(new Date(instant));
}

export function localDayNumber(time: Date): number {
  return time.getFullYear() * 10_000 + (time.getMonth() + 1) * 100 + time.getDate();
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let place = from; place < to; place++) value = value * 10 + text.charCodeAt(place) - 48;
  return value;
}

// Dates as foreign files write them, kept as precise as they are: a year, a month, a day or an instant. What the
// services mean by "unknown" (1970, the year 1) is no date.
import { parseMoment } from '#shared/domain/csv/cell-text.ts';
import { evidentOrder, numericDate, type DateOrder } from '#shared/domain/csv/date-order.ts';

/** '' where the file means that nobody knows; undefined for what can't be read. */
export function moment(text: string): string | undefined {
  const clean = text.trim();
  if (clean === '' || /^(?:0000|0001|1970-01-01)\b/.test(clean) || /^0+$/.test(clean)) return '';
  const partial = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(clean);
  if (partial) {
    const [, year = '', month, day] = partial;
    return calendar(
      Number(year),
      month === undefined ? null : Number(month),
      day === undefined ? null : Number(day),
    );
  }
  const instant = parseMoment(
    clean.replace(/^(\d{4})\/(\d\d)\/(\d\d)/, '$1-$2-$3').replace(/(\d\d:\d\d:\d\d)\.0$/, '$1'),
  );
  if (instant === undefined) return words(clean);
  return instant.startsWith('1970-01-01') ? '' : instant;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** "14 Nov 2023, 22:13", "19 Aug 2026 20:48", "Sat Dec 31 00:00:00 2016", "Nov 14, 2023". */
function words(text: string): string | undefined {
  const dayFirst =
    /^(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})\.?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})(?:,?\s+(\d{1,2}):(\d\d)(?::(\d\d))?)?(?:\s*(?:UTC|GMT|Z))?$/.exec(
      text,
    );
  if (dayFirst) return named(dayFirst[3], dayFirst[2], dayFirst[1], dayFirst.slice(4));
  const c = /^[A-Za-z]{3}\s+([A-Za-z]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d\d):(\d\d)\s+(\d{4})$/.exec(text);
  if (c) return named(c[6], c[1], c[2], c[3] === '00' && c[4] === '00' && c[5] === '00' ? [] : c.slice(3, 6));
  const monthFirst =
    /^([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})(?:,?\s+(\d{1,2}):(\d\d)(?::(\d\d))?)?$/.exec(text);
  return monthFirst ? named(monthFirst[3], monthFirst[1], monthFirst[2], monthFirst.slice(4)) : undefined;
}

function named(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  time: readonly (string | undefined)[],
): string | undefined {
  const at = months.indexOf((month ?? '').slice(0, 3).toLowerCase());
  if (at < 0) return undefined;
  return withTime(calendar(Number(year), at + 1, Number(day)), time);
}

function withTime(
  date: string | undefined,
  [hour, minute, second]: readonly (string | undefined)[],
): string | undefined {
  if (date === undefined || date === '' || hour === undefined) return date;
  return parseMoment(`${date}T${hour.padStart(2, '0')}:${minute ?? '00'}:${second ?? '00'}Z`);
}

function calendar(year: number, month: number | null, day: number | null): string | undefined {
  if (year <= 1) return '';
  if (year < 1900 || year > 2099) return undefined;
  if (month === null) return String(year);
  if (month < 1 || month > 12) return undefined;
  const start = `${year}-${String(month).padStart(2, '0')}`;
  if (day === null) return start;
  if (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined;
  return year === 1970 && month === 1 && day === 1 ? '' : `${start}-${String(day).padStart(2, '0')}`;
}

/** Like `moment`, and "8/21/2015" or "18-12-2023 21:50:41" in the order that was found or said. */
export function momentIn(text: string, order: DateOrder | null): string | undefined {
  const match = numericDate.exec(text.trim());
  if (!match) return moment(text);
  const evident = evidentOrder(match);
  if (order === null && evident === undefined) return undefined;
  const dayIsFirst = order === 'day-first' || evident === 'day-first';
  const [, first, , second, yearText = '', ...time] = match;
  const year = yearText.length === 2 ? 2000 + Number(yearText) : Number(yearText);
  const [day, month] = dayIsFirst ? [Number(first), Number(second)] : [Number(second), Number(first)];
  return withTime(calendar(year, month, day), time);
}

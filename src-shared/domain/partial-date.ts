// Calendar dates as precisely as somebody knows them: a year, a month or a day, written 2019, 2019-05 or 2019-05-01.
// As text they sort by time, a vaguer date before the exact ones that it holds.

declare const brand: unique symbol;
export type PartialDate = string & { readonly [brand]: 'PartialDate' };

export const precisions = ['year', 'month', 'day'] as const;
export type Precision = (typeof precisions)[number];

export interface DateParts {
  readonly year: number;
  /** 1 to 12; null where only the year is known. */
  readonly month: number | null;
  readonly day: number | null;
}

/** Years that a person may mean; wider only by accident. */
export const earliestYear = 1800;
export const latestYear = 2100;

const form = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;

/** Reads 2019, 2019-05 or 2019-05-01; undefined for everything else, such as a 30th of February. */
export function parsePartialDate(text: string): PartialDate | undefined {
  const match = form.exec(text.trim());
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)];
  if (year < earliestYear || year > latestYear || month < 1 || month > 12) return undefined;
  if (day < 1 || day > daysInMonth(year, month)) return undefined;
  return match[0] as PartialDate;
}

export function isPartialDate(value: unknown): value is PartialDate {
  return typeof value === 'string' && parsePartialDate(value) === value;
}

/** What the date says, in numbers. */
export function datePartsOf(date: PartialDate): DateParts {
  const [year, month, day] = date.split('-').map(Number);
  return { year: year ?? earliestYear, month: month ?? null, day: day ?? null };
}

/** A month or a day only where what is above it is known. Undefined where there is no such day. */
export function partialDate({ year, month, day }: DateParts): PartialDate | undefined {
  const known = [String(year).padStart(4, '0')];
  if (month !== null) known.push(twoDigits(month));
  if (month !== null && day !== null) known.push(twoDigits(day));
  return parsePartialDate(known.join('-'));
}

export function precisionOf(date: PartialDate): Precision {
  return date.length === 4 ? 'year' : date.length === 7 ? 'month' : 'day';
}

/** Before (negative), after (positive) or the same text; a vaguer date comes before the exact ones that it holds. */
export function comparePartialDates(one: PartialDate, other: PartialDate): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Whether both may mean the same day, as far as both are known; an unknown date may be any. */
export function datesAgree(one: PartialDate | null, other: PartialDate | null): boolean {
  return one === null || other === null || one.startsWith(other) || other.startsWith(one);
}

/** The calendar day of a moment on this computer's own clock. */
export function localDay(moment: Date): PartialDate {
  const day = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()] as const;
  return `${String(day[0]).padStart(4, '0')}-${twoDigits(day[1])}-${twoDigits(day[2])}` as PartialDate;
}

/** The day so many days later, or earlier: of 2024-02-28 and 2 it is 2024-03-01. */
export function addDays(day: PartialDate, days: number): PartialDate {
  const { year, month, day: date } = datePartsOf(day);
  const moved = new Date(Date.UTC(year, (month ?? 1) - 1, (date ?? 1) + days));
  return moved.toISOString().slice(0, 10) as PartialDate;
}

/** `month` from 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

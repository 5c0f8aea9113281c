// Calendars on a page: which day a week begins with where the reader lives, and the weeks of a month or a year.
import { addDays, datePartsOf, daysInMonth, partialDate, type PartialDate } from './partial-date.ts';

/** 0 is Monday, 6 is Sunday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export interface CalendarDay {
  readonly day: PartialDate;
  /** Days of the months before and after fill the first and last week. */
  readonly isOutside: boolean;
}

/** The day that weeks begin with in the reader's locale: "en" is Sunday, "de" Monday. */
export function weekStartOf(locale: string): Weekday {
  const known = new Intl.Locale(locale) as Intl.Locale & {
    readonly weekInfo?: { readonly firstDay: number };
    getWeekInfo?: () => { readonly firstDay: number };
  };
  const first = (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? 1;
  return ((first + 6) % 7) as Weekday;
}

export function weekdayOf(day: PartialDate): Weekday {
  const { year, month, day: date } = datePartsOf(day);
  return ((new Date(Date.UTC(year, (month ?? 1) - 1, date ?? 1)).getUTCDay() + 6) % 7) as Weekday;
}

/** The whole weeks that hold a month, each of seven days. `month` from 1 to 12. */
export function weeksOfMonth(year: number, month: number, weekStart: Weekday): CalendarDay[][] {
  return weeksBetween(dayOf(year, month, 1), dayOf(year, month, daysInMonth(year, month)), weekStart);
}

/** The whole weeks that hold a year: 53 or 54 of them. */
export function weeksOfYear(year: number, weekStart: Weekday): CalendarDay[][] {
  return weeksBetween(dayOf(year, 1, 1), dayOf(year, 12, 31), weekStart);
}

/** `month` from 1 to 12; `months` may be negative. */
export function addMonths(year: number, month: number, months: number): { year: number; month: number } {
  const count = year * 12 + (month - 1) + months;
  return { year: Math.floor(count / 12), month: (((count % 12) + 12) % 12) + 1 };
}

function weeksBetween(first: PartialDate, last: PartialDate, weekStart: Weekday): CalendarDay[][] {
  let day = addDays(first, -((weekdayOf(first) - weekStart + 7) % 7));
  const weeks: CalendarDay[][] = [];
  while (day <= last) {
    const week: CalendarDay[] = [];
    for (let place = 0; place < 7; place++) {
      week.push({ day, isOutside: day < first || day > last });
      day = addDays(day, 1);
    }
    weeks.push(week);
  }
  return weeks;
}

function dayOf(year: number, month: number, day: number): PartialDate {
  const date = partialDate({ year, month, day });
  if (date === undefined) throw new Error(`no such day: ${year}-${month}-${day}`);
  return date;
}

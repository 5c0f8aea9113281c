// Which of day and month comes first in dates like 3/4/2019: what the dates themselves say of it.
export const dateOrders = ['day-first', 'month-first'] as const;
export type DateOrder = (typeof dateOrders)[number];

/** "3/4/2019", "31.12.2020", "18-12-2023 21:50:41": first, separator, second, year, then the time of day. */
export const numericDate = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:,?\s+(\d{1,2}):(\d\d)(?::(\d\d))?)?$/;

/** What the dates of a file say of their order: `unknown` where each could be either, or where they contradict. */
export function createOrderFinder() {
  let dayFirst = false;
  let monthFirst = false;
  let isNumeric = false;
  return {
    see(text: string): void {
      const match = numericDate.exec(text.trim());
      if (!match) return;
      isNumeric = true;
      const order = evidentOrder(match);
      if (order === 'day-first') dayFirst = true;
      else if (order === 'month-first') monthFirst = true;
    },
    found(): DateOrder | 'unknown' | 'none' {
      if (!isNumeric) return 'none';
      if (dayFirst === monthFirst) return 'unknown';
      return dayFirst ? 'day-first' : 'month-first';
    },
  };
}

/** Whether only somebody who knows the file can say which day is meant. */
export function isOpenDate(text: string): boolean {
  const match = numericDate.exec(text.trim());
  return match !== null && evidentOrder(match) === undefined;
}

/** What one date, as `numericDate` matched it, says by itself. */
export function evidentOrder([, first, separator, second]: RegExpExecArray): DateOrder | undefined {
  // Nobody writes months first with dots.
  if (separator === '.' || Number(first) > 12) return 'day-first';
  return Number(second) > 12 ? 'month-first' : undefined;
}

import { expect, test } from 'vitest';
import { addMonths, weekdayOf, weeksOfMonth, weeksOfYear, weekStartOf } from '#shared/domain/calendar.ts';
import type { PartialDate } from '#shared/domain/partial-date.ts';

test('weeks begin with the day of the reader’s locale', () => {
  expect([weekStartOf('en'), weekStartOf('en-GB'), weekStartOf('de')]).toEqual([6, 0, 0]);
});

test('a month is whole weeks, with its neighbours’ days outside', () => {
  const weeks = weeksOfMonth(2024, 2, 0);
  expect(weeks.map((week) => week[0]?.day)).toEqual([
    '2024-01-29',
    '2024-02-05',
    '2024-02-12',
    '2024-02-19',
    '2024-02-26',
  ]);
  expect(weeks.flat().filter(({ isOutside }) => !isOutside)).toHaveLength(29);
  expect(weeksOfMonth(2024, 2, 6)[0]?.[0]?.day).toBe('2024-01-28');
  expect(weekdayOf('2024-02-29' as PartialDate)).toBe(3);
});

test('a year is whole weeks with every day once', () => {
  for (const year of [2023, 2024, 1900]) {
    const days = weeksOfYear(year, 0)
      .flat()
      .filter(({ isOutside }) => !isOutside);
    expect(new Set(days.map(({ day }) => day)).size).toBe(year === 2024 ? 366 : 365);
  }
});

test('months are counted over years', () => {
  expect(addMonths(2024, 1, -1)).toEqual({ year: 2023, month: 12 });
  expect(addMonths(2024, 11, 14)).toEqual({ year: 2026, month: 1 });
});

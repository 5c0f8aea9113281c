import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  comparePartialDates,
  datePartsOf,
  datesAgree,
  daysInMonth,
  isPartialDate,
  localDay,
  parsePartialDate,
  partialDate,
  precisionOf,
  type PartialDate,
} from '#shared/domain/partial-date.ts';

const d = (text: string) => text as PartialDate;

describe('parsePartialDate', () => {
  test.each(['2019', '2019-05', '2019-05-01', '2024-02-29', '1800', '2100-12-31'])('reads %s', (text) => {
    expect(parsePartialDate(` ${text} `)).toBe(text);
  });

  test.each([
    '', '19', '2019-', '2019-5', '2019-13', '2019-00', '2019-02-29', '2019-04-31', '2019-05-00', '2019-05-01T10:00',
    '2019/05/01', '01.05.2019', '1799', '2101', '٢٠١٩',
  ])('refuses %j', (text) => {
    expect(parsePartialDate(text)).toBeUndefined();
  }); // prettier-ignore
});

test('a date taken apart and put together again is the same date', () => {
  const dates = fc
    .tuple(
      fc.integer({ min: 1800, max: 2100 }),
      fc.integer({ min: 0, max: 12 }),
      fc.integer({ min: 0, max: 31 }),
    )
    .map(([year, month, day]) => partialDate({ year, month: month || null, day: day || null }));
  fc.assert(
    fc.property(dates, (date) => {
      fc.pre(date !== undefined);
      expect(isPartialDate(date)).toBe(true);
      expect(partialDate(datePartsOf(date))).toBe(date);
    }),
    { seed: 20, numRuns: 500 },
  );
  expect(partialDate({ year: 2019, month: null, day: 5 })).toBe('2019');
  expect(partialDate({ year: 2019, month: 2, day: 30 })).toBeUndefined();
});

test('dates sort by time, a vaguer one before what it holds', () => {
  const sorted = ['2019-05-01', '2018-12-31', '2019', '2019-05', '2020'].map(d).sort(comparePartialDates);
  expect(sorted).toEqual(['2018-12-31', '2019', '2019-05', '2019-05-01', '2020']);
  expect(sorted.map(precisionOf)).toEqual(['day', 'year', 'month', 'day', 'year']);
});

test('dates agree where they may be the same day', () => {
  expect(datesAgree(d('2019'), d('2019-05-01'))).toBe(true);
  expect(datesAgree(d('2019-05-01'), d('2019-05'))).toBe(true);
  expect(datesAgree(null, d('2019'))).toBe(true);
  expect(datesAgree(d('2019-05-01'), d('2019-05-02'))).toBe(false);
  expect(datesAgree(d('2019-05'), d('2020'))).toBe(false);
});

test('days are counted over months, leap days and years', () => {
  expect(addDays(d('2024-02-28'), 2)).toBe('2024-03-01');
  expect(addDays(d('2023-12-31'), 1)).toBe('2024-01-01');
  expect(addDays(d('2024-01-01'), -1)).toBe('2023-12-31');
  expect([daysInMonth(2023, 2), daysInMonth(2024, 2), daysInMonth(1900, 2), daysInMonth(2024, 12)]).toEqual([
    28, 29, 28, 31,
  ]);
  expect(localDay(new Date(2024, 0, 5, 23, 59))).toBe('2024-01-05');
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packRows, rowOutcomes, unpackRows, type LoggedRow } from '#main/core/imports/row-log.ts';

test('rows come out of their bytes as they went in, whatever the numbers', () => {
  const step = fc.record({
    lines: fc.integer({ min: 1, max: 70_000 }),
    bytes: fc.integer({ min: 1, max: 2 ** 40 }),
    mediaId: fc.option(fc.integer({ min: 1, max: 2 ** 44 })),
    outcome: fc.constantFrom(...rowOutcomes),
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 45 }),
      fc.array(step, { minLength: 1, maxLength: 50 }),
      (start, steps) => {
        const rows: LoggedRow[] = [];
        let [line, end] = [1, start];
        for (const { lines, bytes, mediaId, outcome } of steps) {
          rows.push({ line: line + lines, end: end + bytes, from: end, mediaId, outcome });
          [line, end] = [line + lines, end + bytes];
        }
        expect(unpackRows(packRows(rows))).toEqual(rows);
      },
    ),
    { seed: 5 },
  );
});

test('a usual row takes few bytes', () => {
  const rows = Array.from({ length: 4096 }, (_, at): LoggedRow => ({
    line: at + 2, end: 30 * (at + 1), from: 30 * at, mediaId: 1 + ((at * 7919) % 60_000), outcome: 'inserted',
  })); // prettier-ignore
  expect(packRows(rows).length / rows.length).toBeLessThan(6);
});

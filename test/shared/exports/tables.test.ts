import { expect, test } from 'vitest';
import { exportTableNames, exportTables, tableOfHeader } from '#shared/exports/tables.ts';

test.for(exportTableNames)(
  '%s is known by its header alone, in any order and with columns of others',
  (table) => {
    expect(tableOfHeader(exportTables[table])).toBe(table);
    expect(tableOfHeader(['extra', ...exportTables[table].toReversed()])).toBe(table);
  },
);

test('another service’s header is none of ours', () => {
  expect(tableOfHeader(['Date', 'Name', 'Year', 'Letterboxd URI', 'Rating'])).toBeUndefined();
});

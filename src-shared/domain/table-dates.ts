// In which order the dates of a mapped table are written, as far as its first rows tell.
import type { ImportShape } from '../api/import-fields.ts';
import type { ImportOptions } from '../api/imports.ts';
import { createOrderFinder, type DateOrder } from './csv/date-order.ts';

/**
 * `none`: they can't be misread, or no column of dates is mapped. `unseen`: the first rows have none in it. `unknown`: they
 * have, and each could be either.
 */
type TableDates = DateOrder | 'unknown' | 'none' | 'unseen';

export interface Table {
  readonly header: readonly string[];
  readonly preview: readonly (readonly string[])[];
}

const dateFields: Partial<Record<ImportShape, 'date' | 'played'>> = {
  reviews: 'date',
  watchlist: 'date',
  plays: 'played',
};

export function datesOfTable({ shape, mapping }: ImportOptions, { header, preview }: Table): TableDates {
  const field = dateFields[shape];
  const name = field === undefined ? undefined : mapping[field];
  if (name === undefined) return 'none';
  const column = header.indexOf(name);
  const dates = preview.map((cells) => cells[column]?.trim() ?? '').filter((text) => text !== '');
  if (dates.length === 0) return 'unseen';
  const finder = createOrderFinder();
  for (const date of dates) finder.see(date);
  return finder.found();
}

/** Whether somebody has to say the order before the table can be read. */
export function needsDateOrder(options: ImportOptions, table: Table): boolean {
  return options.reading.dateOrder === null && datesOfTable(options, table) === 'unknown';
}

/** The same options with the order that the dates themselves show, whatever was said of earlier files. */
export function withSeenOrder(options: ImportOptions, table: Table): ImportOptions {
  const seen = datesOfTable(options, table);
  if (seen !== 'day-first' && seen !== 'month-first') return options;
  return { ...options, reading: { ...options.reading, dateOrder: seen } };
}

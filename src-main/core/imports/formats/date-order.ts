// Which of day and month comes first in a file's dates: what the dates themselves say, else what the user says. Services
// write dates that can't be misread; a spreadsheet in which somebody looked at the file writes them as its country does.
import type { Need, Reading } from '#shared/api/import-formats.ts';
import { createOrderFinder, dateOrders } from '#shared/domain/csv/date-order.ts';
import type { Format } from './format.ts';
import { rowsOf, type SetFile } from './set-file.ts';

/** The same files with the order of their dates; asks for it where the dates of one leave it open. */
export function orderDates(
  { dates }: Format,
  files: readonly SetFile[],
  { dateOrder }: Reading,
): { readonly files: SetFile[]; readonly needs: readonly Need[] } {
  const found = files.map((file) => ({ file, order: findOrder(file, dates?.[file.role] ?? []) }));
  const isOpen = dateOrder === null && found.some(({ order }) => order === 'unknown');
  return {
    files: found.map(({ file, order }) => ({
      ...file,
      dateOrder: order === 'unknown' || order === 'none' ? dateOrder : order,
    })),
    needs: isOpen ? [{ ask: 'dateOrder', choices: [...dateOrders] }] : [],
  };
}

function findOrder(file: SetFile, columns: readonly string[]) {
  const finder = createOrderFinder();
  if (columns.length === 0) return finder.found();
  for (const row of rowsOf(file)) if (!row.refusal) for (const column of columns) finder.see(row.get(column));
  return finder.found();
}

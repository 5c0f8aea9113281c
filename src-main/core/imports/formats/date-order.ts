// Which of day and month comes first in a file's dates: what the dates themselves say, else what the user says.
import type { Need, Reading } from '#shared/api/import-formats.ts';
import { createOrderFinder, type DateOrder } from './moments.ts';
import { rowsOf, type SetFile } from './set-file.ts';

/** Asks for the order of day and month where a file's dates leave it open. */
export function datesNeed(
  hasDates: (file: SetFile) => boolean,
  columns: readonly string[],
): (files: readonly SetFile[], reading: Reading) => Need[] {
  return (files, { dateOrder }) =>
    dateOrder === null && files.some((file) => hasDates(file) && findOrder(file, columns) === 'unknown')
      ? [{ ask: 'dateOrder', choices: ['day-first', 'month-first'] }]
      : [];
}

/** What the file's own dates say, else what the user said. */
export function dateOrderOf(
  file: SetFile,
  columns: readonly string[],
  { dateOrder }: Reading,
): DateOrder | null {
  const found = findOrder(file, columns);
  return found === 'unknown' || found === 'none' ? dateOrder : found;
}

function findOrder(file: SetFile, columns: readonly string[]) {
  const finder = createOrderFinder();
  for (const row of rowsOf(file)) if (!row.refusal) finder.see(row.get(...columns));
  return finder.found();
}

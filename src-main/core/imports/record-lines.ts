// Lines of a table as the record reader sees them: where they end, and their cells where no quotes are in the way.
import type { Delimiter, Newline } from './delimiter.ts';

/** With LF as the newline, the CR before it is the last cell's last character; quoted, it belongs to the text. */
export function dropCarriageReturn(cells: string[], input: string, end: number, newline: Newline): void {
  const last = cells.length - 1;
  const cell = cells[last] ?? '';
  if (newline === '\r' || !cell.endsWith('\r')) return;
  // At the file's end there may be no newline after it.
  const at = input[end - 1] === '\n' ? end - 2 : end - 1;
  if (input[at] === '\r' && !(input[at - 1] === '"' && input[at - 2] === '\r'))
    cells[last] = cell.slice(0, -1);
}

export function lineCells(raw: string, delimiter: Delimiter, newline: Newline): string[] {
  const bare = raw.endsWith(newline) ? raw.slice(0, -1) : raw;
  return (newline === '\n' && bare.endsWith('\r') ? bare.slice(0, -1) : bare).split(delimiter);
}

export function lineLength(text: string, newline: Newline): number | undefined {
  const at = text.indexOf(newline);
  return at < 0 ? undefined : at + 1;
}

export function countNewlines(input: string, start: number, end: number, newline: Newline): number {
  let count = 0;
  for (let at = input.indexOf(newline, start); at >= 0 && at < end; at = input.indexOf(newline, at + 1))
    count++;
  return count;
}

export function isBlank(cell: string): boolean {
  return cell === '' || cell.trim() === '';
}

// Cursors of keyset pages: the sort values of a page's last row, as JSON, opaque to callers.
import { AppError } from '#shared/errors.ts';

/** The cursor's parts. Throws `invalid_input` where it isn't one of ours, as `isOurs` tells. */
export function readCursor<T extends readonly unknown[]>(
  cursor: string,
  isOurs: (parts: readonly unknown[]) => parts is T,
): T {
  try {
    const parts: unknown = JSON.parse(cursor);
    if (Array.isArray(parts) && isOurs(parts)) return parts;
  } catch {
    // Not JSON: refused below, like every other cursor that isn't ours.
  }
  throw new AppError('invalid_input', 'cursor: does not belong to this list', { field: 'cursor' });
}

/** For lists with a choice of sorts: [sort, the row's sort value, id]. */
export function readSortedCursor(cursor: string, sort: string): { value: string | number; id: number } {
  const [, value, id] = readCursor(
    cursor,
    (parts): parts is [string, string | number, number] =>
      parts.length === 3 &&
      parts[0] === sort &&
      (typeof parts[1] === 'string' || typeof parts[1] === 'number') &&
      Number.isSafeInteger(parts[2]),
  );
  return { value, id };
}

// The rows of a list in the order of their places: a file may be sorted in another way, and what a list is given last
// stands last.

/** Rows without a place, or with none that is a number, come after those that have one, as they stand. */
export function byPlace<T>(rows: Iterable<T>, placeOf: (row: T) => string): T[] {
  return [...rows]
    .map((row) => ({ row, place: numberIn(placeOf(row)) }))
    .toSorted((one, other) => (one.place === other.place ? 0 : one.place - other.place))
    .map(({ row }) => row);
}

function numberIn(text: string): number {
  return /^\s*\d{1,9}(?:\.0+)?\s*$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY;
}

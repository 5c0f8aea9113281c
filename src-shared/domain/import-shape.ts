// What a table's columns mean when the table is said to be something else than was thought.
import type { ImportField, ImportShape } from '../api/import-fields.ts';
import type { ImportOptions } from '../api/imports.ts';

/** Fields of a review, each with that of a play which a column of the same name would be. */
const fieldOfPlay = [
  ['date', 'played'],
  ['comment', 'note'],
] as const satisfies readonly (readonly [ImportField, ImportField])[];

/** The day of a review is the day of a play, and its text a play's note: their columns go along. */
export function withShape(options: ImportOptions, shape: ImportShape): ImportOptions {
  const mapping = { ...options.mapping };
  for (const [ofReview, ofPlay] of fieldOfPlay) {
    const [to, from] = shape === 'plays' ? [ofPlay, ofReview] : [ofReview, ofPlay];
    const column = mapping[to] ?? mapping[from];
    delete mapping[from];
    if (column !== undefined) mapping[to] = column;
  }
  return { ...options, shape, mapping };
}

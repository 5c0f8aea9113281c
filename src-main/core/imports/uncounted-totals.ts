// What the ratings of a file's authors add to the totals of titles, until they are written at the import's end.
import { addChange, type TotalsChange } from './gathered-totals.ts';

export interface UncountedTotals {
  readonly titles: Iterable<number>;
  add(mediaId: number, count: number, sum: number): void;
  /** What was gathered may not be all that happened: a batch was rolled back, or others have written. */
  doubt(): void;
  /** By title; undefined where that is in doubt, and only counting anew tells. */
  changes(): ReadonlyMap<number, TotalsChange> | undefined;
}

export function createUncountedTotals(): UncountedTotals {
  const changes = new Map<number, TotalsChange>();
  let isSure = true;
  return {
    get titles() {
      return changes.keys();
    },
    add: (mediaId, count, sum) => addChange(changes, mediaId, count, sum),
    doubt() {
      isSure = false;
    },
    changes: () => (isSure ? changes : undefined),
  };
}

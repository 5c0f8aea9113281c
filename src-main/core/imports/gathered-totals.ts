// The rating totals of titles, gathered over a batch and written once per title before its commit.
import type Database from 'better-sqlite3';
import { createTotalsWriter } from '../reviews/rating-totals.ts';

export interface TotalsChange {
  count: number;
  sum: number;
}

export interface GatheredTotals {
  add(mediaId: number, count: number, sum: number): void;
  settle(): void;
  forget(): void;
}

export function createGatheredTotals(sqlite: Database.Database): GatheredTotals {
  const write = createTotalsWriter(sqlite);
  const gathered = new Map<number, TotalsChange>();
  return {
    add: (mediaId, count, sum) => addChange(gathered, mediaId, count, sum),
    settle() {
      for (const [mediaId, { count, sum }] of gathered)
        if (count !== 0 || sum !== 0) write(mediaId, count, sum);
      gathered.clear();
    },
    forget: () => gathered.clear(),
  };
}

export function addChange(
  changes: Map<number, TotalsChange>,
  mediaId: number,
  count: number,
  sum: number,
): void {
  const known = changes.get(mediaId);
  if (known === undefined) changes.set(mediaId, { count, sum });
  else {
    known.count += count;
    known.sum += sum;
  }
}

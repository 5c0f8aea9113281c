// The way into the middle of a long list: every so many rows of an order are remembered as anchors, so that a page
// anywhere begins at the nearest anchor and skips a bounded number of rows. Anchors are laid only as far as somebody
// jumped, in slices that leave the thread to others, and go with the cache when a commit makes them wrong.
import { setImmediate as rest } from 'node:timers/promises';
import type { Cache } from '../cache.ts';

/** Where a row stands in its order: its sort value and its id. */
export interface Place {
  readonly value: string | number;
  readonly id: number;
}

/** Rows from one anchor to the next. */
export const anchorStep = 1000;

/** The row that stands so many rows after another (null: from the beginning, and it is the `skip`th), if there is one. */
export type RowAfter = (place: Place | null, skip: number) => Promise<Place | null>;

interface Anchors {
  /** The last row of each full step. */
  readonly places: Place[];
  /** The order ends before the next anchor. */
  isWhole: boolean;
  laying: Promise<void>;
}

/** The nearest anchor at or before the row `offset`: read on from behind it and skip so many rows. */
export async function anchorBefore(
  cache: Cache<object>,
  key: string,
  offset: number,
  rowAfter: RowAfter,
): Promise<{ readonly place: Place | null; readonly skip: number }> {
  const wanted = Math.floor(offset / anchorStep);
  if (wanted === 0) return { place: null, skip: offset };
  const { value } = await cache.get(key, async (): Promise<Anchors> => ({
    places: [],
    isWhole: false,
    laying: Promise.resolve(),
  }));
  const anchors = value as Anchors;
  // One after the other: two jumps at once lay each anchor only once.
  anchors.laying = anchors.laying.catch(() => undefined).then(() => lay(anchors, wanted, rowAfter));
  await anchors.laying;
  const laid = Math.min(wanted, anchors.places.length);
  return { place: anchors.places[laid - 1] ?? null, skip: offset - laid * anchorStep };
}

async function lay(anchors: Anchors, wanted: number, rowAfter: RowAfter): Promise<void> {
  while (!anchors.isWhole && anchors.places.length < wanted) {
    const next = await rowAfter(anchors.places.at(-1) ?? null, anchorStep - 1);
    if (next) anchors.places.push(next);
    else anchors.isWhole = true;
    await rest();
  }
}

// Counting titles by what they have in common, with the profile's mean rating of each group.
import type { LedgerTitle } from './ledger.ts';
import type { Named } from './title-facts.ts';
import type { TitleCounts } from './selection.ts';

export interface Tally {
  titles: number;
  entries: number;
  rated: number;
  /** Of ratings, in tenths. */
  sum: number;
}

export type Titles = ReadonlyMap<LedgerTitle, TitleCounts>;

/** `keysOf` names the groups of a title: none, one, or several. */
export function tally<K>(titles: Titles, keysOf: (title: LedgerTitle) => readonly K[]): Map<K, Tally> {
  const tallies = new Map<K, Tally>();
  for (const [title, { entries }] of titles) {
    for (const key of keysOf(title)) add(tallies, key, title, entries);
  }
  return tallies;
}

/** Of titles that are in one group at most. */
export function tallyOne<K>(titles: Titles, keyOf: (title: LedgerTitle) => K | null): Map<K, Tally> {
  const tallies = new Map<K, Tally>();
  for (const [title, { entries }] of titles) {
    const key = keyOf(title);
    if (key !== null) add(tallies, key, title, entries);
  }
  return tallies;
}

function add<K>(tallies: Map<K, Tally>, key: K, { rating }: LedgerTitle, entries: number): void {
  let one = tallies.get(key);
  if (!one) {
    one = { titles: 0, entries: 0, rated: 0, sum: 0 };
    tallies.set(key, one);
  }
  one.titles++;
  one.entries += entries;
  if (rating !== null) {
    one.rated++;
    one.sum += rating;
  }
}

export function meanOf({ rated, sum }: { readonly rated: number; readonly sum: number }): number | null {
  return rated === 0 ? null : sum / rated;
}

/** Most titles first, then most entries, then by name. */
export function mostFirst(tallies: ReadonlyMap<Named, Tally>, most: number) {
  return [...tallies]
    .sort(
      ([one, a], [other, b]) =>
        b.titles - a.titles || b.entries - a.entries || (one.name < other.name ? -1 : 1),
    )
    .slice(0, most)
    .map(toNamed);
}

/**
 * Best first, by a Bayesian mean: each is lent three ratings of the profile's own mean, so that two tens don't beat
 * twenty nines.
 */
export function bestFirst(
  tallies: ReadonlyMap<Named, Tally>,
  mean: number,
  leastRated: number,
  most: number,
) {
  const lent = 3;
  const weighted = ({ sum, rated }: Tally) => (sum + mean * lent) / (rated + lent);
  return [...tallies]
    .filter(([, { rated }]) => rated >= leastRated)
    .sort(
      ([one, a], [other, b]) =>
        weighted(b) - weighted(a) || b.rated - a.rated || (one.name < other.name ? -1 : 1),
    )
    .slice(0, most)
    .map(toNamed);
}

function toNamed([{ name }, one]: readonly [Named, Tally]) {
  return { name, titles: one.titles, entries: one.entries, average: meanOf(one) };
}

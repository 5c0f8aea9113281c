// Counting titles by what they have in common, with the profile's mean rating of each group. Groups are small whole
// numbers, so that tallies stand in arrays.
import type { Ledger, Names } from './ledger.ts';
import type { CountedTitles } from './selection.ts';

/** By group. */
export interface Tallies {
  readonly titles: Int32Array;
  readonly entries: Int32Array;
  readonly rated: Int32Array;
  /** Of ratings, in tenths. */
  readonly sum: Float64Array;
}

export function newTallies(groups: number): Tallies {
  return {
    titles: new Int32Array(groups),
    entries: new Int32Array(groups),
    rated: new Int32Array(groups),
    sum: new Float64Array(groups),
  };
}

/** A title with `entries` of them, whose rating is 0 where it has none. */
export function addTo(
  { titles, entries, rated, sum }: Tallies,
  group: number,
  count: number,
  rating: number,
): void {
  titles[group] = (titles[group] ?? 0) + 1;
  entries[group] = (entries[group] ?? 0) + count;
  if (rating === 0) return;
  rated[group] = (rated[group] ?? 0) + 1;
  sum[group] = (sum[group] ?? 0) + rating;
}

/** `groupOf` gives the group of the title at a place, from 0 to `groups` - 1; below 0: it is in none. */
export function tally(
  { titles }: Ledger,
  counted: CountedTitles,
  groups: number,
  groupOf: (place: number) => number,
): Tallies {
  const tallies = newTallies(groups);
  for (const place of counted.places) {
    const group = groupOf(place);
    if (group >= 0) addTo(tallies, group, counted.entries[place] ?? 0, titles.rating[place] ?? 0);
  }
  return tallies;
}

export function tallyGenres({ titles, genres }: Ledger, counted: CountedTitles): Tallies {
  const tallies = newTallies(genres.shown.length);
  for (const place of counted.places) {
    const end = titles.genreEnd[place] ?? 0;
    for (let at = titles.genreStart[place] ?? 0; at < end; at++)
      addTo(tallies, titles.genreOf[at] ?? 0, counted.entries[place] ?? 0, titles.rating[place] ?? 0);
  }
  return tallies;
}

/** The groups that have a title, ascending. */
export function groupsOf({ titles }: Tallies): number[] {
  const groups: number[] = [];
  for (let group = 0; group < titles.length; group++) if (titles[group] !== 0) groups.push(group);
  return groups;
}

export function meanOf({ rated, sum }: Tallies, group: number): number | null {
  return rated[group] === 0 ? null : (sum[group] ?? 0) / (rated[group] ?? 1);
}

/** Most titles first, then most entries, then by name. */
export function mostFirst(tallies: Tallies, names: Names, most: number) {
  const { titles, entries } = tallies;
  return top(
    groupsOf(tallies),
    most,
    (one, other) =>
      (titles[other] ?? 0) - (titles[one] ?? 0) ||
      (entries[other] ?? 0) - (entries[one] ?? 0) ||
      byName(names, one, other),
  ).map((group) => named(tallies, names, group));
}

/**
 * Best first, by a Bayesian mean: each is lent three ratings of the profile's own mean, so that two tens don't beat
 * twenty nines.
 */
export function bestFirst(tallies: Tallies, names: Names, mean: number, leastRated: number, most: number) {
  const lent = 3;
  const rated = (group: number) => tallies.rated[group] ?? 0;
  const weighted = (group: number) => ((tallies.sum[group] ?? 0) + mean * lent) / (rated(group) + lent);
  return top(
    groupsOf(tallies).filter((group) => rated(group) >= leastRated),
    most,
    (one, other) => weighted(other) - weighted(one) || rated(other) - rated(one) || byName(names, one, other),
  ).map((group) => named(tallies, names, group));
}

/** The first `most` by `compare`, in order: of ten thousands only these are ever sorted. */
export function top(
  values: readonly number[],
  most: number,
  compare: (one: number, other: number) => number,
): number[] {
  const first: number[] = [];
  for (const value of values) {
    const last = first[most - 1];
    if (last !== undefined && compare(value, last) >= 0) continue;
    let place = first.length;
    while (place > 0 && compare(value, first[place - 1] ?? 0) < 0) place--;
    first.splice(place, 0, value);
    if (first.length > most) first.pop();
  }
  return first;
}

function byName({ shown }: Names, one: number, other: number): number {
  return (shown[one] ?? '') < (shown[other] ?? '') ? -1 : 1;
}

function named(tallies: Tallies, { shown }: Names, group: number) {
  return {
    name: shown[group] ?? '',
    titles: tallies.titles[group] ?? 0,
    entries: tallies.entries[group] ?? 0,
    average: meanOf(tallies, group),
  };
}

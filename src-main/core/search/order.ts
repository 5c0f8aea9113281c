// Orders of found titles.
import { sortKey } from '#shared/domain/media-identity.ts';
import type { SearchSort } from '#shared/domain/search-query.ts';
import { foldForSearch } from '#shared/domain/search-words.ts';
import type { Candidate } from './grade.ts';

/** Titles are found from the most popular on: any other order is made of those that were found. */
export function isOtherOrder(sort: SearchSort | undefined): boolean {
  return sort !== undefined && sort !== 'popular';
}

export function sorted(candidates: readonly Candidate[], sort: SearchSort): Candidate[] {
  const key = (title: string) => sortKey(foldForSearch(title));
  const compare: Readonly<Record<SearchSort, (one: Candidate, other: Candidate) => number>> = {
    popular: byPopularity,
    newest: (one, other) => (other.year ?? 0) - (one.year ?? 0),
    oldest: (one, other) => (one.year ?? 9999) - (other.year ?? 9999),
    rating: (one, other) => other.weighted_rating - one.weighted_rating,
    title: (one, other) => (key(one.title) < key(other.title) ? -1 : 1),
    added: (one, other) => other.id - one.id,
  };
  return candidates.toSorted((one, other) => compare[sort](one, other) || one.id - other.id);
}

export function byPopularity(one: Candidate, other: Candidate): number {
  return (
    other.rating_count - one.rating_count ||
    other.weighted_rating - one.weighted_rating ||
    one.title.length - other.title.length ||
    one.id - other.id
  );
}

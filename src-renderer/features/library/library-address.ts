// What the library shows, as it stands in the address: so that going back, or keeping the address, brings it back.
import { shelves, sorts, type MediaFilter } from '#shared/api/catalog.ts';
import { mediaKinds } from '#shared/domain/media-kind.ts';
import { isRating } from '#shared/domain/rating.ts';

export type Sort = (typeof sorts)[number];

export interface LibraryView {
  readonly filter: MediaFilter;
  readonly sort: Sort;
  readonly descending: boolean;
  readonly layout: 'grid' | 'table';
}

const defaultView: LibraryView = { filter: {}, sort: 'title', descending: false, layout: 'grid' };

/** Unknown and damaged parts of an address are left out. */
export function readView(search: URLSearchParams): LibraryView {
  const filter: { -readonly [K in keyof MediaFilter]: MediaFilter[K] } = {};
  const kind = mediaKinds.find((one) => one === search.get('kind'));
  const shelf = shelves.find((one) => one === search.get('shelf'));
  if (kind) filter.kind = kind;
  if (shelf) filter.shelf = shelf;
  for (const field of ['genre', 'creator'] as const) {
    const text = search.get(field)?.trim();
    if (text) filter[field] = text;
  }
  for (const field of ['yearFrom', 'yearTo'] as const) {
    const year = Number(search.get(field) ?? Number.NaN);
    if (Number.isInteger(year)) filter[field] = year;
  }
  for (const field of ['ratingFrom', 'ratingTo'] as const) {
    const rating = Number(search.get(field) ?? Number.NaN);
    if (isRating(rating)) filter[field] = rating;
  }
  const sort = sorts.find((one) => one === search.get('sort')) ?? defaultView.sort;
  return {
    filter,
    sort,
    descending: search.has('desc') ? search.get('desc') === '1' : startsDescending(sort),
    layout: search.get('view') === 'table' ? 'table' : 'grid',
  };
}

export function writeView({ filter, sort, descending, layout }: LibraryView): URLSearchParams {
  const search = new URLSearchParams();
  for (const [field, value] of Object.entries(filter)) {
    if (value !== undefined) search.set(field, String(value));
  }
  if (sort !== defaultView.sort) search.set('sort', sort);
  if (descending !== startsDescending(sort)) search.set('desc', descending ? '1' : '0');
  if (layout !== defaultView.layout) search.set('view', layout);
  return search;
}

/** A title list begins at A, everything else with the newest or the best. */
export function startsDescending(sort: Sort): boolean {
  return sort !== 'title';
}

/** How many of the conditions in the filter panel are set. */
export function countConditions({
  genre,
  creator,
  yearFrom,
  yearTo,
  ratingFrom,
  ratingTo,
}: MediaFilter): number {
  const groups = [genre, creator, yearFrom ?? yearTo, ratingFrom ?? ratingTo];
  return groups.filter((value) => value !== undefined).length;
}

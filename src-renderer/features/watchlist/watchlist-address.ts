// The watchlist's view as its address says it.
import { watchlistSorts, type WatchlistSort } from '#shared/api/lists.ts';
import { mediaKinds, type MediaKind } from '#shared/domain/media-kind.ts';

export interface WatchlistView {
  readonly kind: MediaKind | undefined;
  readonly sort: WatchlistSort;
  readonly descending: boolean;
  readonly layout: 'grid' | 'table';
}

export function readView(search: URLSearchParams): WatchlistView {
  const sort = watchlistSorts.find((one) => one === search.get('sort')) ?? 'added';
  const order = search.get('order');
  return {
    kind: mediaKinds.find((one) => one === search.get('kind')),
    sort,
    descending: order === null ? startsDescending(sort) : order === 'desc',
    layout: search.get('view') === 'table' ? 'table' : 'grid',
  };
}

export function writeView({ kind, sort, descending, layout }: WatchlistView): URLSearchParams {
  const search = new URLSearchParams();
  if (kind !== undefined) search.set('kind', kind);
  if (sort !== 'added') search.set('sort', sort);
  if (descending !== startsDescending(sort)) search.set('order', descending ? 'desc' : 'asc');
  if (layout === 'table') search.set('view', 'table');
  return search;
}

/** The newest and the best come first; titles go from A, short ones before long ones. */
export function startsDescending(sort: WatchlistSort): boolean {
  return sort !== 'title' && sort !== 'length';
}

// The library's titles, page by page. A short list follows every change of the catalogue; a long one that somebody has
// scrolled into stays as it is and offers to show the changes, instead of asking for a hundred pages again.
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import type { MediaSummary } from '#shared/api/catalog.ts';
import type { LibraryView } from './library-address.ts';

export interface LibraryTitles {
  readonly titles: readonly MediaSummary[];
  /** Of the filter; null until the first page is there. */
  readonly total: number | null;
  readonly error: unknown;
  readonly isLoading: boolean;
  /** A long list no longer shows what is there. */
  readonly isOutdated: boolean;
  readonly loadMore: () => void;
  readonly refresh: () => void;
}

const pageSize = 200;
/** Lists of up to this many pages are simply asked again. */
const mostFollowed = 6;

export function useLibraryTitles({ filter, sort, descending }: Omit<LibraryView, 'layout'>): LibraryTitles {
  const api = useApi();
  const queries = useQueryClient();
  // Ordered by the own rating, a list can only hold what was rated; then its count should say so, too.
  const wanted =
    sort === 'mine' && filter.shelf === undefined ? { ...filter, shelf: 'rated' as const } : filter;
  const input = { filter: wanted, sort, descending, limit: pageSize };
  const queryKey = [...keys.catalogList(input), 'pages'];
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => api.call('catalog.list', { ...input, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    enabled: ({ state }) => (state.data?.pages.length ?? 0) <= mostFollowed,
    placeholderData: (before) => before,
  });
  const pages = query.data?.pages;
  const titles = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  const { hasNextPage, isFetchingNextPage, isPlaceholderData, fetchNextPage } = query;
  const isLong = (pages?.length ?? 0) > mostFollowed;
  const [outdated, setOutdated] = useState(false);
  useEffect(() => {
    if (!isLong) return undefined;
    const tell = () => setOutdated(true);
    const ends = [api.on('catalog.changed', tell), api.on('database.changed', tell)];
    return () => {
      for (const end of ends) end();
      setOutdated(false);
    };
  }, [api, isLong]);
  return {
    titles,
    total: pages?.[0]?.total ?? null,
    error: pages === undefined ? query.error : null,
    isLoading: pages === undefined && query.error === null,
    isOutdated: isLong && outdated,
    loadMore: () => {
      if (hasNextPage && !isFetchingNextPage && !isPlaceholderData) void fetchNextPage();
    },
    refresh: () => void queries.resetQueries({ queryKey, exact: true }),
  };
}

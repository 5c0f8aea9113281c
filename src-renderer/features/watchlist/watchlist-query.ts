// The watchlist's titles, page by page.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import type { WatchlistItem } from '#shared/api/lists.ts';
import type { WatchlistView } from './watchlist-address.ts';

const pageSize = 200;

export function useWatchlistTitles({ kind, sort, descending }: WatchlistView) {
  const api = useApi();
  const input = { ...(kind !== undefined && { kind }), sort, descending, limit: pageSize };
  const query = useInfiniteQuery({
    queryKey: keys.watchlist(input),
    queryFn: ({ pageParam }) => api.call('watchlist.list', { ...input, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: (before) => before,
  });
  const pages = query.data?.pages;
  const total = pages?.[0]?.total ?? null;
  // The whole list; empty where a title isn't loaded.
  const titles = useMemo<readonly (WatchlistItem | undefined)[]>(() => {
    const loaded = pages?.flatMap((page) => page.items) ?? [];
    return Array.from({ length: Math.max(loaded.length, total ?? 0) }, (_nothing, index) => loaded[index]);
  }, [pages, total]);
  const { hasNextPage, isFetchingNextPage, isPlaceholderData, fetchNextPage, refetch } = query;
  const loadedCount = pages?.reduce((sum, page) => sum + page.items.length, 0) ?? 0;
  const see = useRef((_last: number) => {});
  useEffect(() => {
    see.current = (last) => {
      if (last > loadedCount - 80 && hasNextPage && !isFetchingNextPage && !isPlaceholderData)
        void fetchNextPage();
    };
  });
  const onView = useCallback((_first: number, last: number) => see.current(last), []);
  return {
    titles,
    total,
    error: pages === undefined ? query.error : null,
    onView,
    retry: () => void refetch(),
  };
}

// Lists as core answers them.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import type { ListId, ListItem } from '#shared/api/lists.ts';

const pageSize = 200;

export function useLists() {
  const api = useApi();
  return useQuery({ queryKey: keys.listIndex, queryFn: () => api.call('lists.index', {}) });
}

export function useList(id: ListId) {
  const api = useApi();
  return useQuery({ queryKey: keys.list(id), queryFn: () => api.call('lists.get', { id }) });
}

export function useListItems(id: ListId) {
  const api = useApi();
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: keys.listItems(id),
    queryFn: ({ pageParam }) => api.call('lists.items', { id, cursor: pageParam, limit: pageSize }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
  const items = useMemo<readonly ListItem[] | undefined>(
    () => data?.pages.flatMap((page) => page.items),
    [data],
  );
  return {
    items,
    hasMore: hasNextPage,
    loadMore: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
  };
}

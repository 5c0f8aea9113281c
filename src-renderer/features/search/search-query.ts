// Answers as somebody types: each letter asks at once, the last answer stays until the newest is there, and an older one that comes late is
// dropped, since its key is no longer the one that is shown.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import { longestSearch, parseSearch } from '#shared/domain/search-query.ts';

const pageSize = 30;

export function useSearch(text: string) {
  const api = useApi();
  const { text: words, filters, notes } = parseSearch(text);
  const isBegun = words !== '' || filters.length > 0 || notes.length > 0;
  const asked = isBegun ? text.trim().slice(0, longestSearch) : '';
  const input = { text: asked, limit: pageSize };
  const query = useInfiniteQuery({
    queryKey: keys.catalogSearch(input),
    queryFn: async ({ pageParam }) => ({
      asked,
      ...(await api.call('catalog.search', { ...input, cursor: pageParam })),
    }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    enabled: asked !== '',
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  const pages = asked === '' ? undefined : query.data?.pages;
  const titles = useMemo(() => pages?.flatMap(({ items }) => items) ?? [], [pages]);
  return {
    asked,
    answer: pages?.[0],
    titles,
    isCurrent: !query.isPlaceholderData,
    error: query.error,
    more: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
  };
}

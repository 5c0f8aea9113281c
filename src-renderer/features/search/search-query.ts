// Answers as somebody types: each letter asks at once, the last answer stays until the newest is there, and an older one that comes late is
// dropped, since its key is no longer the one that is shown.
import { infiniteQueryOptions, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { Client } from '#shared/api/client.ts';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import { longestSearch, parseSearch } from '#shared/domain/search-query.ts';

const pageSize = 30;

export function useSearch(text: string) {
  const api = useApi();
  const asked = askedBy(text);
  const shown = useRef<unknown>(undefined);
  const left = useRef<unknown>(undefined);
  const query = useInfiniteQuery({
    ...searchOptions(api, asked),
    enabled: asked !== '',
    // What was shown before the field was emptied is gone: the next first letter doesn't draw it once more.
    placeholderData: (previous) => (previous === left.current ? undefined : previous),
  });
  useEffect(() => {
    if (asked === '') left.current = shown.current;
    else if (!query.isPlaceholderData) shown.current = query.data;
  });
  const pages = asked === '' ? undefined : query.data?.pages;
  const titles = useMemo(() => pages?.flatMap(({ items }) => items) ?? [], [pages]);
  return {
    asked,
    answer: pages?.[0],
    titles,
    isCurrent: asked === '' || (query.data !== undefined && !query.isPlaceholderData),
    error: query.error,
    more: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
  };
}

/** Asks core for what a text finds before anything is drawn of it, so that both happen at once. */
export function useAskEarly(): (text: string) => void {
  const api = useApi();
  const queries = useQueryClient();
  return useCallback(
    (text: string) => {
      const asked = askedBy(text);
      if (asked !== '') void queries.prefetchInfiniteQuery(searchOptions(api, asked));
    },
    [api, queries],
  );
}

/** What core is asked for a text; '' where nothing of a search stands in it yet. */
function askedBy(text: string): string {
  const { text: words, filters, notes } = parseSearch(text);
  const isBegun = words !== '' || filters.length > 0 || notes.length > 0;
  return isBegun ? text.trim().slice(0, longestSearch) : '';
}

function searchOptions(api: Client, asked: string) {
  const input = { text: asked, limit: pageSize };
  return infiniteQueryOptions({
    queryKey: keys.catalogSearch(input),
    queryFn: async ({ pageParam }) => ({
      asked,
      ...(await api.call('catalog.search', { ...input, cursor: pageParam })),
    }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    gcTime: 60_000,
  });
}

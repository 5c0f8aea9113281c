// The diary as core answers it: the list page by page, months, years, and the plays of one day.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import type { Play, PlayFilter } from '#shared/api/diary.ts';
import type { PartialDate } from '#shared/domain/partial-date.ts';

const pageSize = 100;

export function usePlays(filter: PlayFilter) {
  const api = useApi();
  const query = useInfiniteQuery({
    queryKey: keys.diaryList(filter),
    queryFn: ({ pageParam }) => api.call('diary.list', { filter, cursor: pageParam, limit: pageSize }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
  const { data, error, hasNextPage, isFetchingNextPage, isPlaceholderData, fetchNextPage, refetch } = query;
  const plays = useMemo<readonly Play[] | undefined>(() => data?.pages.flatMap((page) => page.items), [data]);
  return {
    plays,
    error: data === undefined ? error : null,
    hasMore: hasNextPage,
    loadMore: () => {
      if (hasNextPage && !isFetchingNextPage && !isPlaceholderData) void fetchNextPage();
    },
    retry: () => void refetch(),
  };
}

export function useYears() {
  const api = useApi();
  return useQuery({ queryKey: keys.diaryYears, queryFn: () => api.call('diary.years', {}) });
}

export function useMonth(year: number, month: number) {
  const api = useApi();
  return useQuery({
    queryKey: keys.diaryMonth(year, month),
    queryFn: () => api.call('diary.month', { year, month }),
    placeholderData: keepPreviousData,
  });
}

export function useDays(year: number) {
  const api = useApi();
  return useQuery({
    queryKey: keys.diaryDays(year),
    queryFn: () => api.call('diary.days', { year }),
    placeholderData: keepPreviousData,
  });
}

/** Everything of one day, or of what is vaguely of a month or year. */
export function usePlaysOf(day: PartialDate) {
  return usePlays(useMemo(() => ({ from: day, to: day }), [day]));
}

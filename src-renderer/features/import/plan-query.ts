// The rows of a plan, page by page; the rows of the plan before stay until those of the next are there.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import type { PlanList, PlanRow } from '#shared/api/import-plans.ts';

const pageSize = 100;

export interface PlanRows {
  readonly rows: readonly PlanRow[];
  readonly isLoading: boolean;
  readonly error: unknown;
  readonly more: () => void;
}

export function planKey(planId: string): readonly unknown[] {
  return [...keys.imports, 'plan', planId];
}

export function usePlanRows(planId: string, list: PlanList, text: string): PlanRows {
  const api = useApi();
  const query = useInfiniteQuery({
    queryKey: [...planKey(planId), list, text],
    queryFn: ({ pageParam }) =>
      api.call('imports.planRows', { jobId: planId, list, text, cursor: pageParam, limit: pageSize }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  const { data, isPending, error, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  return {
    rows: data?.pages.flatMap((page) => page.items) ?? [],
    isLoading: isPending,
    error,
    more: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
  };
}

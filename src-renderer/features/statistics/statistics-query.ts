// What the statistics pages ask of core.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import type { Facet, Period } from '#shared/api/stats.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';

/** What figures are counted over. */
export interface Selection {
  readonly period: Period;
  readonly kind?: MediaKind;
}

/** A figure, as the titles behind it are asked for. */
export interface Figure {
  readonly facet: Facet;
  readonly value: string | null;
  /** What the sheet is called: "Horror", "Rated 8". */
  readonly name: string;
}

export function useStatistics(selection: Selection) {
  const api = useApi();
  return useQuery({
    queryKey: keys.statistics(selection),
    queryFn: () => api.call('stats.get', selection),
    placeholderData: keepPreviousData,
  });
}

export function useEveryone(kind: MediaKind | undefined) {
  const api = useApi();
  const input = kind === undefined ? {} : { kind };
  return useQuery({ queryKey: keys.everyone(input), queryFn: () => api.call('stats.everyone', input) });
}

export function useTitlesBehind(selection: Selection, { facet, value }: Figure) {
  const api = useApi();
  const input = { ...selection, facet, value };
  return useInfiniteQuery({
    queryKey: keys.statisticsTitles(input),
    queryFn: ({ pageParam }) => api.call('stats.titles', { ...input, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

// What the page asks core for, beside the suggestions themselves.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';

const stripLength = 18;
/** While a model is being made, in milliseconds. */
const lookAgain = 700;

/** How many titles the profile has rated; undefined while that isn't known. */
export function useRatedCount(): number | undefined {
  const api = useApi();
  const input = { filter: { shelf: 'rated' }, sort: 'mine', limit: 1 } as const;
  const { data } = useQuery({
    queryKey: [...keys.catalog, 'short', input],
    queryFn: () => api.call('catalog.list', input),
  });
  return data?.total ?? undefined;
}

/** Titles to begin with: what people here think best of, or where nobody has rated, the newest of the catalogue. */
export function useBeginners(kind: MediaKind | undefined) {
  const api = useApi();
  const input = {
    filter: { shelf: 'unrated', ...(kind && { kind }) },
    sort: 'rating',
    descending: true,
    limit: 60,
  } as const;
  return useQuery({
    queryKey: [...keys.catalog, 'short', input],
    queryFn: () => api.call('catalog.list', input),
    select: ({ items }) => items.filter(({ mine }) => mine.rating === null).slice(0, 24),
    placeholderData: keepPreviousData,
  });
}

export function useTrending(kind: MediaKind | undefined) {
  const api = useApi();
  const input = { limit: stripLength, ...(kind && { kind }) };
  return useQuery({
    queryKey: keys.discoveryOf('trending', input),
    queryFn: () => api.call('discovery.trending', input),
    placeholderData: keepPreviousData,
  });
}

export function useHiddenGems(kind: MediaKind | undefined) {
  const api = useApi();
  const input = { limit: stripLength, ...(kind && { kind }) };
  return useQuery({
    queryKey: keys.discoveryOf('hiddenGems', input),
    queryFn: () => api.call('discovery.hiddenGems', input),
    placeholderData: keepPreviousData,
  });
}

export function useStatus() {
  const api = useApi();
  return useQuery({
    queryKey: keys.discoveryOf('status', {}),
    queryFn: () => api.call('discovery.status', {}),
    refetchInterval: ({ state }) => (state.data?.building === false ? false : lookAgain),
  });
}

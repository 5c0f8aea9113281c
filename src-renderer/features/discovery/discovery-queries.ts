// What the page asks core for, beside the suggestions themselves.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { MediaSummary } from '#shared/api/catalog.ts';
import { mediaKinds, type MediaKind } from '#shared/domain/media-kind.ts';
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

/**
 * Titles to begin with, of every kind in turn: what people here think best of, then others in an order of chance that
 * stays the same.
 */
export function useBeginners(kind: MediaKind | undefined) {
  const api = useApi();
  const kinds = kind ? [kind] : mediaKinds;
  return useQuery({
    queryKey: [...keys.catalog, 'short', 'beginners', kinds],
    queryFn: async () => {
      const lists = await Promise.all(
        kinds.map((one) =>
          api.call('catalog.list', {
            filter: { shelf: 'unrated', kind: one },
            sort: 'rating',
            descending: true,
            limit: 100,
          }),
        ),
      );
      return inTurn(lists.map(({ items }) => items.toSorted(knownFirst))).slice(0, stripLength * 2);
    },
    select: (titles) => titles.filter(({ mine }) => mine.rating === null).slice(0, stripLength),
    placeholderData: keepPreviousData,
  });
}

function knownFirst(one: MediaSummary, other: MediaSummary): number {
  if (one.ratingCount > 0 || other.ratingCount > 0)
    return other.ratingCount > 0 && one.ratingCount > 0 ? 0 : other.ratingCount - one.ratingCount;
  return Math.imul(one.id, 0x9e3779b1) - Math.imul(other.id, 0x9e3779b1);
}

/** The first of each list, then the second of each. */
function inTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list[index] ?? [])).flat();
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

// What the home page asks core for. Short lists, so that they may all be asked again after each event.
import { useQuery } from '@tanstack/react-query';
import type { MediaSummary } from '#shared/api/catalog.ts';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';

const stripLength = 18;

export function useCounts() {
  const api = useApi();
  return useQuery({ queryKey: keys.counts, queryFn: () => api.call('catalog.counts', {}) });
}

export function useLately() {
  const api = useApi();
  const input = { by: 'me', limit: 12 } as const;
  return useQuery({
    queryKey: keys.recentReviews(input),
    queryFn: () => api.call('reviews.recent', input),
    select: (reviews) => reviews.filter(({ rating, body }) => rating !== null || body !== null).slice(0, 6),
  });
}

export function useUnreadNews() {
  const api = useApi();
  const input = { unreadOnly: true, limit: 3 };
  return useQuery({
    queryKey: keys.notificationList(input),
    queryFn: () => api.call('notifications.list', input),
  });
}

/** Newest first. */
export function useAdded() {
  return useShort({ sort: 'added', descending: true, limit: stripLength });
}

export function useTop() {
  const api = useApi();
  const input = { limit: 12 };
  return useQuery({ queryKey: keys.topRated(input), queryFn: () => api.call('catalog.topRated', input) });
}

/** Favourites and watchlist that aren't rated yet, the watchlist first. */
export function useWaiting(): MediaSummary[] {
  const watchlist = useShort({ filter: { shelf: 'watchlist' }, sort: 'added', descending: true, limit: 60 });
  const favorites = useShort({ filter: { shelf: 'favorites' }, sort: 'added', descending: true, limit: 60 });
  const all = [...(watchlist.data ?? []), ...(favorites.data ?? [])].filter(
    ({ mine }) => mine.rating === null,
  );
  return [...new Map(all.map((media) => [media.id, media])).values()].slice(0, stripLength);
}

/** For people who have rated little: a handful of titles, others each day. */
export function useStrangers(isWanted: boolean, today: Date) {
  const strangers = useShort(
    { filter: { shelf: 'unrated' }, sort: 'year', descending: true, limit: 200 },
    isWanted,
  );
  return pickForDay(strangers.data ?? [], today, stripLength);
}

type ListInput = Parameters<typeof keys.catalogList>[0];

/** NOTE: kept under ['catalog', 'short'], not 'list': short lists are asked again after each event, long ones mended. */
function useShort(input: ListInput, isWanted = true) {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.catalog, 'short', input],
    queryFn: () => api.call('catalog.list', input),
    select: ({ items }) => items,
    enabled: isWanted,
  });
}

/** The same titles all day, in an order that changes with the date. */
export function pickForDay(titles: readonly MediaSummary[], today: Date, count: number): MediaSummary[] {
  const day = Math.floor(today.getTime() / 86_400_000);
  const order = (id: number) => Math.imul(id ^ Math.imul(day, 0x9e3779b1), 0x85ebca6b) >>> 0;
  return titles.toSorted((a, b) => order(a.id) - order(b.id)).slice(0, count);
}

// One title and the own review of it, as core answers them.
import { useQuery } from '@tanstack/react-query';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import type { MediaId } from '#shared/api/contract.ts';

export function useTitle(id: MediaId) {
  const api = useApi();
  return useQuery({ queryKey: keys.title(id), queryFn: () => api.call('catalog.get', { id }) });
}

export function useMyReview(mediaId: MediaId) {
  const api = useApi();
  return useQuery({ queryKey: keys.myReview(mediaId), queryFn: () => api.call('reviews.mine', { mediaId }) });
}

export function useGenres() {
  const api = useApi();
  return useQuery({ queryKey: keys.genres({}), queryFn: () => api.call('catalog.genres', {}) });
}

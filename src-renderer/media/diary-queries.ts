// What the diary holds of one title, and the tags in use.
import { useQuery } from '@tanstack/react-query';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import type { MediaId } from '#shared/api/contract.ts';

export function useTitleHistory(mediaId: MediaId) {
  const api = useApi();
  return useQuery({
    queryKey: keys.diaryOfTitle(mediaId),
    queryFn: () => api.call('diary.ofTitle', { mediaId, limit: 50 }),
  });
}

export function useTags() {
  const api = useApi();
  return useQuery({ queryKey: keys.diaryTags, queryFn: () => api.call('diary.tags', {}) });
}

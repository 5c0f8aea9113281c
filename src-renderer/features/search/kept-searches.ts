// Searches that core keeps of a profile by itself: the recent ones.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';

const nothing: readonly string[] = [];

export function useRecentSearches() {
  const api = useApi();
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: keys.recentSearches, queryFn: () => api.call('search.recent', {}) });
  const onSuccess = () => queries.invalidateQueries({ queryKey: keys.recentSearches });
  // A search that isn't remembered is no reason to disturb anybody.
  const remember = useMutation({
    mutationFn: (text: string) => api.call('search.remember', { text }),
    onSuccess,
  });
  const forget = useMutation({ mutationFn: () => api.call('search.forgetRecent', {}), onSuccess });
  return { recent: data ?? nothing, remember: remember.mutate, forget: forget.mutate };
}

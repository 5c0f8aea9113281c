// Searches that core keeps of a profile by itself: the recent ones.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';

const nothing: readonly string[] = [];

export function useRecentSearches() {
  const api = useApi();
  const { data } = useQuery({ queryKey: keys.recentSearches, queryFn: () => api.call('search.recent', {}) });
  const { mutate: forget } = useMutation({
    mutationFn: () => api.call('search.forgetRecent', {}),
    onSuccess: useAskAgain(),
  });
  return { recent: data ?? nothing, forget };
}

export function useRemember(): (text: string) => void {
  const api = useApi();
  // A search that isn't remembered is no reason to disturb anybody.
  const { mutate } = useMutation({
    mutationFn: (text: string) => api.call('search.remember', { text }),
    onSuccess: useAskAgain(),
  });
  return mutate;
}

function useAskAgain() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: keys.recentSearches });
}

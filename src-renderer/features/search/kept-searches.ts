// Searches that core keeps for a profile: the saved ones and the recent ones.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { keys } from '#renderer/data/keys.ts';
import { toast } from '#renderer/ui/toast.ts';
import type { SavedSearch, SavedSearchId } from '#shared/api/search.ts';

const none: readonly SavedSearch[] = [];

export function useSavedSearches() {
  const api = useApi();
  const queries = useQueryClient();
  const errorLine = useErrorLine();
  const { data } = useQuery({ queryKey: keys.savedSearches, queryFn: () => api.call('search.saved', {}) });
  const after = {
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.savedSearches }),
    onError: (error: Error) => toast({ message: errorLine(error), tone: 'danger' }),
  };
  const save = useMutation({
    mutationFn: (search: { readonly name: string; readonly query: string }) =>
      api.call('search.save', search),
    ...after,
  });
  const rename = useMutation({
    mutationFn: (change: { readonly id: SavedSearchId; readonly name: string }) =>
      api.call('search.rename', change),
    ...after,
  });
  const forget = useMutation({
    mutationFn: (id: SavedSearchId) => api.call('search.forget', { id }),
    ...after,
  });
  return { saved: data ?? none, save: save.mutate, rename: rename.mutate, forget: forget.mutate };
}

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

// Searches that a profile saved: on the search page, among the lists and in the palette.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { keys } from '#renderer/data/keys.ts';
import { toast } from '#renderer/ui/toast.ts';
import type { SavedSearch, SavedSearchId } from '#shared/api/search.ts';

const none: readonly SavedSearch[] = [];

export function useSavedSearches() {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const errorLine = useErrorLine();
  const { data } = useQuery({ queryKey: keys.savedSearches, queryFn: () => api.call('search.saved', {}) });
  const after = {
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.savedSearches }),
    onError: (error: Error) => toast({ message: errorLine(error), tone: 'danger' }),
  };
  const save = useMutation({
    mutationFn: ({ name, query }: Pick<SavedSearch, 'name' | 'query'>) =>
      api.call('search.save', { name, query }),
    ...after,
  });
  const rename = useMutation({
    mutationFn: (change: { readonly id: SavedSearchId; readonly name: string }) =>
      api.call('search.rename', change),
    ...after,
  });
  const forget = useMutation({
    mutationFn: ({ id }: SavedSearch) => api.call('search.forget', { id }),
    onError: after.onError,
    onSuccess: (_done, search) => {
      toast({
        message: t('media.savedSearchDeleted', { name: search.name }),
        action: { label: t('media.undo'), onAction: () => save.mutate(search) },
      });
      return after.onSuccess();
    },
  });
  return { saved: data ?? none, save: save.mutate, rename: rename.mutate, forget: forget.mutate };
}

/** Where a search lies. The state lets the search page begin anew, also where it is open already. */
export function searchPlace(query: string): readonly [path: string, options: { state: { fresh: number } }] {
  return [`/search?q=${encodeURIComponent(query)}`, { state: { fresh: Date.now() } }];
}

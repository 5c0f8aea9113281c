// What imports remember of this profile, and forgetting it.
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { MethodInput } from '#shared/api/index.ts';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { keys } from '#renderer/data/keys.ts';
import { toast } from '#renderer/ui/toast.ts';

const remembered = [...keys.imports, 'remembered'];

export function useRemembered() {
  const api = useApi();
  return useQuery({ queryKey: remembered, queryFn: () => api.call('imports.remembered', {}) });
}

export function useDecisions() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...remembered, 'decisions'],
    queryFn: ({ pageParam }) => api.call('imports.decisions', { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

export function useMappings() {
  const api = useApi();
  return useQuery({
    queryKey: [...remembered, 'mappings'],
    queryFn: () => api.call('imports.mappings', {}),
  });
}

export function useForget(): (what: MethodInput<'imports.forget'>) => Promise<void> {
  const api = useApi();
  const queries = useQueryClient();
  const { t } = useTranslation();
  const errorLine = useErrorLine();
  return async (what) => {
    try {
      const { forgotten } = await api.call('imports.forget', what);
      toast({ message: t('settings.remembered.forgotten', { count: forgotten }), tone: 'success' });
    } catch (error) {
      toast({ message: errorLine(error), tone: 'danger' });
    }
    await queries.invalidateQueries({ queryKey: remembered });
  };
}

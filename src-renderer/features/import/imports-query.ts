// Imports as core remembers them.
import { keepPreviousData, skipToken, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import type { ImportId } from '#shared/api/contract.ts';

export function useImports() {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.imports, 'list'],
    queryFn: () => api.call('imports.list', { limit: 200 }),
  });
}

/** How one of them stands by now: it may have been taken back since. */
export function useImport(importId: ImportId | null) {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.imports, 'one', importId],
    queryFn: importId === null ? skipToken : () => api.call('imports.get', { importId }),
  });
}

export function useRejects(importId: ImportId) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...keys.importRejects(importId), 'pages'],
    queryFn: ({ pageParam }) => api.call('imports.rejects', { importId, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

export function useImportRows(importId: ImportId, text: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...keys.imports, 'rows', importId, text],
    queryFn: ({ pageParam }) => api.call('imports.rows', { importId, text, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
}

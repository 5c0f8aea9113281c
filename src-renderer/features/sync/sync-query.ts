// How this profile's sync fares: asked once, and then told by core.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { SyncProblem, SyncStatus } from '#shared/api/sync.ts';
import { AppError } from '#shared/errors.ts';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';

export function useSyncStatus(): SyncStatus | undefined {
  const api = useApi();
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: keys.syncStatus, queryFn: () => api.call('sync.status', {}) });
  useEffect(
    () =>
      api.on('sync.changed', (status) => {
        // What was asked before this was told may come after it.
        void queries.cancelQueries({ queryKey: keys.syncStatus });
        queries.setQueryData(keys.syncStatus, status);
        void queries.invalidateQueries({ queryKey: keys.syncConflicts });
      }),
    [api, queries],
  );
  return data;
}

/** A problem as the error whose words it has. */
export function problemError(problem: SyncProblem): AppError {
  if (problem === 'unknown') return new AppError('internal', problem);
  if (problem === 'storage') return new AppError('storage', problem);
  return new AppError('unavailable', problem, { reason: problem });
}

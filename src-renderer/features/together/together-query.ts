// What the page of two people asks of core.
import { useQuery } from '@tanstack/react-query';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import { useProfile } from '#renderer/data/session.ts';
import type { UserId } from '#shared/api/contract.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';

/** Everybody else with a profile on this computer. */
export function useOthers() {
  const api = useApi();
  const { id } = useProfile();
  return useQuery({
    queryKey: keys.profiles,
    queryFn: () => api.call('profiles.list', {}),
    select: (profiles) => profiles.filter((profile) => profile.id !== id),
  });
}

export function useMatch(userId: UserId) {
  const api = useApi();
  return useQuery({ queryKey: keys.match(userId), queryFn: () => api.call('people.match', { userId }) });
}

export function useTogether(userId: UserId, kind: MediaKind | undefined) {
  const api = useApi();
  const input = { userId, ...(kind && { kind }) };
  return useQuery({ queryKey: keys.together(input), queryFn: () => api.call('people.together', input) });
}

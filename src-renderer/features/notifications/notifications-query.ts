// What others wrote about one's favourites since one last looked.
import { useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';

export function useNotifications() {
  const api = useApi();
  const input = { limit: 200 };
  return useQuery({
    queryKey: keys.notificationList(input),
    queryFn: () => api.call('notifications.list', input),
  });
}

/** How many are unread; 0 while it isn't known. */
export function useUnread(): number {
  const api = useApi();
  const input = { unreadOnly: true, limit: 3 };
  const { data } = useQuery({
    queryKey: keys.notificationList(input),
    queryFn: () => api.call('notifications.list', input),
  });
  return data?.unread ?? 0;
}

/** Core answers with `notifications.changed`, which brings the lists up to date. */
export function useMarkRead() {
  const api = useApi();
  return useMutation({ mutationFn: () => api.call('notifications.markRead', {}) });
}

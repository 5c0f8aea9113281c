// What discovery answers, and "not interested". Kept under keys.discovery: every rating and every new model has those in
// view asked again, and the old answer stays in view until the new one is there.
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { keys } from '#renderer/data/keys.ts';
import { toast } from '#renderer/ui/toast.ts';
import type { MediaSummary } from '#shared/api/catalog.ts';
import type { MediaId } from '#shared/api/contract.ts';
import type { MethodInput } from '#shared/api/index.ts';

/** Best first. Longer than what is shown: when one is rated or turned down, the next is there at once. */
export function useSuggestions(input: MethodInput<'discovery.recommend'>, isWanted = true) {
  const api = useApi();
  return useQuery({
    queryKey: keys.discoveryOf('recommend', input),
    queryFn: () => api.call('discovery.recommend', input),
    select: ({ items }) => items.filter(({ mine }) => mine.rating === null),
    placeholderData: keepPreviousData,
    enabled: isWanted,
  });
}

export function useSimilar(mediaId: MediaId | undefined, limit: number) {
  const api = useApi();
  return useQuery({
    queryKey: keys.discoveryOf('similar', { mediaId, limit }),
    queryFn: () => (mediaId === undefined ? [] : api.call('discovery.similar', { mediaId, limit })),
    enabled: mediaId !== undefined,
  });
}

export function useOnThisDay(limit: number) {
  const api = useApi();
  return useQuery({
    queryKey: keys.discoveryOf('onThisDay', { limit }),
    queryFn: () => api.call('discovery.onThisDay', { limit }),
  });
}

export type Dismiss = (media: Pick<MediaSummary, 'id' | 'title'>) => Promise<void>;

/** "Not interested": gone from view at once, told by a toast that takes it back. */
export function useDismiss(): Dismiss {
  const [api, queries] = [useApi(), useQueryClient()];
  const { t } = useTranslation();
  const errorLine = useErrorLine();

  return useCallback(
    async ({ id, title }) => {
      const key = `dismiss-${id}`;
      const again = () => void queries.invalidateQueries({ queryKey: keys.discovery });
      const tell = (work: Promise<unknown>) =>
        work.catch((error: unknown) => {
          again();
          toast({
            key,
            tone: 'danger',
            message: t('media.told.dismissFailed', { title, reason: errorLine(error) }),
          });
        });
      const undo = () => void tell(api.call('discovery.dismiss', { mediaId: id, on: false }).then(again));
      queries.setQueriesData<unknown>(
        { queryKey: keys.discovery, predicate: ({ queryKey }) => queryKey[2] === 'recommend' },
        (data: unknown) => without(data, id),
      );
      await tell(
        api.call('discovery.dismiss', { mediaId: id, on: true }).then(() =>
          toast({
            key,
            message: t('media.told.dismissed', { title }),
            action: { label: t('media.undo'), onAction: undo },
          }),
        ),
      );
    },
    [api, queries, t, errorLine],
  );
}

function without(data: unknown, id: MediaId): unknown {
  if (typeof data !== 'object' || data === null || !('items' in data) || !Array.isArray(data.items))
    return data;
  return { ...data, items: (data.items as MediaSummary[]).filter((media) => media.id !== id) };
}

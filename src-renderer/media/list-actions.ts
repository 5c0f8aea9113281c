// Changing lists from the page: each act tells what it did and, where it can be, is taken back by Undo.
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { toast } from '#renderer/ui/toast.ts';
import type { MediaId } from '#shared/api/contract.ts';
import type { ListId } from '#shared/api/lists.ts';
import type { MediaReference } from '#shared/api/reviews.ts';

interface Named {
  readonly id: ListId;
  readonly name: string;
}

export interface ListActions {
  readonly add: (list: Named, media: MediaReference) => Promise<void>;
  readonly remove: (list: Named, media: MediaReference) => Promise<void>;
  readonly move: (list: Named, mediaIds: readonly MediaId[], before: MediaId | null) => Promise<void>;
  /** Gives whether it was done. */
  readonly deleteList: (list: Named) => Promise<boolean>;
}

export function useListActions(): ListActions {
  const api = useApi();
  const { t } = useTranslation();
  const errorLine = useErrorLine();
  /** Whether it was done; tells where not. */
  const attempt = useCallback(
    async (work: () => Promise<unknown>): Promise<boolean> => {
      try {
        await work();
        return true;
      } catch (error) {
        toast({ tone: 'danger', message: t('media.lists.told.failed', { reason: errorLine(error) }) });
        return false;
      }
    },
    [t, errorLine],
  );

  return useMemo(() => {
    const undo = (work: () => Promise<unknown>) => ({
      label: t('media.undo'),
      onAction: () => void attempt(work),
    });
    return {
      async add(list, { id: mediaId, title }) {
        const input = { id: list.id, mediaId };
        if (!(await attempt(() => api.call('lists.add', input)))) return;
        toast({
          key: `list-${list.id}-${mediaId}`,
          message: t('media.lists.told.added', { title, list: list.name }),
          action: undo(() => api.call('lists.remove', input)),
        });
      },
      async remove(list, { id: mediaId, title }) {
        const input = { id: list.id, mediaId };
        if (!(await attempt(() => api.call('lists.remove', input)))) return;
        toast({
          key: `list-${list.id}-${mediaId}`,
          message: t('media.lists.told.removed', { title, list: list.name }),
          action: undo(() => api.call('lists.putBack', input)),
        });
      },
      async move(list, mediaIds, before) {
        await attempt(() => api.call('lists.move', { id: list.id, mediaIds: [...mediaIds], before }));
      },
      async deleteList({ id, name }) {
        if (!(await attempt(() => api.call('lists.delete', { id })))) return false;
        toast({
          key: `list-${id}`,
          message: t('media.lists.told.deleted', { list: name }),
          action: undo(() => api.call('lists.restore', { id })),
        });
        return true;
      },
    };
  }, [api, t, attempt]);
}

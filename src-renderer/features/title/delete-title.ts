// Deleting a title at once, with a way back instead of a question.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { keys } from '#renderer/data/keys.ts';
import { dropTitle } from '#renderer/media/title-cache.ts';
import { toast } from '#renderer/ui/toast.ts';
import type { Media } from '#shared/api/catalog.ts';
import type { MediaId } from '#shared/api/contract.ts';

/** Brings a deleted title back and shows it. */
export function useRestoreTitle(): (id: MediaId, title: string) => Promise<void> {
  const [api, queries, navigate] = [useApi(), useQueryClient(), useNavigate()];
  const { t } = useTranslation();
  const errorLine = useErrorLine();
  return useCallback(
    async (id, title) => {
      try {
        const media = await api.call('catalog.restore', { id });
        queries.setQueryData(keys.title(id), media);
        await navigate(`/title/${id}`);
        toast({ key: `delete-${id}`, message: t('title.restored', { title: media.title }) });
      } catch (error) {
        toast({
          key: `delete-${id}`,
          tone: 'danger',
          message: t('title.restoreFailed', { title, reason: errorLine(error) }),
        });
      }
    },
    [api, queries, navigate, t, errorLine],
  );
}

export function useDeleteTitle(): (media: Media) => Promise<void> {
  const [api, queries, navigate] = [useApi(), useQueryClient(), useNavigate()];
  const { t } = useTranslation();
  const errorLine = useErrorLine();
  const restore = useRestoreTitle();
  return useCallback(
    async ({ id, title }) => {
      const key = `delete-${id}`;
      try {
        await api.call('catalog.delete', { id });
        dropTitle(queries, id);
        await navigate('/library');
        const action = { label: t('media.undo'), onAction: () => void restore(id, title) };
        toast({ key, message: t('title.deleted', { title }), action, lasts: 15_000 });
      } catch (error) {
        toast({ key, tone: 'danger', message: t('title.deleteFailed', { title, reason: errorLine(error) }) });
      }
    },
    [api, queries, navigate, t, errorLine, restore],
  );
}

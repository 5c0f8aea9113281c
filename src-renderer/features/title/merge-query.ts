// Merges as core tells of them, and the two moves: making one, and taking it apart.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { keys } from '#renderer/data/keys.ts';
import { toast } from '#renderer/ui/toast.ts';
import type { MediaId } from '#shared/api/contract.ts';
import type { MergeId } from '#shared/api/title-merges.ts';

export interface MergePair {
  readonly keepId: MediaId;
  readonly dropId: MediaId;
}

export function useMergePreview(pair: MergePair) {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.title(pair.keepId), 'mergePreview', pair.dropId],
    queryFn: () => api.call('catalog.mergePreview', pair),
    gcTime: 0,
  });
}

export function useMerges(id: MediaId) {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.title(id), 'merges'],
    queryFn: () => api.call('catalog.merges', { id }),
  });
}

/** Rejects where core refuses. */
export function useMergeTitles(): (pair: MergePair, title: string) => Promise<void> {
  const [api, queries] = [useApi(), useQueryClient()];
  const { t } = useTranslation();
  const part = usePartTitles();
  return useCallback(
    async (pair, title) => {
      const { mergeId } = await api.call('catalog.merge', pair);
      await queries.invalidateQueries();
      const action = { label: t('media.undo'), onAction: () => void part(mergeId) };
      toast({ message: t('title.merge.done', { title }), action, lasts: 15_000 });
    },
    [api, queries, t, part],
  );
}

export function usePartTitles(): (mergeId: MergeId) => Promise<void> {
  const [api, queries, navigate] = [useApi(), useQueryClient(), useNavigate()];
  const { t } = useTranslation();
  const errorLine = useErrorLine();
  return useCallback(
    async (mergeId) => {
      try {
        const { dropId, left } = await api.call('catalog.unmerge', { mergeId });
        await queries.invalidateQueries();
        toast({
          message: left > 0 ? t('title.merge.partedSome', { count: left }) : t('title.merge.parted'),
          action: { label: t('title.merge.show'), onAction: () => void navigate(`/title/${dropId}`) },
        });
      } catch (error) {
        toast({ tone: 'danger', message: t('title.merge.partFailed', { reason: errorLine(error) }) });
      }
    },
    [api, queries, navigate, t, errorLine],
  );
}

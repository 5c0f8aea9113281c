// Saving and removing the text of the own review. The rating is left as it is: it is saved by itself.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { keys } from '#renderer/data/keys.ts';
import { toast } from '#renderer/ui/toast.ts';
import type { MediaSummary } from '#shared/api/catalog.ts';
import type { Review } from '#shared/api/reviews.ts';
import type { ReviewDraft } from '#shared/api/shell.ts';
import { useReviewDraft } from './review-drafts.ts';

export interface ReviewEditing {
  readonly draft: ReviewDraft;
  readonly isChanged: boolean;
  readonly isSaving: boolean;
  readonly change: (draft: Partial<ReviewDraft>) => void;
  readonly discard: () => void;
  /** True once core has committed it; a failure is told, and the text stays. */
  readonly save: () => Promise<boolean>;
  readonly remove: () => Promise<void>;
}

export function useReviewEditing(media: MediaSummary, saved: Review | null): ReviewEditing {
  const [api, queries] = [useApi(), useQueryClient()];
  const { t } = useTranslation();
  const errorLine = useErrorLine();
  const [isSaving, setIsSaving] = useState(false);
  const { draft: kept, put, drop } = useReviewDraft(media.id);
  const before: ReviewDraft = { body: saved?.body ?? '', spoiler: saved?.spoiler ?? false };
  const draft = kept ?? before;

  const fail = useCallback(
    (error: unknown) => {
      const message = t('media.told.reviewFailed', { title: media.title, reason: errorLine(error) });
      toast({ key: `review-${media.id}`, tone: 'danger', message, lasts: 12_000 });
    },
    [t, media, errorLine],
  );

  const write = async ({ body, spoiler }: ReviewDraft) => {
    const text = body.trim() === '' ? null : body;
    if (text === null && media.mine.rating === null) {
      if (saved) await api.call('reviews.delete', { mediaId: media.id });
      queries.setQueryData(keys.myReview(media.id), null);
      return;
    }
    const review = await api.call('reviews.save', {
      mediaId: media.id,
      body: text,
      spoiler: text !== null && spoiler,
    });
    queries.setQueryData(keys.myReview(media.id), review);
  };

  return {
    draft,
    isSaving,
    isChanged: draft.body !== before.body || draft.spoiler !== before.spoiler,
    change: (part) => put({ ...draft, ...part }),
    discard: () => drop(),
    async save() {
      setIsSaving(true);
      try {
        await write(draft);
        // What was typed while it was being saved stays a draft.
        drop(draft);
        return true;
      } catch (error) {
        fail(error);
        return false;
      } finally {
        setIsSaving(false);
      }
    },
    async remove() {
      const undo = () => void write(before).catch(fail);
      try {
        await write({ body: '', spoiler: false });
        drop();
        const message = t('media.told.reviewDeleted', { title: media.title });
        toast({ key: `review-${media.id}`, message, action: { label: t('media.undo'), onAction: undo } });
      } catch (error) {
        fail(error);
      }
    },
  };
}

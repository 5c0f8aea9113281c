// Review texts that are written but not saved: they outlive a change of page, and belong to one profile and one title. The
// main process keeps a copy, so that they outlive the page itself: it may crash or hang.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { create } from 'zustand';
import { keys } from '#renderer/data/keys.ts';
import { useProfile } from '#renderer/data/session.ts';
import { useShellActions } from '#renderer/data/shell-actions.ts';
import type { MediaId } from '#shared/api/contract.ts';
import type { ReviewDraft } from '#shared/api/shell.ts';

const useDrafts = create<Readonly<Record<string, ReviewDraft | undefined>>>(() => ({}));

export interface KeptDraft {
  /** Undefined where nothing is written that isn't saved. */
  readonly draft: ReviewDraft | undefined;
  readonly put: (draft: ReviewDraft) => void;
  /** Forgets it; given a draft, only if nothing was typed since. */
  readonly drop: (only?: ReviewDraft) => void;
}

export function useReviewDraft(mediaId: MediaId): KeptDraft {
  const [shell, profile] = [useShellActions(), useProfile()];
  const key = `${profile.id}:${mediaId}`;
  const draft = useDrafts((drafts) => drafts[key]);
  const actions = useMemo(() => {
    const set = (changed: ReviewDraft | undefined) => {
      useDrafts.setState({ [key]: changed });
      // A copy for bad times: without it the text is still here.
      shell.keepDraft(mediaId, changed ?? null).catch(() => undefined);
    };
    return {
      put: set,
      drop: (only?: ReviewDraft) => {
        if (only === undefined || useDrafts.getState()[key] === only) set(undefined);
      },
    };
  }, [shell, mediaId, key]);
  return { draft, ...actions };
}

/** Brings back what a page that is gone had kept. False until that is known. */
export function useRecalledDraft(mediaId: MediaId): boolean {
  const [shell, profile] = [useShellActions(), useProfile()];
  const { isPending } = useQuery({
    queryKey: keys.recalledDraft(profile.id, mediaId),
    async queryFn() {
      const { draft } = await shell.draft(mediaId);
      const key = `${profile.id}:${mediaId}`;
      if (draft && useDrafts.getState()[key] === undefined) useDrafts.setState({ [key]: draft });
      return null;
    },
    // Once in a page's life: afterwards this window knows better.
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
  });
  return !isPending;
}

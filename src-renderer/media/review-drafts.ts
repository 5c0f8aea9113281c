// Review texts that are written but not saved: they outlive a change of page, and belong to one profile and one title.
import { create } from 'zustand';

export interface ReviewDraft {
  readonly body: string;
  readonly spoiler: boolean;
}

interface DraftState {
  readonly drafts: Readonly<Record<string, ReviewDraft>>;
  put(key: string, draft: ReviewDraft): void;
  drop(key: string): void;
}

export const useReviewDrafts = create<DraftState>((set) => ({
  drafts: {},
  put: (key, draft) => set(({ drafts }) => ({ drafts: { ...drafts, [key]: draft } })),
  drop: (key) =>
    set(({ drafts }) => ({
      drafts: Object.fromEntries(Object.entries(drafts).filter(([other]) => other !== key)),
    })),
}));

export function draftKey(userId: number, mediaId: number): string {
  return `${userId}:${mediaId}`;
}

// Reviews that are written and not saved, kept while the app runs: a page that crashes or hangs is loaded again with them.
// Never on disk: what was not saved yet is nobody else's.
import type { MediaId, UserId } from '#shared/api/contract.ts';
import type { ReviewDraft } from '#shared/api/shell.ts';

export interface Drafts {
  find(userId: UserId, mediaId: MediaId): ReviewDraft | null;
  /** null forgets it. */
  keep(userId: UserId, mediaId: MediaId, draft: ReviewDraft | null): void;
  /** After a restore, ids mean other people and titles. */
  forgetAll(): void;
}

const most = 100;

export function createDrafts(): Drafts {
  const drafts = new Map<string, ReviewDraft>();
  const key = (userId: UserId, mediaId: MediaId) => `${userId}:${mediaId}`;
  return {
    find: (userId, mediaId) => drafts.get(key(userId, mediaId)) ?? null,
    keep(userId, mediaId, draft) {
      // The one written last stands last, and the oldest goes.
      drafts.delete(key(userId, mediaId));
      if (draft !== null) drafts.set(key(userId, mediaId), draft);
      const [oldest] = drafts.keys();
      if (drafts.size > most && oldest !== undefined) drafts.delete(oldest);
    },
    forgetAll: () => drafts.clear(),
  };
}

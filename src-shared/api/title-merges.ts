// Making two titles one, and taking a wrong merge apart again.
import * as z from 'zod';
import { externalSources, mediaSummary } from './catalog.ts';
import { id, instant, mediaId, mediaKind, method, rating, type Method } from './contract.ts';

const count = z.int().nonnegative();
const mergeId = id.brand<'MergeId'>();
export type MergeId = z.infer<typeof mergeId>;

/** What hangs on one of two titles. */
const side = z.strictObject({
  media: mediaSummary,
  runtime: z.number().nullable(),
  externalIds: z.partialRecord(z.enum(externalSources), z.array(z.string())),
  reviews: count,
  plays: count,
  favorites: count,
  watchlist: count,
  lists: count,
  /** The session's own review and plays. */
  own: z.strictObject({ rating: rating.nullable(), comment: z.string().nullable(), plays: count }),
});
export type MergeSide = z.infer<typeof side>;

export const mergePreview = z.strictObject({
  keep: side,
  drop: side,
  /** People who reviewed both: theirs of the kept title stays, and takes what it lacks from the other. */
  reviewedBoth: count,
  /** Facts that the kept title lacks and takes over. */
  taken: z.array(z.enum(['creator', 'runtime', 'description', 'genres'])),
  /** Whether the session's profile may do it: both titles are its own, or it moderates. */
  allowed: z.boolean(),
});
export type MergePreview = z.infer<typeof mergePreview>;

const pair = z
  .strictObject({ keepId: mediaId, dropId: mediaId })
  .refine(({ keepId, dropId }) => keepId !== dropId, { error: 'expected two titles', path: ['dropId'] });

export const mergeRecord = z.strictObject({
  mergeId,
  /** The title that went into this one. */
  dropId: mediaId,
  title: z.string(),
  year: z.number().nullable(),
  kind: mediaKind,
  mergedAt: instant,
  mergedBy: z.string().nullable(),
  /** Whether the session's profile may take it apart. */
  allowed: z.boolean(),
});

export const titleMergeMethods = {
  'catalog.mergePreview': method('member', pair, mergePreview),
  'catalog.merge': method('member', pair, z.strictObject({ mergeId })),
  /** Titles that went into this one, the latest first. */
  'catalog.merges': method('member', z.strictObject({ id: mediaId }), z.array(mergeRecord)),
  /** `left`: how much was edited since and stays as it is. A merge under another one has to wait for that. */
  'catalog.unmerge': method(
    'member',
    z.strictObject({ mergeId }),
    z.strictObject({ keepId: mediaId, dropId: mediaId, left: count }),
  ),
} as const satisfies Record<string, Method>;

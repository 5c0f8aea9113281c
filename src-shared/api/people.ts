// Two people of this computer: how alike their tastes are, by what both rated, and what both would like to see next.
// Only reviews of another are shown, which everybody here may read anyway: never their diary, notes or shelves.
import * as z from 'zod';
import { mediaSummary } from './catalog.ts';
import { mediaKind, method, rating, userId, type Method } from './contract.ts';
import { reason } from './discovery.ts';
import { mediaReference } from './reviews.ts';

const count = z.int().nonnegative();
const person = z.strictObject({ id: userId, name: z.string(), hue: z.int() });
const both = z.strictObject({ media: mediaReference, own: rating, theirs: rating });
const loved = z.strictObject({ media: mediaReference, rating });

/** Fewer titles rated by both say nothing. */
export const leastShared = 5;

export const tasteMatch = z.strictObject({
  person,
  /** Titles rated by both, by the session's profile, and by the other. */
  shared: count,
  own: count,
  theirs: count,
  /** −1 (what one likes the other doesn't) to 1; null while too few titles are rated by both. */
  similarity: z.number().min(-1).max(1).nullable(),
  /** Mean ratings of the shared titles, in tenths. */
  means: z.strictObject({ own: z.number(), theirs: z.number() }).nullable(),
  /** How many shared titles are 0, 1, … 9 whole points apart. */
  apart: z.array(count).length(10),
  genres: z.array(z.strictObject({ name: z.string(), titles: count, own: z.number(), theirs: z.number() })),
  /** Rated 8 or more by both, best first. */
  favorites: z.array(both),
  /** At least two points apart, the greatest first. */
  disagreements: z.array(both),
  /** Rated 8 or more by the other and new to the session's profile, and the other way round. */
  fromThem: z.array(loved),
  forThem: z.array(loved),
});
export type TasteMatch = z.infer<typeof tasteMatch>;

export const together = mediaSummary.extend({
  /** Its place among everything that would be suggested to each alone; 1 is the best. */
  places: z.strictObject({ own: z.int().positive(), theirs: z.int().positive() }),
  /** Why, for each; of the other only what their reviews say. */
  reasons: z.strictObject({ own: reason, theirs: reason.nullable() }),
});
export type Together = z.infer<typeof together>;

export const peopleMethods = {
  'people.match': method('member', z.strictObject({ userId }), tasteMatch),
  /** What neither has reviewed, played or dismissed, best for both first. */
  'people.together': method(
    'member',
    z.strictObject({ userId, kind: mediaKind.optional(), limit: z.int().min(1).max(50).default(12) }),
    z.array(together),
  ),
} as const satisfies Record<string, Method>;

// What a server shows besides sync, for programs of others too: titles, reviews and ratings, people, what is rated best.
import * as z from 'zod';
import { externalIds, mediaDraft } from '../api/catalog.ts';
import { instant, mediaKind, page, rating, uid } from '../api/contract.ts';
import { reviewBody } from '../api/reviews.ts';
import { cursor } from './protocol.ts';

/** A title. Its uid follows from its kind, name, year and what tells it apart, so it is the same on every device. */
export const title = z.strictObject({
  uid,
  kind: mediaKind,
  title: z.string(),
  year: z.int().nullable(),
  creator: z.string().nullable(),
  genres: z.array(z.string()),
  /** Minutes; of a web show, of one episode. */
  runtime: z.int().positive().nullable(),
  description: z.string().nullable(),
  externalIds,
  disambiguator: z.string(),
  createdAt: instant,
  updatedAt: instant,
  /** Of public accounts. Tenths of 1.0 to 10.0, unrounded; null while there are none. */
  averageRating: z.number().nullable(),
  ratingCount: z.int().nonnegative(),
  /** The Bayesian mean that orders the best rated. */
  weightedRating: z.number(),
  /** How many ratings fell on 1, 2, … 10 (rounded down to whole points). */
  histogram: z.array(z.int().nonnegative()).length(10),
});

/** Facts of a title as they are given; the same that the app asks for. */
export const titleDraft = mediaDraft;

const person = z.strictObject({ uid, name: z.string() });

export const publicReview = z.strictObject({
  media: uid,
  author: person,
  rating: rating.nullable(),
  body: z.string().nullable(),
  spoiler: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
});

/** A field that is left out stays as it was. */
export const reviewChange = z.strictObject({
  rating: rating.nullable().exactOptional(),
  body: reviewBody.nullable().exactOptional(),
  spoiler: z.boolean().exactOptional(),
});

export const ratedTitle = z.strictObject({ review: publicReview, title: title.nullable() });
export const personPage = person.extend({ createdAt: instant, ratings: z.int().nonnegative() });

export const reviewPage = page(publicReview);
export const ratedPage = page(ratedTitle);

export const pageQuery = z.strictObject({
  cursor: cursor.exactOptional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export const searchQuery = z.strictObject({
  q: z.string().min(1).max(200),
  kind: mediaKind.exactOptional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export const topQuery = z.strictObject({
  kind: mediaKind.exactOptional(),
  yearFrom: z.coerce.number().int().exactOptional(),
  yearTo: z.coerce.number().int().exactOptional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export type Title = z.infer<typeof title>;
export type PublicReview = z.infer<typeof publicReview>;

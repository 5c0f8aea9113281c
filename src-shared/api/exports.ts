// Exports: what a profile holds, for other programs and for keeping. Where to write is known by a token that a shell
// gave out for a place which the user chose; the formats are in src-shared/exports.
import * as z from 'zod';
import { instant, method, nothing, rating, cursor, page, pageSize, type Method } from './contract.ts';
import { jobStarted } from './jobs.ts';
import { mediaReference } from './reviews.ts';

export const targetToken = z.string().regex(/^target-[0-9a-f-]{36}$/);

/** CSV tables in a folder or a ZIP; one JSON document; Letterboxd's import files. */
export const exportFormats = ['csv', 'json', 'letterboxd'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const exportOptions = z.strictObject({
  format: z.enum(exportFormats),
  /** The titles that the profile has anything with, or all that there are. */
  catalogue: z.enum(['mine', 'all']).default('mine'),
});
export type ExportOptions = z.infer<typeof exportOptions>;

/** A review as a book of them prints it. */
export const printedReview = z.strictObject({
  media: mediaReference,
  rating: rating.nullable(),
  body: z.string().nullable(),
  spoiler: z.boolean(),
  createdAt: instant,
  /** The last day of the diary for this title, as exact as it is known. */
  playedOn: z.string().nullable(),
});
export type PrintedReview = z.infer<typeof printedReview>;

export const exportMethods = {
  'exports.start': method(
    'member',
    z.strictObject({ token: targetToken, options: exportOptions }),
    jobStarted,
  ),
  /** How much there is of the profile's own. */
  'exports.summary': method(
    'member',
    nothing,
    z.strictObject({
      titles: z.int(),
      reviews: z.int(),
      texts: z.int(),
      plays: z.int(),
      watchlist: z.int(),
      favorites: z.int(),
      lists: z.int(),
    }),
  ),
  /** The session's own reviews, oldest first. */
  'exports.reviews': method(
    'member',
    z.strictObject({
      /** Only those written in this year. */
      year: z.int().min(1800).max(2200).nullable().default(null),
      /** Only those that have a text. */
      withText: z.boolean().default(false),
      cursor: cursor.nullable().default(null),
      limit: pageSize.default(200),
    }),
    page(printedReview),
  ),
} as const satisfies Record<string, Method>;

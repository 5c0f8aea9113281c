// The catalogue: titles of every kind, the lists over them and their leaderboard.
import * as z from 'zod';
import { kindTable, lastYear, type MediaFacts, type MediaKind } from '../domain/media-kind.ts';
import {
  cursor,
  done,
  instant,
  line,
  mediaId,
  mediaKind,
  method,
  nothing,
  page,
  pageSize,
  prose,
  rating,
  uid,
  type Method,
} from './contract.ts';

export const longestTitle = 250;
export const externalSources = [
  'imdb',
  'tmdb',
  'tvdb',
  'movielens',
  'musicbrainz',
  'spotify',
  'isrc',
  'trakt',
  'letterboxd',
] as const;
export type ExternalSource = (typeof externalSources)[number];

export const mediaTitle = line(longestTitle);
export const creator = line(250);
export const genre = line(60);
export const externalIds = z.partialRecord(z.enum(externalSources), line(200));

/** Facts of a title as they are stored. Which of them a kind needs, and within which bounds, is in the kind table. */
export const titleFields = {
  title: mediaTitle,
  year: z.int().nullable(),
  creator: creator.nullable(),
  genres: z.array(genre).max(30),
  runtime: z.int().positive().nullable(),
  description: prose(10_000).nullable(),
};

export const mediaDraft = z
  .strictObject({
    kind: mediaKind,
    ...titleFields,
    externalIds: externalIds.default({}),
    /** "This is another work of the same name and year": tells the two apart. */
    disambiguator: line(100).nullable().default(null),
  })
  .superRefine((draft, context) => {
    for (const { field, reason } of kindProblems(draft.kind, draft)) {
      context.addIssue({ code: 'custom', path: [field], message: reason });
    }
  });
export type MediaDraft = z.infer<typeof mediaDraft>;

/** What the kind table has against these facts: the field and why, in words that name what was expected. */
export function kindProblems(
  kind: MediaKind,
  draft: Omit<MediaFacts, 'title'>,
): { field: string; reason: string }[] {
  const rules = kindTable[kind];
  const problems: { field: string; reason: string }[] = [];
  if (draft.year !== null && (draft.year < rules.firstYear || draft.year > lastYear)) {
    problems.push({
      field: 'year',
      reason: `must be between ${rules.firstYear} and ${lastYear} for a ${rules.label.toLowerCase()}`,
    });
  }
  if (rules.creatorRequired && draft.creator === null) {
    problems.push({
      field: 'creator',
      reason: `a ${rules.label.toLowerCase()} needs its ${rules.creatorLabel.toLowerCase()}`,
    });
  }
  if (draft.runtime !== null && draft.runtime > rules.longestRuntime) {
    problems.push({ field: 'runtime', reason: `must be at most ${rules.longestRuntime} minutes` });
  }
  return problems;
}

/** What the session's profile holds of a title. */
export const mine = z.strictObject({
  rating: rating.nullable(),
  reviewed: z.boolean(),
  favorite: z.boolean(),
  watchlist: z.boolean(),
});

export const mediaSummary = z.strictObject({
  id: mediaId,
  uid,
  kind: mediaKind,
  title: z.string(),
  year: z.number().nullable(),
  creator: z.string().nullable(),
  genres: z.array(z.string()),
  /** Plain mean in tenths of the 1.0–10.0 scale, unrounded; null while nobody has rated. */
  averageRating: z.number().nullable(),
  ratingCount: z.int().nonnegative(),
  mine,
});
export type MediaSummary = z.infer<typeof mediaSummary>;

export const media = mediaSummary.extend({
  slug: z.string(),
  runtime: z.number().nullable(),
  description: z.string().nullable(),
  disambiguator: z.string(),
  /** The Bayesian mean that orders leaderboards, in tenths. */
  weightedRating: z.number(),
  externalIds: z.partialRecord(z.enum(externalSources), z.array(z.string())),
  createdAt: instant,
  updatedAt: instant,
  /** How many ratings fell on 1, 2, … 10 (rounded down to whole points). */
  histogram: z.array(z.int().nonnegative()).length(10),
  /** Whether the session's profile may edit and delete it: whoever added it, moderators, admins. */
  editable: z.boolean(),
});
export type Media = z.infer<typeof media>;

export const shelves = ['rated', 'unrated', 'favorites', 'watchlist'] as const;
export const sorts = ['title', 'added', 'year', 'rating', 'mine'] as const;

export const mediaFilter = z.strictObject({
  kind: mediaKind.optional(),
  genre: genre.optional(),
  creator: creator.optional(),
  yearFrom: z.int().optional(),
  yearTo: z.int().optional(),
  /** Average rating, in tenths. */
  ratingFrom: rating.optional(),
  ratingTo: rating.optional(),
  shelf: z.enum(shelves).optional(),
});
export type MediaFilter = z.infer<typeof mediaFilter>;

const listInput = z.strictObject({
  filter: mediaFilter.default({}),
  sort: z.enum(sorts).default('title'),
  descending: z.boolean().default(false),
  cursor: cursor.nullable().default(null),
  /** Without a cursor: how many titles to pass over first. */
  offset: z.int().min(0).max(100_000_000).default(0),
  limit: pageSize.default(60),
});

export const catalogMethods = {
  /** A duplicate is answered with `conflict`, whose details hold `mediaId` and `title` of what is there. */
  'catalog.add': method('member', mediaDraft, media),
  'catalog.edit': method('member', z.strictObject({ id: mediaId, draft: mediaDraft }), media),
  'catalog.delete': method('member', z.strictObject({ id: mediaId }), done),
  'catalog.restore': method('member', z.strictObject({ id: mediaId }), media),
  'catalog.get': method('member', z.strictObject({ id: mediaId }), media),
  /** `total` counts all titles of the list; only the first page (no cursor, no offset) carries it. */
  'catalog.list': method('member', listInput, page(mediaSummary).extend({ total: z.int().nullable() })),
  'catalog.genres': method(
    'member',
    z.strictObject({ kind: mediaKind.optional() }),
    z.array(z.strictObject({ name: z.string(), count: z.int() })),
  ),
  'catalog.counts': method(
    'member',
    nothing,
    z.strictObject({ movie: z.int(), web_show: z.int(), song: z.int() }),
  ),
  /** Of all years, or of titles that came out in a period. */
  'catalog.topRated': method(
    'member',
    z.strictObject({
      kind: mediaKind.optional(),
      yearFrom: z.int().optional(),
      yearTo: z.int().optional(),
      limit: z.int().min(1).max(100).default(5),
    }),
    z.array(mediaSummary.extend({ weightedRating: z.number() })),
  ),
} as const satisfies Record<string, Method>;

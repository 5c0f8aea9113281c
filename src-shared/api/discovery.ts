// Discovery: what to watch or hear next, what goes with a title, what is going on here, and the day's memories.
import * as z from 'zod';
import { genre, mediaSummary } from './catalog.ts';
import { done, id, mediaId, mediaKind, method, nothing, rating, type Method } from './contract.ts';
import { mediaReference } from './reviews.ts';

/** Why a title is suggested. Every one of them can be checked against what the profile holds. */
export const reason = z.discriminatedUnion('because', [
  /** The profile rated that title so, and people who like it like this one. */
  z.strictObject({ because: z.literal('rated'), media: mediaReference, rating }),
  z.strictObject({ because: z.literal('favorite'), media: mediaReference }),
  z.strictObject({ because: z.literal('played'), media: mediaReference }),
  /** By somebody whose titles the profile likes. */
  z.strictObject({ because: z.literal('creator'), creator: z.string() }),
  /** Genres of this title that the profile likes. */
  z.strictObject({ because: z.literal('genres'), genres: z.array(z.string()).min(1) }),
  /** Liked on this computer: how many rated it, and the plain mean in tenths. */
  z.strictObject({
    because: z.literal('popular'),
    ratingCount: z.int().positive(),
    averageRating: z.number(),
  }),
  /** The profile put it on its watchlist. */
  z.strictObject({ because: z.literal('watchlist') }),
  /** In the catalogue, and nobody here has rated it. */
  z.strictObject({ because: z.literal('untried') }),
]);
export type Reason = z.infer<typeof reason>;

export const suggestion = mediaSummary.extend({ reason });
export type Suggestion = z.infer<typeof suggestion>;

export const moods = ['light', 'tense', 'moving', 'adventurous', 'curious'] as const;
export type Mood = (typeof moods)[number];

const limit = z.int().min(1).max(100);

export const discoveryMethods = {
  /** Best first; never anything that the profile reviewed, played or dismissed. */
  'discovery.recommend': method(
    'member',
    z.strictObject({ limit: limit.default(20), kind: mediaKind.optional(), genre: genre.optional() }),
    z.strictObject({ items: z.array(suggestion) }),
  ),
  /** "Also liked": what people who like this title like too. Holds what the profile knows as well. */
  'discovery.similar': method(
    'member',
    z.strictObject({ mediaId, limit: limit.default(12) }),
    z.array(mediaSummary),
  ),
  /** Plays and reviews of everybody here, each counting half as much after a week. */
  'discovery.trending': method(
    'member',
    z.strictObject({ kind: mediaKind.optional(), limit: limit.default(12) }),
    z.array(mediaSummary.extend({ heat: z.number().positive() })),
  ),
  /** Rated highly by the few who know them, and new to the profile. */
  'discovery.hiddenGems': method(
    'member',
    z.strictObject({ kind: mediaKind.optional(), limit: limit.default(12) }),
    z.array(mediaSummary.extend({ weightedRating: z.number() })),
  ),
  /** The profile's plays on this day of earlier years, newest first. */
  'discovery.onThisDay': method(
    'member',
    z.strictObject({ limit: limit.default(20) }),
    z.array(
      z.strictObject({ playId: id, playedOn: z.string(), rating: rating.nullable(), media: mediaSummary }),
    ),
  ),
  /** One title for now. `exclude` holds those that were turned down a moment ago; null when nothing fits. */
  'discovery.pick': method(
    'member',
    z.strictObject({
      kind: mediaKind.optional(),
      mood: z.enum(moods).optional(),
      /** Titles of unknown length never fit one. */
      longestMinutes: z.int().min(1).max(6000).optional(),
      exclude: z.array(mediaId).max(500).default([]),
    }),
    suggestion.nullable(),
  ),
  /** What suggestions are made from. Asks for nothing to be built. */
  'discovery.status': method(
    'member',
    nothing,
    z.strictObject({
      /** A new model is being made; answers come from the one before, if there is one. */
      building: z.boolean(),
      /** Null before the first. Incomplete: it knows titles and taste, and doesn't compare people yet. */
      model: z
        .strictObject({
          people: z.int(),
          ratings: z.int(),
          titles: z.int(),
          complete: z.boolean(),
        })
        .nullable(),
    }),
  ),
  /** "Not interested", and taking that back. */
  'discovery.dismiss': method('member', z.strictObject({ mediaId, on: z.boolean() }), done),
} as const satisfies Record<string, Method>;

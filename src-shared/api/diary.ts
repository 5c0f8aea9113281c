// The diary: each time that a title was watched or heard, with its date as precisely as it is known.
import * as z from 'zod';
import { earliestYear, isPartialDate, latestYear, type PartialDate } from '../domain/partial-date.ts';
import {
  cursor,
  done,
  id,
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
import { mediaReference } from './reviews.ts';

export const playId = id.brand<'PlayId'>();
export type PlayId = z.infer<typeof playId>;

/** 2019, 2019-05 or 2019-05-01. */
export const partialDate = z.custom<PartialDate>(isPartialDate, {
  error: `expected a date as precise as it is known: 2019, 2019-05 or 2019-05-01, from ${earliestYear} to ${latestYear}`,
});
const season = z.int().min(0).max(999);
const episodeNumber = z.int().min(0).max(9999);
export const tag = line(40);
export const longestNote = 5000;
const note = prose(longestNote);
const tags = z.array(tag).max(20);
const year = z.int().min(earliestYear).max(latestYear);

export const episode = z.strictObject({ season: season.nullable(), episode: episodeNumber.nullable() });
export type Episode = z.infer<typeof episode>;

export const play = z.strictObject({
  id: playId,
  uid,
  media: mediaReference,
  /** null: some time, nobody knows when. */
  playedOn: partialDate.nullable(),
  playedAt: z.string().nullable(),
  season: z.int().nullable(),
  episode: z.int().nullable(),
  rewatch: z.boolean(),
  /** The rating at that time; the review holds today's. */
  rating: rating.nullable(),
  note: z.string().nullable(),
  tags: z.array(z.string()),
  createdAt: instant,
  updatedAt: instant,
});
export type Play = z.infer<typeof play>;

/** How far somebody is with a show, from its plays. */
export const showProgress = z.strictObject({
  /** How many different episodes were seen. */
  episodes: z.int(),
  /** The latest play of an episode. */
  last: episode.extend({ playedOn: partialDate.nullable() }).nullable(),
  /** The one after the furthest seen; whether it exists nobody here knows. */
  next: z.strictObject({ season: z.int(), episode: z.int() }).nullable(),
  seasons: z.array(z.strictObject({ season: z.int(), seen: z.array(z.int()) })),
});
export type ShowProgress = z.infer<typeof showProgress>;

export const playFilter = z.strictObject({
  kind: mediaKind.optional(),
  mediaId: mediaId.optional(),
  /** Both ends belong to the period: 2019-05 to 2019-05 is that May. */
  from: partialDate.optional(),
  to: partialDate.optional(),
  rewatch: z.boolean().optional(),
  tag: tag.optional(),
});
export type PlayFilter = z.infer<typeof playFilter>;

const facts = {
  playedOn: partialDate.nullable(),
  rating: rating.nullable(),
  note: note.nullable(),
  tags,
};

export const diaryMethods = {
  /** One play, or one for each of the episodes. The answer has them in that order. */
  'diary.log': method(
    'member',
    z.strictObject({
      mediaId,
      playedOn: facts.playedOn,
      episodes: z.array(episode).max(500).default([]),
      /** null: it is one where the diary holds an earlier play of the same. */
      rewatch: z.boolean().nullable().default(null),
      rating: facts.rating.default(null),
      note: facts.note.default(null),
      tags: facts.tags.default([]),
      /** The rating becomes that of the review, too. */
      updateReview: z.boolean().default(false),
      offWatchlist: z.boolean().default(false),
    }),
    z.array(play),
  ),
  /** A field that is left out stays as it was. */
  'diary.edit': method(
    'member',
    z.strictObject({
      id: playId,
      playedOn: facts.playedOn.optional(),
      season: season.nullable().optional(),
      episode: episodeNumber.nullable().optional(),
      rewatch: z.boolean().optional(),
      rating: facts.rating.optional(),
      note: facts.note.optional(),
      tags: facts.tags.optional(),
      updateReview: z.boolean().default(false),
    }),
    play,
  ),
  'diary.delete': method('member', z.strictObject({ ids: z.array(playId).min(1).max(500) }), done),
  'diary.restore': method('member', z.strictObject({ ids: z.array(playId).min(1).max(500) }), done),
  'diary.get': method('member', z.strictObject({ id: playId }), play),
  /** Newest first; of one year, those with a day, then those with a month or a year alone; without a date last. */
  'diary.list': method(
    'member',
    z.strictObject({
      filter: playFilter.default({}),
      cursor: cursor.nullable().default(null),
      limit: pageSize.default(60),
    }),
    page(play),
  ),
  /** How many plays there are, in all and in each year that has any, newest first. */
  'diary.years': method(
    'member',
    nothing,
    z.strictObject({
      total: z.int(),
      undated: z.int(),
      years: z.array(z.strictObject({ year: z.int(), count: z.int() })),
    }),
  ),
  /** A month's days that have plays, each with the latest play of a few titles; `vague` counts those of that month without a day. */
  'diary.month': method(
    'member',
    z.strictObject({ year, month: z.int().min(1).max(12) }),
    z.strictObject({
      days: z.array(z.strictObject({ day: partialDate, count: z.int(), plays: z.array(play) })),
      vague: z.int(),
    }),
  ),
  /** A year's days that have plays; `vague` counts those without a day. */
  'diary.days': method(
    'member',
    z.strictObject({ year, kind: mediaKind.optional() }),
    z.strictObject({
      days: z.array(z.strictObject({ day: partialDate, count: z.int() })),
      vague: z.int(),
    }),
  ),
  /** The latest plays of a title, how many there are in all, and for a show how far one is. */
  'diary.ofTitle': method(
    'member',
    z.strictObject({ mediaId, limit: pageSize.default(20) }),
    z.strictObject({ plays: z.array(play), total: z.int(), progress: showProgress.nullable() }),
  ),
  /** The tags in use, the most used first. */
  'diary.tags': method('member', nothing, z.array(z.strictObject({ tag: z.string(), count: z.int() }))),
} as const satisfies Record<string, Method>;

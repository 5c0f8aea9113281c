// Statistics: what one profile watched and heard, over any period. Everything counts entries: a play is one; a title
// that was rated or written about and never logged is one too, on the day of its review.
import * as z from 'zod';
import { isPartialDate } from '../domain/partial-date.ts';
import { mediaSummary } from './catalog.ts';
import { cursor, mediaKind, method, page, pageSize, rating, type Method } from './contract.ts';
import { mediaReference } from './reviews.ts';

const partialDate = z
  .string()
  .refine(isPartialDate, { error: 'expected a date like 2024, 2024-05 or 2024-05-31' });

/**
 * Both ends belong to it, each as vague as it is written: from 2024 to 2024 is the whole year. Without an end it is
 * open. A play counts where its own date, as precisely as it is known, lies inside.
 */
export const period = z
  .strictObject({ from: partialDate.optional(), to: partialDate.optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || from.slice(0, to.length) <= to, {
    path: ['to'],
    error: 'must not lie before the first day',
  });
export type Period = z.infer<typeof period>;

const count = z.int().nonnegative();
/** Plain mean of the profile's own ratings in tenths, each title once; null while none is rated. */
const average = z.number().nullable();
const span = z.string().regex(/^\d{4}(-\d\d)?$/);
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

const named = z.strictObject({ name: z.string(), titles: count, entries: count, average });
const streak = z.strictObject({ length: z.int().positive(), from: day, to: day });
const streaks = z.strictObject({ longest: streak.nullable(), current: streak.nullable() });
const moment = z.strictObject({ media: mediaReference, date: z.string() });

export const statistics = z.strictObject({
  totals: z.strictObject({
    titles: count,
    plays: count,
    /** Titles rated or written about and never logged. Each is an entry of its own. */
    unlogged: count,
    /** Plays of what had been played before. */
    again: count,
    /** By the runtime of each entry's title; an entry of a show is one episode. */
    minutes: count,
    rated: count,
    written: count,
    average,
    /** Days with at least one entry. */
    days: count,
    creators: count,
    genres: count,
  }),
  leftOut: z.strictObject({
    /** Entries that may lie in the period, but whose date is too vague to say so. */
    vague: count,
    /** Entries without any date, where the period has an end. */
    undated: count,
    /** Entries of unknown length: they add nothing to the minutes. */
    untimed: count,
  }),
  /** Years in which there is something of this kind, newest first, whatever the period. */
  years: z.array(z.int()),
  kinds: z.array(z.strictObject({ kind: mediaKind, titles: count, entries: count, minutes: count, average })),
  /** Titles rated 1, 2, … 10 (rounded down to whole points). */
  ratings: z.array(count).length(10),
  /** The titles that others here rated too: the mean of both. */
  besideOthers: z
    .strictObject({ titles: z.int().positive(), own: z.number(), others: z.number() })
    .nullable(),
  /** By year of release, oldest first. */
  releases: z.array(z.strictObject({ year: z.int(), titles: count, average })),
  decades: z.array(z.strictObject({ decade: z.int(), titles: count, average })),
  /** Most titles first. */
  genres: z.array(named),
  creators: z.array(named),
  /** Of whom at least two titles are rated, best first by a mean that a few ratings can't carry away. */
  bestCreators: z.array(named),
  /** Months, or years where the period is long; oldest first, without gaps. */
  time: z.strictObject({
    step: z.enum(['month', 'year']),
    points: z.array(
      z.strictObject({
        span,
        titles: count,
        entries: count,
        minutes: count,
        average,
        /** The most frequent, at most three. */
        genres: z.array(z.strictObject({ name: z.string(), titles: count })),
      }),
    ),
  }),
  /** Days with at least one entry, oldest first. */
  days: z.array(z.strictObject({ day, entries: count })),
  /** Monday first. */
  weekdays: z.array(count).length(7),
  /** By the computer's clock; null where no time of day is known. */
  hours: z.array(count).length(24).nullable(),
  /** Days, and weeks from Monday, without a gap. What goes on to this day is current. */
  streaks: z.strictObject({ days: streaks, weeks: streaks }),
  first: moment.nullable(),
  last: moment.nullable(),
  /** Played more than once, most often first. */
  mostPlayed: z.array(z.strictObject({ media: mediaReference, plays: count, again: count })),
  best: z.array(z.strictObject({ media: mediaReference, rating })),
});
export type Statistics = z.infer<typeof statistics>;

/** What a figure counts by. `value` says which: "Horror", "1990", "2024-05", "8". */
export const facets = [
  'all',
  'logged',
  'unlogged',
  'again',
  'rated',
  'written',
  'untimed',
  'kind',
  'rating',
  'release',
  'decade',
  'genre',
  'creator',
  'span',
  'day',
  'weekday',
  'hour',
] as const;
export type Facet = (typeof facets)[number];

const selection = { period: period.default({}), kind: mediaKind.optional() };

export const statsMethods = {
  'stats.get': method('member', z.strictObject(selection), statistics),
  /** The ratings of everybody else here, as a histogram like `ratings`. */
  'stats.everyone': method(
    'member',
    z.strictObject({ kind: mediaKind.optional() }),
    z.strictObject({ ratings: z.array(count).length(10), average }),
  ),
  /** The titles behind a figure, the latest first. The figure counts exactly these; the first page says how many. */
  'stats.titles': method(
    'member',
    z.strictObject({
      ...selection,
      facet: z.enum(facets).default('all'),
      value: z.string().max(250).nullable().default(null),
      cursor: cursor.nullable().default(null),
      limit: pageSize.default(60),
    }),
    page(mediaSummary.extend({ entries: count, date: z.string().nullable() })).extend({
      total: count.nullable(),
    }),
  ),
} as const satisfies Record<string, Method>;

// Files of other services: what is known of a set before it is read, and what only its user can say.
import * as z from 'zod';
import { dateOrders } from '../domain/csv/date-order.ts';
import { mediaKind } from './contract.ts';

/** The names of the formats, as `--as` takes them. */
export const formatNames = [
  'mediary',
  'letterboxd',
  'imdb',
  'trakt',
  'tvtime',
  'simkl',
  'movielens',
  'imdb-datasets',
  'rateyourmusic',
  'lastfm',
  'spotify',
  'netflix',
  'tmdb',
  'movary',
  'yamtrack',
  'criticker',
  'kinorium',
] as const;
export type FormatName = (typeof formatNames)[number];

/** How a set is to be read, where its files leave it open. */
export const reading = z.strictObject({
  /** Of dates like 3/4/2019. */
  dateOrder: z.enum(dateOrders).nullable().default(null),
  /** Whose rows are meant, where a file holds those of several people or profiles. */
  person: z.string().max(200).nullable().default(null),
  /** Of an archive that is locked; never stored. */
  password: z.string().max(1000).nullable().default(null),
  /** Of a data set: only titles of these kinds, with at least so many votes. */
  kinds: z.array(mediaKind).nullable().default(null),
  leastVotes: z.int().min(0).nullable().default(null),
});
export type Reading = z.infer<typeof reading>;

/** What has to be said before a set can be read, and what may be answered (all, where there are few). */
export const need = z.strictObject({
  ask: z.enum(['dateOrder', 'person', 'password']),
  choices: z.array(z.string()),
});
export type Need = z.infer<typeof need>;

/** Why a file of a set is left out. */
export const skipReasons = [
  /** Holds tokens, passwords or addresses: never opened. */
  'secret',
  /** Deleted or orphaned by the service. */
  'deleted',
  'profile',
  /** About other people's things, or nothing that Mediary keeps. */
  'others',
  'votes',
  'tags',
  'people',
  /** Of a newer Mediary. */
  'newer_version',
  'unknown',
  'not_a_table',
  'empty',
  'too_many_files',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** A file of a set: what it was recognised as, or why it is left out. */
export const setMember = z.strictObject({
  path: z.string(),
  size: z.int(),
  role: z.string().nullable(),
  skipped: z.enum(skipReasons).nullable(),
});
export type SetMember = z.infer<typeof setMember>;

export const foundFormat = z.strictObject({
  name: z.enum(formatNames),
  label: z.string(),
  members: z.array(setMember),
  needs: z.array(need),
});
export type FoundFormat = z.infer<typeof foundFormat>;

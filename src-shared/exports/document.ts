// `mediary/1`: one JSON document with everything of a profile. It streams both ways: below `profile` and `counts` stand
// arrays, each record of which is on a line of its own, so that a reader needs memory for one record at a time. The
// arrays come in the order of `documentArrays`, titles first; readers pass over arrays and fields that they don't know.
//
// Records are whole in themselves: each says of its title what identifies it. Ratings are integers from 10 to 100,
// tenths of the 1.0–10.0 scale. Nothing is guarded, shortened or trimmed.
import * as z from 'zod';
import { externalSources } from '../api/catalog.ts';
import { instant, mediaKind, rating, uid } from '../api/contract.ts';

export const documentFormat = 'mediary/1';

/** A day with the precision that is known: 2019, 2019-05, 2019-05-01. */
const day = z.string().regex(/^\d{4}(-\d\d(-\d\d)?)?$/);

export const titleIdentity = z.object({
  /** Follows from kind, title, year and disambiguator; the same on every device. */
  uid,
  kind: mediaKind,
  title: z.string(),
  year: z.int().nullable(),
  /** What tells two works of one name and year apart; a song's is its artist, normalised. */
  disambiguator: z.string(),
  creator: z.string().nullable(),
});

const aboutTitle = z.object({ title: titleIdentity });

export const documentRecords = {
  titles: titleIdentity.extend({
    genres: z.array(z.string()),
    runtime: z.int().nullable(),
    description: z.string().nullable(),
    externalIds: z.partialRecord(z.enum(externalSources), z.array(z.string())),
    addedAt: instant,
  }),
  reviews: aboutTitle.extend({
    rating: rating.nullable(),
    review: z.string().nullable(),
    spoiler: z.boolean(),
    createdAt: instant,
    updatedAt: instant,
  }),
  plays: aboutTitle.extend({
    uid,
    playedOn: day.nullable(),
    playedAt: z.string().nullable(),
    season: z.int().nullable(),
    episode: z.int().nullable(),
    rewatch: z.boolean(),
    rating: rating.nullable(),
    note: z.string().nullable(),
    tags: z.array(z.string()),
    createdAt: instant,
    updatedAt: instant,
  }),
  watchlist: aboutTitle.extend({ addedAt: instant }),
  favorites: aboutTitle.extend({ addedAt: instant }),
  dismissed: aboutTitle.extend({ addedAt: instant }),
  lists: z.object({
    uid,
    name: z.string(),
    description: z.string().nullable(),
    ranked: z.boolean(),
    tags: z.array(z.string()),
    createdAt: instant,
    updatedAt: instant,
  }),
  /** In the lists' order; `position` counts from 1 in each. */
  listItems: aboutTitle.extend({
    list: uid,
    position: z.int().positive(),
    note: z.string().nullable(),
    addedAt: instant,
  }),
} as const;

export type DocumentArray = keyof typeof documentRecords;
export type DocumentRecord<A extends DocumentArray> = z.infer<(typeof documentRecords)[A]>;

/** In the order in which they are written: what is pointed at comes before what points. */
export const documentArrays = Object.keys(documentRecords) as readonly DocumentArray[];

/** What stands before the arrays. */
export const documentHead = z.object({
  format: z.literal(documentFormat),
  exportedAt: instant,
  /** The version of the app that wrote it. */
  app: z.string(),
  profile: z.object({
    name: z.string(),
    email: z.string().nullable(),
    settings: z.record(z.string(), z.unknown()),
  }),
  /** How many records each array has: a reader can tell whether it has them all. */
  counts: z.record(z.string(), z.int().nonnegative()),
});
export type DocumentHead = z.infer<typeof documentHead>;

/** The whole document, for who has the memory. */
export const exportDocument = documentHead.extend({
  titles: z.array(documentRecords.titles),
  reviews: z.array(documentRecords.reviews),
  plays: z.array(documentRecords.plays),
  watchlist: z.array(documentRecords.watchlist),
  favorites: z.array(documentRecords.favorites),
  dismissed: z.array(documentRecords.dismissed),
  lists: z.array(documentRecords.lists),
  listItems: z.array(documentRecords.listItems),
});

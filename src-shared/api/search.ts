// Search: what a text with filters finds, what completes it, and the searches that a profile keeps.
import * as z from 'zod';
import { mediaSummary } from './catalog.ts';
import { cursor, done, id, instant, line, mediaKind, method, nothing, type Method } from './contract.ts';
import { longestSearch, searchFilterNames } from '../domain/search-query.ts';

export const savedSearchId = id.brand<'SavedSearchId'>();
export type SavedSearchId = z.infer<typeof savedSearchId>;

/** From and to (exclusive), in the text as it is. */
const range = z.tuple([z.int().nonnegative(), z.int().nonnegative()]);

export const foundTitle = mediaSummary.extend({
  /** What the search matched. */
  marks: z.strictObject({ title: z.array(range), creator: z.array(range), genres: z.array(z.string()) }),
});
export type FoundTitle = z.infer<typeof foundTitle>;

/** Something about the query that a person should know; the rest of it was answered all the same. */
export const searchNote = z.strictObject({
  /** sorted_part: only so many (`value`), the most popular, are in the order that was asked for. */
  reason: z.enum(['unknown_filter', 'bad_value', 'no_such', 'sorted_part']),
  name: z.string(),
  value: z.string(),
});
export type SearchNote = z.infer<typeof searchNote>;

export const savedSearch = z.strictObject({
  id: savedSearchId,
  name: z.string(),
  query: z.string(),
  createdAt: instant,
});
export type SavedSearch = z.infer<typeof savedSearch>;

const searchName = line(100);
const searchText = line(longestSearch);

export const searchMethods = {
  /** Titles for words and filters (`night kind:song year:1990-1999`), best first; for filters alone, the most popular first. */
  'catalog.search': method(
    'member',
    z.strictObject({
      text: z.string().max(longestSearch),
      kind: mediaKind.optional(),
      cursor: cursor.nullable().default(null),
      limit: z.int().min(1).max(100).default(20),
    }),
    z.strictObject({
      items: z.array(foundTitle),
      nextCursor: cursor.nullable(),
      /** How many match, where they were counted to the end; else how many at least. */
      total: z.int().nonnegative(),
      isTotalExact: z.boolean(),
      /** The words that were taken for mistyped, mended: where nothing is called what was typed. */
      corrected: z.string().nullable(),
      notes: z.array(searchNote),
      /** While the index is being built, some titles aren't found yet. */
      isIndexing: z.boolean(),
      tookMs: z.number(),
      cached: z.boolean(),
    }),
  ),
  /** Values that a filter could have, the likeliest first. */
  'search.values': method(
    'member',
    z.strictObject({ name: z.enum(searchFilterNames), begins: z.string().max(100) }),
    z.array(z.string()).max(12),
  ),
  'search.saved': method('member', nothing, z.array(savedSearch)),
  /** A name that is there already (case aside) gets the new query. */
  'search.save': method('member', z.strictObject({ name: searchName, query: searchText }), savedSearch),
  'search.rename': method('member', z.strictObject({ id: savedSearchId, name: searchName }), savedSearch),
  'search.forget': method('member', z.strictObject({ id: savedSearchId }), done),
  /** What was searched for lately, newest first. */
  'search.recent': method('member', nothing, z.array(z.string())),
  'search.remember': method('member', z.strictObject({ text: searchText }), done),
  'search.forgetRecent': method('member', nothing, done),
} as const satisfies Record<string, Method>;

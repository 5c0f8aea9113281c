// What a file of an import can be about, and what its columns can mean. Foreign formats are converted, in the
// worker, into one canonical CSV of shape `entries`.
import { externalSources } from './catalog.ts';

/**
 * `reviews` and `catalogue` (titles themselves), `plays` (the diary) and `watchlist` are mapped by columns;
 * `entries` is the canonical file, which needs no mapping.
 */
export const importShapes = ['reviews', 'catalogue', 'plays', 'watchlist', 'entries'] as const;
export type ImportShape = (typeof importShapes)[number];

/** The fields that a column can be mapped to. External ids map by the name of their source. */
export const importFields = [
  'media_id', 'title', 'year', 'kind', 'creator', 'genres', 'runtime', 'description',
  'rating', 'comment', 'spoiler', 'date', 'author',
  'played', 'rewatch', 'season', 'episode', 'note', 'tags', 'list', 'position', ...externalSources,
] as const; // prettier-ignore
export type ImportField = (typeof importFields)[number];

/** What a canonical row says. `same`: it repeats another row. `problem`: the source row could not be read. */
export const entryKinds = [
  'title', 'review', 'play', 'watchlist', 'favorite', 'dismissed', 'list', 'list_item', 'same', 'problem',
] as const; // prettier-ignore
export type EntryKind = (typeof entryKinds)[number];

/** What a canonical row may be as well, by its `also`. */
export const furtherEntries = ['review', 'watchlist', 'favorite'] as const;
export type FurtherEntry = (typeof furtherEntries)[number];

/** Where there is another rating or text already: keep it, take the file's, or take what is of a later date. */
export const conflictPolicies = ['keepMine', 'takeTheirs', 'newestWins'] as const;
export type ConflictPolicy = (typeof conflictPolicies)[number];

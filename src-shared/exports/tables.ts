// The CSV tables of an export: which files, which columns, and what is in them. Whoever reads them back goes by this
// file alone.
//
// UTF-8 with a byte order mark, CRLF between rows, RFC 4180 quotes, a comma between cells. Cells of text go through
// `guardCell` (formula-guard.ts) and come back through `unguardCell`; nothing else is done to a text, so that it keeps its
// blanks and line breaks to the byte. Several values in one cell: list-cell.ts. An empty cell is "none". Ratings are on the
// 1.0–10.0 scale ("8.5"), flags are `yes` or empty, moments are ISO 8601 in UTC, days have the precision that is
// known (2019, 2019-05, 2019-05-01).
//
// Every table that is about a title begins with `title_uid`, which no other service's file has, or holds it behind its
// own uid; and each has a column that none of the others has, so that a table is known by its header alone,
// whatever the file is called.
import { externalSources } from '../api/catalog.ts';

/** Which title a row is about. `title_uid` is its identity on every device; the others say it for people. */
const title = ['title_uid', 'kind', 'title', 'year', 'creator'] as const;

export const exportTables = {
  /** Every title that another table points at, or the whole catalogue. `genres` and external ids are lists. */
  titles: [...title, 'disambiguator', 'genres', 'runtime', 'description', ...externalSources, 'added_at'],
  /** One per title: a rating, a text, or both. */
  reviews: [...title, 'rating', 'review', 'spoiler', 'created_at', 'updated_at'],
  /** The diary: many per title. `played_at` is the moment, where it is known. `tags` is a list. */
  plays: [
    'play_uid', ...title, 'played_on', 'played_at', 'season', 'episode', 'rewatch', 'rating', 'note', 'tags',
    'created_at', 'updated_at',
  ], // prettier-ignore
  watchlist: [...title, 'watchlisted_at'],
  favorites: [...title, 'favorited_at'],
  /** "Not interested": titles that are never suggested. */
  dismissed: [...title, 'dismissed_at'],
  /** `tags` is a list. A ranked list's places mean something; the items' order is kept either way. */
  lists: ['list_uid', 'name', 'description', 'ranked', 'tags', 'created_at', 'updated_at'],
  /** In the list's order: `position` counts from 1. `list` is its name, for people. */
  list_items: ['list_uid', 'list', 'position', ...title, 'note', 'listed_at'],
} as const satisfies Record<string, readonly string[]>;

export type ExportTable = keyof typeof exportTables;
export type ExportColumn<T extends ExportTable> = (typeof exportTables)[T][number];

export const exportTableNames = Object.keys(exportTables) as readonly ExportTable[];

/** The table whose header this is: all of its columns, in any order, others beside them or not. */
export function tableOfHeader(header: readonly string[]): ExportTable | undefined {
  const names = new Set(header.map((name) => name.trim().toLowerCase()));
  return exportTableNames.find((table) => exportTables[table].every((column) => names.has(column)));
}

// Filters as the index and as the tables know them. Facts that a title has of itself are tokens of the index; what a profile holds of
// titles is a set: a small one is walked through, a big one is asked of each candidate.
import type Database from 'better-sqlite3';
import { normaliseTitle } from '#shared/domain/media-identity.ts';
import { mediaKinds } from '#shared/domain/media-kind.ts';
import type { SearchFilter, SearchShelf } from '#shared/domain/search-query.ts';
import { searchWords } from '#shared/domain/search-words.ts';
import { tokens, wordTokens } from './index-text.ts';

export type Value = string | number;

export interface Condition {
  readonly sql: string;
  readonly values: readonly Value[];
}

export interface Conditions {
  /** Expressions of FTS5 that all must hold. */
  readonly match: readonly string[];
  /** The same facts for rows of `media`, where the index isn't asked. */
  readonly facts: readonly Condition[];
  /** What only the tables know. */
  readonly checks: readonly Condition[];
  /** Selects of ids of titles that a title must be among. */
  readonly sets: readonly Condition[];
  readonly isRatedOnly: boolean;
  /** Genres and lists that there are none of. */
  readonly missing: readonly { readonly name: 'genre' | 'list'; readonly value: string }[];
}

export const quoted = (token: string) => `"${token}"`;
export const anyOf = (expressions: readonly string[]) =>
  expressions.length === 1 ? (expressions[0] ?? '') : `(${expressions.join(' OR ')})`;

const lastIndexedYear = 2100;

const shelves: Readonly<Record<Exclude<SearchShelf, 'unrated'>, string>> = {
  rated: 'SELECT media_id FROM reviews WHERE user_id = ? AND deleted_at IS NULL AND rating IS NOT NULL',
  reviewed: 'SELECT media_id FROM reviews WHERE user_id = ? AND deleted_at IS NULL AND body IS NOT NULL',
  favorite: 'SELECT media_id FROM favorites WHERE user_id = ? AND deleted_at IS NULL',
  watchlist: 'SELECT media_id FROM watchlist WHERE user_id = ? AND deleted_at IS NULL',
  played: 'SELECT media_id FROM plays WHERE user_id = ? AND deleted_at IS NULL',
};

export function createConditions(sqlite: Database.Database) {
  const genreIds = sqlite
    .prepare<[{ key: string }], number>(
      `SELECT id FROM genres WHERE key = @key OR (NOT EXISTS (SELECT 1 FROM genres WHERE key = @key) AND substr(key, 1, length(@key)) = @key)`,
    )
    .pluck();
  const listIds = sqlite
    .prepare<[number, string], number>(
      'SELECT id FROM lists WHERE user_id = ? AND deleted_at IS NULL AND lower(name) = lower(?)',
    )
    .pluck();

  return (filters: readonly SearchFilter[], userId: number): Conditions => {
    const match: string[] = [];
    const facts: Condition[] = [];
    const checks: Condition[] = [];
    const sets: Condition[] = [];
    const missing: { name: 'genre' | 'list'; value: string }[] = [];
    let isRatedOnly = false;
    const kinds = filters.flatMap((filter) => (filter.name === 'kind' ? filter.value : []));
    if (kinds.length > 0) {
      match.push(anyOf(kinds.map((kind) => quoted(tokens.kind(kind)))));
      facts.push({ sql: `media.kind IN (${kinds.map(() => '?').join(', ')})`, values: kinds });
    }
    for (const filter of filters) {
      switch (filter.name) {
        case 'year': {
          const from = filter.from ?? 1800;
          const to = filter.to ?? lastIndexedYear;
          match.push(from > to ? quoted('\ue000') : anyOf(yearTokens(from, to).map(quoted)));
          facts.push({ sql: 'media.year BETWEEN ? AND ?', values: [from, to] });
          break;
        }
        case 'genre': {
          const ids = genreIds.all({ key: normaliseTitle(filter.value) });
          if (ids.length === 0) missing.push({ name: 'genre', value: filter.value });
          match.push(ids.length === 0 ? quoted('\ue000') : anyOf(ids.map((id) => quoted(tokens.genre(id)))));
          facts.push({
            sql: `EXISTS (SELECT 1 FROM media_genres WHERE media_id = media.id AND genre_id IN (${ids.join(', ')}))`,
            values: [],
          });
          break;
        }
        case 'creator':
          for (const word of wordTokens(searchWords(filter.value)))
            match.push(`${quoted(tokens.creator(word))}*`);
          break;
        case 'rating': {
          isRatedOnly = true;
          const low = Math.floor((filter.from ?? 10) / 10);
          const high = Math.floor((filter.to ?? 100) / 10);
          match.push(anyOf(range(low, high).map((points) => quoted(tokens.points(points)))));
          const [above, below] = filter.isOpen ? ['>', '<'] : ['>=', '<='];
          if (filter.from !== null)
            checks.push({
              sql: `media.rating_count > 0 AND media.rating_sum ${above} ? * media.rating_count`,
              values: [filter.from],
            });
          // "rating:8" means all that shows as 8.0.
          if (filter.to !== null)
            checks.push({
              sql: `media.rating_count > 0 AND media.rating_sum ${below} ? * media.rating_count`,
              values: [filter.to === filter.from ? filter.to + 0.999 : filter.to],
            });
          break;
        }
        case 'mine':
          if (filter.value === 'unrated')
            checks.push({
              sql: 'NOT EXISTS (SELECT 1 FROM reviews WHERE user_id = ? AND media_id = media.id AND deleted_at IS NULL AND rating IS NOT NULL)',
              values: [userId],
            });
          else sets.push({ sql: shelves[filter.value], values: [userId] });
          break;
        case 'list': {
          const ids = listIds.all(userId, filter.value);
          if (ids.length === 0) missing.push({ name: 'list', value: filter.value });
          sets.push({
            sql: `SELECT media_id FROM list_items WHERE list_id IN (${ids.join(', ')}) AND deleted_at IS NULL`,
            values: [],
          });
          break;
        }
        case 'kind':
        case 'sort':
          break;
      }
    }
    return { match, facts, checks, sets, isRatedOnly, missing };
  };
}

/** Every title has one of these. */
export const everyTitle = anyOf(mediaKinds.map((kind) => quoted(tokens.kind(kind))));

/** A range in as few tokens as it takes: whole decades as such. */
function yearTokens(from: number, to: number): string[] {
  const found: string[] = [];
  for (let year = Math.max(1800, from); year <= Math.min(to, lastIndexedYear); year++) {
    if (year % 10 === 0 && year + 9 <= to) {
      found.push(tokens.decade(year));
      year += 9;
    } else found.push(tokens.year(year));
  }
  return found;
}

function range(low: number, high: number): number[] {
  return Array.from({ length: Math.max(1, high - low + 1) }, (_, index) => low + index);
}

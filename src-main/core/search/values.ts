// What could complete a filter in the search box: values that exist, the likeliest first.
import type Database from 'better-sqlite3';
import { mediaKinds } from '#shared/domain/media-kind.ts';
import { searchShelves, searchSorts, type SearchFilterName } from '#shared/domain/search-query.ts';
import { foldForSearch, searchWords } from '#shared/domain/search-words.ts';
import { quoted } from './conditions.ts';
import { mediaIdOf, tokens, wordTokens } from './index-text.ts';

const most = 12;
const decades = Array.from({ length: 13 }, (_, index) => 2020 - index * 10).map(
  (year) => `${year}-${year + 9}`,
);
const ratings = ['>9', '>8', '>7', '>6', '<5'];

export function createValues(sqlite: Database.Database) {
  const genres = sqlite
    .prepare<[], string>(
      `SELECT name FROM genres ORDER BY (SELECT count(*) FROM (SELECT 1 FROM media_genres WHERE genre_id = genres.id LIMIT 2000)) DESC, name`,
    )
    .pluck();
  const lists = sqlite
    .prepare<[number], string>(
      'SELECT name FROM lists WHERE user_id = ? AND deleted_at IS NULL ORDER BY updated_at DESC',
    )
    .pluck();
  const creators = sqlite
    .prepare<[string], string>(
      `SELECT creator FROM media_search CROSS JOIN media ON media.id = ${mediaIdOf('media_search.rowid')}
       WHERE media_search MATCH ? AND creator IS NOT NULL LIMIT 200`,
    )
    .pluck();

  function beginning(values: readonly string[], begins: string): string[] {
    const wanted = foldForSearch(begins.trim());
    return values
      .filter((value) =>
        foldForSearch(value)
          .split(' ')
          .some((_, index, words) => words.slice(index).join(' ').startsWith(wanted)),
      )
      .slice(0, most);
  }

  return (name: SearchFilterName, begins: string, userId: number): string[] => {
    switch (name) {
      case 'kind':
        return beginning(mediaKinds, begins);
      case 'mine':
        return beginning(searchShelves, begins);
      case 'sort':
        return beginning(searchSorts, begins);
      case 'genre':
        return beginning(genres.all(), begins);
      case 'list':
        return beginning(lists.all(userId), begins);
      case 'year':
        return decades.filter((decade) => decade.startsWith(begins.trim())).slice(0, most);
      case 'rating':
        return ratings.filter((rating) => rating.startsWith(begins.trim()));
      case 'creator': {
        const words = wordTokens(searchWords(begins));
        if (words.length === 0) return [];
        const match = words.map((word) => `${quoted(tokens.creator(word))}*`).join(' AND ');
        return [...new Set(creators.all(match))].slice(0, most);
      }
    }
    return [];
  };
}

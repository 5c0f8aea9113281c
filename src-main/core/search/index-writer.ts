// The one place that writes the index of titles. Called inside the transaction that writes the title. Where a rating changes, a
// trigger queues the title (search_moves), and upkeep moves its row; until then it is found all the same, at its former place.
import type Database from 'better-sqlite3';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import { foldForSearch, searchWords } from '#shared/domain/search-words.ts';
import { indexText, rowOf, standingOf, unrated, type Standing } from './index-text.ts';
import { createSearchState } from './search-state.ts';

export interface IndexWriter {
  /** A title that the index doesn't have and that nobody has rated. */
  add(mediaId: number, facts: WrittenFacts, genreIds: readonly number[]): void;
  /** Indexes a title as the tables have it; takes it out where it is deleted or gone. */
  refresh(mediaId: number): void;
  refreshAll(mediaIds: readonly number[]): void;
  remove(mediaId: number): void;
  /** Of all titles with these ids. */
  removeRun(first: number, last: number): void;
  /** The line that the index should hold of a title; '' where it should hold none. */
  textOf(mediaId: number): string;
  /** After a rollback. */
  reset(): void;
}

export interface WrittenFacts {
  readonly title: string;
  readonly kind: MediaKind;
  readonly year: number | null;
  readonly creator: string | null;
}

interface Row extends WrittenFacts {
  readonly rating_count: number;
  readonly rating_sum: number;
}

/** Beyond these the vocabulary is built anew. They are compared one by one. */
export const mostNewWords = 2000;

export function createIndexWriter(sqlite: Database.Database): IndexWriter {
  const insert = sqlite.prepare('INSERT INTO media_search (rowid, words) VALUES (?, ?)');
  const remove = sqlite.prepare('DELETE FROM media_search WHERE rowid = ?');
  const removeRun = sqlite.prepare('DELETE FROM media_search WHERE rowid BETWEEN ? AND ?');
  const placedIn = sqlite
    .prepare<[number, number], number>('SELECT media_id FROM search_places WHERE media_id BETWEEN ? AND ?')
    .pluck();
  const place = sqlite.prepare<[number], Standing>(
    'SELECT tier, points FROM search_places WHERE media_id = ?',
  );
  const setPlace = sqlite.prepare(
    'INSERT OR REPLACE INTO search_places (media_id, tier, points) VALUES (?, ?, ?)',
  );
  const forgetPlace = sqlite.prepare('DELETE FROM search_places WHERE media_id = ?');
  const facts = sqlite.prepare<[number], Row>(
    'SELECT title, kind, year, creator, rating_count, rating_sum FROM media WHERE id = ? AND deleted_at IS NULL',
  );
  const genresOf = sqlite
    .prepare<[number], number>('SELECT genre_id FROM media_genres WHERE media_id = ? ORDER BY position')
    .pluck();
  const countNew = sqlite.prepare<[], number>('SELECT count(*) FROM search_new_words').pluck();
  const addWord = sqlite.prepare('INSERT OR IGNORE INTO search_new_words (word) VALUES (?)');
  const state = createSearchState(sqlite);
  let newWords: number | undefined;

  function noteWords(text: string): void {
    newWords ??= countNew.get() ?? 0;
    if (newWords > mostNewWords) return;
    for (const word of vocabularyWords(text)) newWords += addWord.run(word).changes;
    if (newWords > mostNewWords) state.set('words', 1);
  }

  function placeOf(mediaId: number): Standing {
    return place.get(mediaId) ?? unrated;
  }

  /** All removals first: FTS5 gathers rows in memory as long as their numbers ascend. */
  function refreshAll(mediaIds: readonly number[]): void {
    for (const mediaId of mediaIds) removeEntry(mediaId);
    for (const mediaId of mediaIds) {
      const row = facts.get(mediaId);
      if (row === undefined) continue;
      const standing = standingOf(row.rating_count, row.rating_sum);
      insert.run(
        rowOf(mediaId, standing),
        indexText({ ...row, genreIds: genresOf.all(mediaId) }, standing.points),
      );
      if (standing.tier > 0) setPlace.run(mediaId, standing.tier, standing.points);
      noteWords(`${row.title} ${row.creator ?? ''}`);
    }
  }

  function removeEntry(mediaId: number): void {
    const former = placeOf(mediaId);
    remove.run(rowOf(mediaId, former));
    if (former.tier > 0) forgetPlace.run(mediaId);
  }

  return {
    add(mediaId, title, genreIds) {
      insert.run(rowOf(mediaId, unrated), indexText({ ...title, genreIds }, 0));
      if (newWords === undefined || newWords <= mostNewWords)
        noteWords(`${title.title} ${title.creator ?? ''}`);
    },
    refresh: (mediaId) => refreshAll([mediaId]),
    refreshAll,
    remove: removeEntry,
    removeRun(first, last) {
      for (const mediaId of placedIn.all(first, last)) removeEntry(mediaId);
      removeRun.run(rowOf(first, unrated), rowOf(last, unrated));
    },
    textOf(mediaId) {
      const row = facts.get(mediaId);
      if (row === undefined) return '';
      const { tier, points } = standingOf(row.rating_count, row.rating_sum);
      return `${tier} ${indexText({ ...row, genreIds: genresOf.all(mediaId) }, points)}`;
    },
    reset() {
      newWords = undefined;
    },
  };
}

/** Of a text, the words that the vocabulary holds. */
function vocabularyWords(text: string): string[] {
  const { words, joined } = searchWords(foldForSearch(text));
  return [...words.filter(({ isRun }) => !isRun).map((word) => word.text), ...joined].filter(isIndexedWord);
}

/** Three letters or figures and more. */
export function isIndexedWord(word: string): boolean {
  return word.length >= 3 && word.length <= 40 && /^[\p{L}\p{N}]+$/u.test(word);
}

/** What can be mistyped, or searched inside: words without figures. */
export function isVocabulary(word: string): boolean {
  return word.length >= 3 && word.length <= 40 && /^\p{L}+$/u.test(word);
}

// What is left to do for the index, kept beside it: it survives a crash, and every process sees it.
import type Database from 'better-sqlite3';

/**
 * rebuild: 1 + the id of the last title that was indexed anew. words: the vocabulary is to be built. version: of the way in which texts
 * are read. generation, vocabulary: which vocabulary counts, and how many words it has. merged: the id of the last title when the index was
 * made one piece.
 */
export type StateKey = 'rebuild' | 'words' | 'version' | 'generation' | 'vocabulary' | 'merged';

export interface SearchState {
  get(key: StateKey): number;
  set(key: StateKey, value: number): void;
}

export function createSearchState(sqlite: Database.Database): SearchState {
  const read = sqlite.prepare<[string], number>('SELECT value FROM search_state WHERE key = ?').pluck();
  const write = sqlite.prepare('INSERT OR REPLACE INTO search_state (key, value) VALUES (?, ?)');
  return {
    get: (key) => read.get(key) ?? 0,
    set: (key, value) => void write.run(key, value),
  };
}

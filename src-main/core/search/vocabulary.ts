// The words of all titles and creators, for substrings and typos: by pairs of letters, which words hold them. Words are numbered
// from the commonest on, so the lists are read from the likeliest and reading may stop early.
import type Database from 'better-sqlite3';
import { editDistance } from './edit-distance.ts';
import { chunkSize, mostWords, pairsOf } from './grams.ts';
import { createSearchState } from './search-state.ts';

export interface NearWord {
  readonly word: string;
  readonly distance: number;
}

export interface Vocabulary {
  /** Words with the fragment inside, the commonest first. */
  containing(fragment: string, most: number): string[];
  /** All words that begin so, where naming them takes the index less work than to gather their titles; else undefined. */
  beginning(start: string): string[] | undefined;
  /** Whether a word begins so. */
  begins(start: string): boolean;
  /** Words, or beginnings of words where `isOpen`, that differ by 1 to `distance` typos; the nearest first. */
  near(word: string, isOpen: boolean, distance: number, most: number): NearWord[];
}

const mostVerified = 160;
/** Shorter beginnings have lists of their own in the index. */
const shortestBeginning = 6;
const mostNamed = 40;
/** To look a word up takes the index as long as to gather so many titles (measured: 60 µs). */
const titlesPerName = 500;
export function createVocabulary(sqlite: Database.Database): Vocabulary {
  const state = createSearchState(sqlite);
  const list = sqlite
    .prepare<[number, string, number], Buffer>(
      'SELECT words FROM search_grams WHERE generation = ? AND gram = ? AND chunk = ?',
    )
    .pluck();
  const wordById = sqlite
    .prepare<[number, number], string>('SELECT word FROM search_words WHERE generation = ? AND id = ?')
    .pluck();
  const wordsFrom = sqlite.prepare<[number, string, string, number], { word: string; docs: number }>(
    'SELECT word, docs FROM search_words INDEXED BY search_words_word WHERE generation = ? AND word >= ? AND word < ? LIMIT ?',
  );
  const newWords = sqlite.prepare<[], string>('SELECT word FROM search_new_words').pluck();
  const counts = new Uint8Array(chunkSize);

  /** Ids of words that hold at least `least` of the pairs, those with the most pairs first. */
  function sharing(pairs: readonly string[], least: number, most: number): number[] {
    const generation = state.get('generation');
    const chunks = Math.ceil(state.get('vocabulary') / chunkSize);
    const byCount: number[][] = [];
    let found = 0;
    for (let chunk = 0; chunk < chunks && found < most * 4; chunk++) {
      counts.fill(0);
      const lists = pairs.map((pair) => idsOf(list.get(generation, pair, chunk)));
      for (const ids of lists) {
        for (const id of ids) {
          const count = (counts[id] ?? 0) + 1;
          counts[id] = count;
          if (count === least) found++;
        }
      }
      collect(lists, chunk, least, byCount);
    }
    return byCount.toReversed().flat().slice(0, most);
  }

  function collect(lists: readonly Uint16Array[], chunk: number, least: number, byCount: number[][]): void {
    for (const ids of lists) {
      for (const id of ids) {
        const count = counts[id] ?? 0;
        if (count < least) continue;
        counts[id] = 0;
        (byCount[count] ??= []).push(chunk * chunkSize + id);
      }
    }
  }

  function words(ids: readonly number[]): string[] {
    const generation = state.get('generation');
    return ids.flatMap((id) => wordById.get(generation, id) ?? []);
  }

  return {
    containing(fragment, most) {
      const pairs = [...new Set(pairsOf(fragment))];
      if (pairs.length === 0) return [];
      const known = words(sharing(pairs, pairs.length, most * 4).toSorted((one, other) => one - other));
      const all = new Set([...known, ...newWords.all()]);
      return [...all].filter((word) => word.includes(fragment)).slice(0, most);
    },
    beginning(start) {
      if (start.length < shortestBeginning || state.get('words') > 0 || state.get('vocabulary') >= mostWords)
        return undefined;
      const found = wordsFrom.all(state.get('generation'), start, `${start}\u{10ffff}`, mostNamed + 1);
      if (found.length > mostNamed) return undefined;
      const titles = found.reduce((sum, { docs }) => sum + docs, 0);
      if (titles < found.length * titlesPerName) return undefined;
      return [
        ...new Set([
          start,
          ...found.map(({ word }) => word),
          ...newWords.all().filter((word) => word.startsWith(start)),
        ]),
      ];
    },
    begins: (start) =>
      wordsFrom.get(state.get('generation'), start, `${start}\u{10ffff}`, 1) !== undefined ||
      newWords.all().some((word) => word.startsWith(start)),
    near(word, isOpen, distance, most) {
      const pairs = [...new Set(pairsOf(`^${word}`))];
      const least = Math.max(1, pairs.length - (distance === 1 ? 3 : 4));
      const all = new Set([...words(sharing(pairs, least, mostVerified)), ...newWords.all()]);
      const found: NearWord[] = [];
      for (const other of all) {
        const apart = editDistance(word, other, distance, isOpen);
        if (apart > 0 && apart <= distance) found.push({ word: other, distance: apart });
      }
      return found
        .sort((one, other) => one.distance - other.distance || rank(word, one.word) - rank(word, other.word))
        .slice(0, most);
    },
  };
}

/** A typo is rarely in the first letter, and seldom changes the length. */
function rank(typed: string, word: string): number {
  return (word[0] === typed[0] ? 0 : 10) + Math.abs(word.length - typed.length);
}

function idsOf(blob: Buffer | undefined): Uint16Array {
  if (blob === undefined) return new Uint16Array();
  const bytes = blob.byteOffset % 2 === 0 ? blob : Uint8Array.from(blob);
  return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
}

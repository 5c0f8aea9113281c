// Keeps the index in shape, in portions that hold the lock for moments: moves titles whose popularity changed, builds the vocabulary, and
// builds everything anew where the way of reading texts changed or `check` asked for it. Each portion can be the last one before a crash.
import type Database from 'better-sqlite3';
import { searchVersion } from '#shared/domain/search-words.ts';
import { chunkSize, mostWords, pairsOf } from './grams.ts';
import { creatorWord, rowOf, standingOf, type Standing } from './index-text.ts';
import { createIndexWriter, isIndexedWord, isVocabulary } from './index-writer.ts';
import { createSearchState } from './search-state.ts';

/** Between portions: others may write. False: stop, the rest is for another time. */
export type Pause = () => boolean;

const portionTime = 8;
/** So many titles more, or so many moved, and the index is worth being made one piece. */
const manyTitles = 20_000;
/** Of the index, a portion: 8 ms. */
const mergedPages = 64;

export interface SearchUpkeep {
  /** Whether `run` would find something to do. */
  isDue(): boolean;
  /** Whether no more is due than to move so many titles. */
  isSmall(moves: number): boolean;
  /** Does what is due. False where it was stopped. */
  run(pause: Pause): boolean;
  /** A catalogue without titles has nothing to be built anew. */
  adoptEmpty(): void;
  /** Lets the next `run` build everything anew. */
  startOver(): void;
}

export function createSearchUpkeep(sqlite: Database.Database): SearchUpkeep {
  const state = createSearchState(sqlite);
  const writer = createIndexWriter(sqlite);
  const anyMove = sqlite.prepare<[], number>('SELECT 1 FROM search_moves LIMIT 1').pluck();
  const countMoves = sqlite
    .prepare<[number], number>('SELECT count(*) FROM (SELECT 1 FROM search_moves LIMIT ?)')
    .pluck();
  const nextTitle = sqlite
    .prepare<[number], number>('SELECT id FROM media WHERE id >= ? ORDER BY id LIMIT 1')
    .pluck();

  const lastTitle = sqlite.prepare<[], number>('SELECT coalesce(max(id), 0) FROM media').pluck();
  const isScattered = () => (lastTitle.get() ?? 0) - state.get('merged') > manyTitles;

  /** In one transaction until `step` has nothing left or the time is up; `end` belongs to it. */
  function portion(step: () => boolean, end: () => void = () => undefined): boolean {
    let goesOn = true;
    sqlite
      .transaction(() => {
        const began = performance.now();
        do goesOn = step();
        while (goesOn && performance.now() - began < portionTime);
        end();
      })
      .immediate();
    return goesOn;
  }

  function rebuild(pause: Pause): boolean {
    if (state.get('rebuild') === 1) {
      portion(
        () => false,
        () => {
          sqlite.exec(
            `INSERT INTO media_search (media_search) VALUES ('delete-all'); DELETE FROM search_places; DELETE FROM search_new_words`,
          );
          state.set('words', 1);
        },
      );
    }
    let next = Math.max(1, state.get('rebuild'));
    for (;;) {
      const goesOn = portion(
        () => {
          const id = nextTitle.get(next);
          if (id === undefined) return false;
          writer.refresh(id);
          next = id + 1;
          return true;
        },
        () => state.set('rebuild', next),
      );
      if (!goesOn) break;
      if (!pause()) return false;
    }
    portion(
      () => false,
      () => {
        state.set('rebuild', 0);
        state.set('version', searchVersion);
      },
    );
    return true;
  }

  /** Rows are written in ascending order: FTS5 gathers those in memory. */
  function move(pause: Pause): boolean {
    const queued = sqlite.prepare<[], number>('SELECT media_id FROM search_moves').pluck().all();
    const standing = sqlite.prepare<[number], { rating_count: number; rating_sum: number }>(
      'SELECT rating_count, rating_sum FROM media WHERE id = ? AND deleted_at IS NULL',
    );
    const place = sqlite.prepare<[number], Standing>(
      'SELECT tier, points FROM search_places WHERE media_id = ?',
    );
    const unqueue = sqlite.prepare('DELETE FROM search_moves WHERE media_id = ?');
    const rows = queued.map((id) => {
      const row = standing.get(id);
      return { id, row: rowOf(id, standingOf(row?.rating_count ?? 0, row?.rating_sum ?? 0)) };
    });
    rows.sort((one, other) => one.row - other.row);
    let next = 0;
    while (next < rows.length) {
      const portionEnd = Math.min(rows.length, next + 400);
      portion(() => {
        const ids = rows.slice(next, portionEnd).map(({ id }) => id);
        const moved = ids.filter((id) => {
          const row = standing.get(id);
          const now = standingOf(row?.rating_count ?? 0, row?.rating_sum ?? 0);
          const before = place.get(id);
          return now.tier !== (before?.tier ?? 0) || now.points !== (before?.points ?? 0);
        });
        writer.refreshAll(moved);
        for (const id of ids) unqueue.run(id);
        next = portionEnd;
        return false;
      });
      if (!pause()) return false;
    }
    if (rows.length > manyTitles) state.set('merged', 0);
    return true;
  }

  function buildVocabulary(pause: Pause): boolean {
    const words = readWords(sqlite);
    const generation = state.get('generation') + 1;
    const clear = (sql: string) => sqlite.prepare(sql);
    clear('DELETE FROM search_words WHERE generation <> ?').run(state.get('generation'));
    clear('DELETE FROM search_grams WHERE generation <> ?').run(state.get('generation'));
    const insertWord = sqlite.prepare(
      'INSERT INTO search_words (generation, id, word, docs) VALUES (?, ?, ?, ?)',
    );
    const insertList = sqlite.prepare(
      'INSERT INTO search_grams (generation, gram, chunk, words) VALUES (?, ?, ?, ?)',
    );
    const lists = new Map<string, number[]>();
    let id = 0;
    const flush = () => {
      const chunk = Math.floor((id - 1) / chunkSize);
      const all = [...lists].sort(([one], [other]) => (one < other ? -1 : 1));
      lists.clear();
      let next = 0;
      while (next < all.length) {
        portion(() => {
          const [gram = '', ids = []] = all[next] ?? [];
          insertList.run(generation, gram, chunk, Buffer.from(Uint16Array.from(ids).buffer));
          next++;
          return next < all.length;
        });
        if (!pause()) return false;
      }
      return true;
    };
    while (id < words.length) {
      let isChunkFull = false;
      portion(() => {
        const [word = '', docs = 0] = words[id] ?? [];
        insertWord.run(generation, id, word, docs);
        const pairs = isVocabulary(word) ? new Set(pairsOf(`^${word}`)) : [];
        for (const pair of pairs) {
          const list = lists.get(pair);
          if (list) list.push(id % chunkSize);
          else lists.set(pair, [id % chunkSize]);
        }
        id++;
        isChunkFull = id % chunkSize === 0;
        return id < words.length && !isChunkFull;
      });
      if (!pause()) return false;
      if (isChunkFull && !flush()) return false;
    }
    if (lists.size > 0 && !flush()) return false;
    portion(
      () => false,
      () => {
        sqlite.exec('DELETE FROM search_new_words');
        state.set('generation', generation);
        state.set('vocabulary', words.length);
        state.set('words', 0);
      },
    );
    return true;
  }

  /** A search asks every piece that the index is in: after many writes there are a dozen, and one is twice as fast. */
  function merge(pause: Pause): boolean {
    const step = sqlite.prepare<[number]>(
      `INSERT INTO media_search (media_search, rank) VALUES ('merge', ?)`,
    );
    const changes = sqlite.prepare<[], number>('SELECT total_changes()').pluck();
    // A negative number begins with all pieces; FTS5 is done when a step changes nothing but itself.
    let pages = -mergedPages;
    const goesOn = () =>
      portion(() => {
        const before = changes.get() ?? 0;
        step.run(pages);
        pages = mergedPages;
        return (changes.get() ?? 0) - before >= 2;
      });
    while (goesOn()) if (!pause()) return false;
    state.set('merged', lastTitle.get() ?? 0);
    return true;
  }

  return {
    isDue: () =>
      state.get('rebuild') > 0 ||
      state.get('version') < searchVersion ||
      state.get('words') > 0 ||
      isScattered() ||
      anyMove.get() !== undefined,
    isSmall: (moves) =>
      state.get('rebuild') === 0 &&
      state.get('version') === searchVersion &&
      state.get('words') === 0 &&
      !isScattered() &&
      (countMoves.get(moves + 1) ?? 0) <= moves,
    run(pause) {
      if (state.get('version') < searchVersion && state.get('rebuild') === 0) state.set('rebuild', 1);
      if (state.get('rebuild') > 0 && !rebuild(pause)) return false;
      if (anyMove.get() !== undefined && !move(pause)) return false;
      if (state.get('words') > 0 && !buildVocabulary(pause)) return false;
      return !isScattered() || merge(pause);
    },
    adoptEmpty() {
      if (state.get('version') < searchVersion && nextTitle.get(1) === undefined)
        state.set('version', searchVersion);
    },
    startOver: () => state.set('rebuild', 1),
  };
}

/** All words of titles and creators that can be mistyped, the commonest first. */
function readWords(sqlite: Database.Database): [word: string, docs: number][] {
  sqlite.exec(
    `CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms USING fts5vocab (main, media_search, row)`,
  );
  const docs = new Map<string, number>();
  const terms = sqlite.prepare<[], [string, number]>('SELECT term, doc FROM temp.search_terms').raw();
  for (const [term, count] of terms.iterate()) {
    const word = creatorWord(term) ?? term;
    if (isIndexedWord(word)) docs.set(word, (docs.get(word) ?? 0) + count);
  }
  return [...docs].sort((one, other) => other[1] - one[1]).slice(0, mostWords);
}

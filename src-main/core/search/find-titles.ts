// Finds titles: whole titles and their beginnings, words, substrings, typos, each from the most popular on and within bounds, so that the
// shortest text over the biggest library stays quick. Grades order what the bounds let through.
import type Database from 'better-sqlite3';
import { normaliseTitle, sortKey } from '#shared/domain/media-identity.ts';
import type { SearchQuery, SearchSort } from '#shared/domain/search-query.ts';
import { searchWords, type SearchWord } from '#shared/domain/search-words.ts';
import {
  anyOf,
  createConditions,
  everyTitle,
  type Condition,
  type Conditions,
  type Value,
} from './conditions.ts';
import {
  anywhere,
  asWord,
  begunExpressions,
  canBeMistyped,
  joinedPairs,
  runExpressions,
  wordExpressions,
  type Endings,
} from './expressions.ts';
import { gradeOf, matchesWords, type Candidate, type Way } from './grade.ts';
import { firstUnratedRow, idSpan, mediaIdOf } from './index-text.ts';
import { byPopularity, isOtherOrder, sorted } from './order.ts';
import { createVocabulary, type NearWord } from './vocabulary.ts';

export interface Found {
  readonly ids: readonly number[];
  /** Whether there are more than these. */
  readonly hasMore: boolean;
  /** How many there are, as far as they were counted. */
  readonly total: number;
  readonly isTotalExact: boolean;
  readonly nextCursor: string | null;
  /** Typed words that were looked for inside of words, and words that were taken for mistyped ones. */
  readonly marks: { readonly inside: readonly string[]; readonly near: readonly string[] };
  /** What may have been meant, where only typos found something. */
  readonly corrected: string | null;
  readonly missing: Conditions['missing'];
  /** How many, the most popular, are in the order that was asked for, where there are more than those; else null. */
  readonly sortedOf: number | null;
}

export interface FindOptions {
  readonly userId: number;
  readonly limit: number;
  readonly cursor: string | null;
}

interface Matches {
  readonly count: number;
  /** Reads them: only what may be shown is worth it. */
  titles(): readonly Candidate[];
}

/** Of each way to match. */
const mostCandidates = 60;
const mostSortable = 1000;
/** A profile's set up to this size is walked through. */
const smallSet = 1500;
const mostSubstitutes = 30;
const mostMended = 10;
/** With so many titles found, nobody looks for less likely ones. */
const enough = { substrings: 20, typos: 5 } as const;

const columns = `media.id, media.title, media.creator, media.year, media.rating_count, media.rating_sum, media.weighted_rating`;

export function createFinder(sqlite: Database.Database) {
  const conditionsOf = createConditions(sqlite);
  const vocabulary = createVocabulary(sqlite);
  const genreIds = sqlite
    .prepare<[string], number>(`SELECT id FROM genres WHERE instr(' ' || key, ' ' || ?) > 0 LIMIT 12`)
    .pluck();
  const known = sqlite
    .prepare<[string], number>('SELECT rowid FROM media_search WHERE media_search MATCH ? LIMIT 1')
    .pluck();
  const hasGenre = sqlite.prepare<[number, number]>(
    'SELECT 1 FROM media_genres WHERE media_id = ? AND genre_id = ?',
  );
  const places = sqlite
    .prepare<[string, number, number, number], number>(
      'SELECT rowid FROM media_search WHERE media_search MATCH ? AND rowid > ? AND rowid < ? LIMIT ?',
    )
    .pluck();
  const byIds = sqlite.prepare<[string], Candidate>(
    `SELECT ${columns} FROM media WHERE id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL`,
  );
  /** Of the search that is under way. */
  const remembered = new Map<number, Candidate>();
  const statements = new Map<string, Database.Statement<Value[], Candidate>>();

  /** The same few shapes are asked again and again: each is prepared once. */
  function ask(sql: string, values: readonly Value[]): Candidate[] {
    let statement = statements.get(sql);
    if (statement === undefined) {
      if (statements.size > 200) statements.clear();
      statements.set(sql, (statement = sqlite.prepare(sql)));
    }
    return statement.all(...values);
  }

  function matching(expressions: readonly string[], where: Conditions, limit: number, after = 0): Matches {
    const all = [...expressions, ...where.match];
    const conditions = [...where.checks, ...where.sets.map(amongSet)];
    if (conditions.length === 0) {
      const rows = places.all(joined(all), after, lastRowOf(where), limit);
      return { count: rows.length, titles: () => titlesOf(rows) };
    }
    const found = ask(
      `SELECT ${columns}, media_search.rowid AS place FROM media_search CROSS JOIN media ON media.id = ${mediaIdOf('media_search.rowid')}
       WHERE media_search MATCH ? AND media_search.rowid > ? ${where.isRatedOnly ? `AND media_search.rowid < ${firstUnratedRow}` : ''}
         AND media.deleted_at IS NULL ${conditions.map(({ sql }) => `AND ${sql}`).join(' ')}
       LIMIT ?`,
      [joined(all), after, ...conditions.flatMap(({ values }) => values), limit],
    );
    return { count: found.length, titles: () => found };
  }

  /** Each title is read once, however many ways find it. */
  function titlesOf(found: readonly number[]): Candidate[] {
    const ids = found.map((place) => place % idSpan);
    const unread = ids.filter((id) => !remembered.has(id));
    if (unread.length > 0)
      for (const title of byIds.all(JSON.stringify(unread))) remembered.set(title.id, title);
    return found.flatMap((place, index) => {
      const title = remembered.get(ids[index] ?? 0);
      return title === undefined ? [] : { ...title, place };
    });
  }

  /** All of a small set that meet the other conditions; undefined where the set is big. */
  function ofSmallSet(where: Conditions): Candidate[] | undefined {
    for (const [index, set] of where.sets.entries()) {
      const size = sqlite
        .prepare<Value[], number>(`SELECT count(*) FROM (${set.sql} LIMIT ${smallSet + 1})`)
        .pluck()
        .get(...set.values);
      if (size === undefined || size > smallSet) continue;
      const conditions = [
        ...where.facts,
        ...where.checks,
        ...where.sets.filter((_, other) => other !== index).map(amongSet),
      ];
      return ask(
        `SELECT ${columns} FROM media WHERE media.id IN (${set.sql}) AND media.deleted_at IS NULL ${conditions.map(({ sql }) => `AND ${sql}`).join(' ')}`,
        [...set.values, ...conditions.flatMap(({ values }) => values)],
      );
    }
    return undefined;
  }

  function byKey(text: string): Candidate[] {
    const key = normaliseTitle(text);
    if (key === '') return [];
    return (['title_key', 'sort_key'] as const).flatMap((column) =>
      ask(
        `SELECT ${columns} FROM media INDEXED BY ${column === 'title_key' ? 'media_match' : 'media_sort'}
         WHERE ${column} = ? AND deleted_at IS NULL LIMIT 60`,
        [column === 'title_key' ? key : sortKey(key)],
      ),
    );
  }

  function genresOf(word: string): number[] {
    return word.length < 2 ? [] : genreIds.all(word);
  }

  function isKnown(word: string, isOpen: boolean): boolean {
    return known.get(anyOf(asWord(word))) !== undefined || (isOpen && vocabulary.begins(word));
  }

  /** Words that nothing is called, so that they may be parts of words or mistyped. A single word may be both. */
  function doubtful(words: readonly SearchWord[], isFiltered: boolean): boolean[] {
    const isAlone = words.length === 1 && !isFiltered;
    return words.map(
      (word, index) => canBeMistyped(word) && (isAlone || !isKnown(word.text, index === words.length - 1)),
    );
  }

  function substrings(words: readonly SearchWord[], endings: Endings, isDoubtful: readonly boolean[]) {
    const typed: string[] = [];
    const expressions = words.flatMap((word, index) => {
      if (word.isRun) return runExpressions(word.text);
      const inside = isDoubtful[index] === true ? vocabulary.containing(word.text, mostSubstitutes) : [];
      if (inside.length > 0) typed.push(word.text);
      return anyOf([...anywhere(word.text, index === words.length - 1, endings), ...inside.flatMap(asWord)]);
    });
    return typed.length > 0 ? { expressions, typed } : undefined;
  }

  function typos(words: readonly SearchWord[], endings: Endings, isDoubtful: readonly boolean[]) {
    const near = words.map((word, index) =>
      isDoubtful[index] === true
        ? vocabulary.near(word.text, index === words.length - 1, word.text.length >= 6 ? 2 : 1, mostMended)
        : [],
    );
    if (near.every((alternatives) => alternatives.length === 0)) return undefined;
    const expressions = words.flatMap((word, index) =>
      word.isRun
        ? runExpressions(word.text)
        : anyOf([
            ...anywhere(word.text, index === words.length - 1, endings),
            ...(near[index] ?? []).flatMap(({ word: other }) => asWord(other)),
          ]),
    );
    return { expressions, near };
  }

  function findWords(query: SearchQuery, where: Conditions, { limit, cursor }: FindOptions) {
    const { words } = searchWords(query.text);
    const last = words.at(-1);
    const endings = last && canBeMistyped(last) ? vocabulary.beginning(last.text) : undefined;
    const isFiltered = query.filters.length > 0;
    const found = new Map<number, { readonly candidate: Candidate; readonly way: Way }>();
    const take = (candidates: readonly Candidate[], way: Way) => {
      for (const candidate of candidates)
        if (!found.has(candidate.id)) found.set(candidate.id, { candidate, way });
    };
    const marks = { inside: [] as string[], near: [] as readonly (readonly NearWord[])[] };
    let corrected: string | null = null;
    let isAll = true;
    let unsure: readonly boolean[] | undefined;

    const small = where.sets.length > 0 ? ofSmallSet(where) : undefined;
    if (small === undefined) {
      const wanted = wordExpressions(words, endings, genresOf);
      if (!isFiltered) take(byKey(query.text), 'words');
      // Where everything that matches anywhere is known, nothing is left to be asked of titles alone.
      const anywhereIn = matching(wanted.anywhere, where, mostCandidates);
      isAll = anywhereIn.count < mostCandidates;
      if (!isAll) {
        const inTitle = matching(wanted.title, where, mostCandidates);
        const inStart =
          inTitle.count < mostCandidates
            ? undefined
            : matching([...wanted.title, ...wanted.start], where, mostCandidates);
        if (inStart) take(inStart.titles(), 'words');
        // Titles that begin with the one word that was typed are better than all others.
        const isEnough = words.length === 1 && (inStart?.count ?? 0) > Number(cursor ?? 0) + limit;
        if (!isEnough) take(inTitle.titles(), 'words');
      }
      if (isAll || found.size < limit) take(anywhereIn.titles(), 'anywhere');
      if (found.size === 0 && words.length > 1)
        take(matching(begunExpressions(words), where, mostCandidates).titles(), 'anywhere');
      if (found.size < Math.min(limit, enough.substrings)) {
        const inside = substrings(words, endings, (unsure = doubtful(words, isFiltered)));
        if (inside) take(matching(inside.expressions, where, mostCandidates).titles(), 'inside');
        marks.inside.push(...(inside?.typed ?? []));
      }
      if (found.size < Math.min(limit, enough.typos)) {
        const before = found.size;
        for (const expressions of joinedPairs(words, isKnown))
          take(matching(expressions, where, mostCandidates).titles(), 'inside');
        unsure ??= doubtful(words, isFiltered);
        // Where nothing was found and each word is one, one of them was taken for another.
        const isPuzzling = before === 0 && !unsure.includes(true);
        const meant = typos(words, endings, isPuzzling ? words.map(canBeMistyped) : unsure);
        if (meant) take(matching(meant.expressions, where, mostCandidates).titles(), 'typos');
        marks.near = meant?.near ?? [];
        if (before === 0 && meant && found.size > 0)
          corrected = correctedText(
            words,
            meant.near,
            [...found.values()].map(({ candidate }) => candidate),
          );
      }
    } else {
      const genres = new Map(words.map(({ text }) => [text, genresOf(text)]));
      for (const candidate of small) {
        const way = matchesWords(
          candidate,
          words,
          (word) => genres.get(word)?.some((id) => hasGenre.get(candidate.id, id) !== undefined) ?? false,
        );
        if (way !== undefined) take([candidate], way);
      }
      marks.inside.push(...words.map(({ text }) => text));
    }
    const graded = [...found.values()].map(({ candidate, way }) => ({
      candidate,
      grade: gradeOf(candidate, words, way, marks.near),
    }));
    graded.sort((one, other) => one.grade - other.grade || byPopularity(one.candidate, other.candidate));
    return { candidates: graded.map(({ candidate }) => candidate), isAll, marks, corrected };
  }

  return {
    find(query: SearchQuery, options: FindOptions): Found {
      remembered.clear();
      const where = conditionsOf(query.filters, options.userId);
      const sort = query.filters.findLast((filter) => filter.name === 'sort')?.value;
      const nothing = {
        marks: { inside: [], near: [] },
        corrected: null,
        missing: where.missing,
        nextCursor: null,
        sortedOf: null,
      };
      if (searchWords(query.text).words.length === 0)
        return { ...nothing, ...listed(query, where, sort, options) };
      const { candidates, isAll, marks, corrected } = findWords(query, where, options);
      const ordered = sort === undefined ? candidates : sorted(candidates, sort);
      const offset = Number(options.cursor ?? 0);
      const page = ordered.slice(offset, offset + options.limit);
      const hasMore = ordered.length > offset + page.length;
      return {
        ids: page.map(({ id }) => id),
        hasMore,
        total: ordered.length,
        isTotalExact: isAll,
        nextCursor: hasMore ? String(offset + page.length) : null,
        marks: { inside: marks.inside, near: marks.near.flat().map(({ word }) => word) },
        corrected,
        missing: where.missing,
        sortedOf: isOtherOrder(sort) && !isAll ? ordered.length : null,
      };
    },
  };

  /** Filters alone: by popularity, page after page through the index; other orders within bounds. */
  function listed(
    query: SearchQuery,
    where: Conditions,
    sort: SearchSort | undefined,
    { limit, cursor }: FindOptions,
  ) {
    if (query.filters.length === 0) return { ids: [], hasMore: false, total: 0, isTotalExact: true };
    const small = ofSmallSet(where);
    if (small === undefined && !isOtherOrder(sort)) {
      const rows = matching([], where, limit + 1, Number(cursor ?? 0)).titles();
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const hasMore = rows.length > limit;
      return {
        ids: page.toSorted(byPopularity).map(({ id }) => id),
        hasMore,
        total: page.length,
        isTotalExact: cursor === null && !hasMore,
        nextCursor: hasMore && last ? String(last.place) : null,
      };
    }
    const all = sorted(small ?? matching([], where, mostSortable).titles(), sort ?? 'popular');
    const offset = Number(cursor ?? 0);
    const hasMore = all.length > offset + limit;
    const isAll = small !== undefined || all.length < mostSortable;
    return {
      ids: all.slice(offset, offset + limit).map(({ id }) => id),
      hasMore,
      total: all.length,
      isTotalExact: isAll,
      sortedOf: isAll ? null : all.length,
      nextCursor: hasMore ? String(offset + limit) : null,
    };
  }
}

function joined(expressions: readonly string[]): string {
  return (expressions.length === 0 ? [everyTitle] : [...new Set(expressions)]).join(' AND ');
}

function lastRowOf({ isRatedOnly }: Conditions): number {
  return isRatedOnly ? firstUnratedRow : Number.MAX_SAFE_INTEGER;
}

function amongSet({ sql, values }: Condition): Condition {
  return { sql: `EXISTS (${sql} AND media_id = media.id)`, values };
}

function correctedText(
  words: readonly SearchWord[],
  near: readonly (readonly { readonly word: string }[])[],
  found: readonly Candidate[],
): string {
  const [best] = found.toSorted(byPopularity);
  const inBest = new Set(
    searchWords(`${best?.title ?? ''} ${best?.creator ?? ''}`).words.map((word) => word.text),
  );
  return words
    .map(({ text }, index) =>
      inBest.has(text) ? text : (near[index]?.find(({ word }) => inBest.has(word))?.word ?? text),
    )
    .join(' ');
}

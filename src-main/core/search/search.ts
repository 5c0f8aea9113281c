// The search service: titles for a text, what completes it, saved and recent searches.
import type Database from 'better-sqlite3';
import { sql } from 'kysely';
import type { FoundTitle, SavedSearch, SavedSearchId, SearchNote } from '#shared/api/search.ts';
import type { MethodOutput } from '#shared/api/index.ts';
import { markRanges } from '#shared/domain/search-marks.ts';
import { parseSearch } from '#shared/domain/search-query.ts';
import { searchWords } from '#shared/domain/search-words.ts';
import { AppError } from '#shared/errors.ts';
import type { MediaSummary } from '#shared/api/catalog.ts';
import type { Caches } from '../cache.ts';
import { createSummaryReader } from '../catalog/media-rows.ts';
import type { Clock } from '../clock.ts';
import { transact, type Db } from '../db/db.ts';
import type { Handlers } from '../dispatch.ts';
import { createFinder } from './find-titles.ts';
import { createSearchState } from './search-state.ts';
import { createValues } from './values.ts';

export interface SearchDeps {
  readonly db: Db;
  readonly sqlite: Database.Database;
  readonly clock: Clock;
  readonly caches: Caches;
  /** Brings the index up to what was written just now. */
  readonly settle: () => Promise<void>;
}

const mostRecent = 20;

export function createSearch({
  db,
  sqlite,
  clock,
  caches,
  settle,
}: SearchDeps): Handlers<'search'> & Pick<Handlers, 'catalog.search'> {
  const finder = createFinder(sqlite);
  const state = createSearchState(sqlite);
  const valuesOf = createValues(sqlite);
  const summariesOf = createSummaryReader(db, sqlite);
  const now = () => clock.now().toISOString();

  type Answer = Omit<MethodOutput<'catalog.search'>, 'tookMs' | 'cached'>;

  async function answer(text: string, userId: number, limit: number, cursor: string | null): Promise<Answer> {
    await settle();
    const query = parseSearch(text);
    if (cursor !== null && !/^\d{1,16}$/.test(cursor))
      throw new AppError('invalid_input', 'cursor: does not belong to this search', { field: 'cursor' });
    const found = finder.find(query, { userId, limit, cursor });
    const missing = found.missing.map((one): SearchNote => ({ reason: 'no_such', ...one }));
    const part: SearchNote[] =
      found.sortedOf === null ? [] : [{ reason: 'sorted_part', name: 'sort', value: String(found.sortedOf) }];
    const summaries = summariesOf(found.ids, userId);
    const { words, joined } = searchWords(query.text);
    const starts = [...words.map((word) => word.text), ...joined, ...found.marks.near];
    return {
      items: summaries.map((summary) => marked(summary, { starts, inside: found.marks.inside })),
      nextCursor: found.nextCursor,
      total: found.total,
      isTotalExact: found.isTotalExact,
      corrected: found.corrected,
      notes: [...query.notes, ...missing, ...part],
      isIndexing: state.get('rebuild') > 0,
    };
  }

  return {
    'catalog.search': async ({ text, kind, limit, cursor }, { person }) => {
      const began = clock.monotonic();
      const typed = kind === undefined ? text : `${text} kind:${kind}`;
      const { value, cached } = await caches.searches.get(
        JSON.stringify([person.id, typed, limit, cursor]),
        () => answer(typed, person.id, limit, cursor),
      );
      return { ...(value as Answer), tookMs: clock.monotonic() - began, cached };
    },

    'search.values': ({ name, begins }, { person }) => Promise.resolve(valuesOf(name, begins, person.id)),

    'search.saved': async (_input, { person }) => {
      const rows = await db
        .selectFrom('saved_searches')
        .selectAll()
        .where('user_id', '=', person.id)
        .orderBy(sql`lower(name)`)
        .execute();
      return rows.map(rowToSaved);
    },

    'search.save': ({ name, query }, { person }) =>
      transact(db, async (tx) => {
        const same = await tx
          .selectFrom('saved_searches')
          .select('id')
          .where('user_id', '=', person.id)
          .where(sql<string>`lower(name)`, '=', sql<string>`lower(${name})`)
          .executeTakeFirst();
        const values = { name, query, updated_at: now() };
        const row = same
          ? await tx
              .updateTable('saved_searches')
              .set(values)
              .where('id', '=', same.id)
              .returningAll()
              .executeTakeFirstOrThrow()
          : await tx
              .insertInto('saved_searches')
              .values({ ...values, user_id: person.id, created_at: values.updated_at })
              .returningAll()
              .executeTakeFirstOrThrow();
        return rowToSaved(row);
      }),

    'search.rename': ({ id, name }, { person }) =>
      transact(db, async (tx) => {
        const taken = await tx
          .selectFrom('saved_searches')
          .select('id')
          .where('user_id', '=', person.id)
          .where('id', '<>', id)
          .where(sql<string>`lower(name)`, '=', sql<string>`lower(${name})`)
          .executeTakeFirst();
        if (taken)
          throw new AppError('conflict', `There is a saved search “${name}” already.`, {
            reason: 'name_taken',
          });
        const row = await tx
          .updateTable('saved_searches')
          .set({ name, updated_at: now() })
          .where('id', '=', id)
          .where('user_id', '=', person.id)
          .returningAll()
          .executeTakeFirst();
        if (!row) throw new AppError('not_found', 'There is no such saved search.');
        return rowToSaved(row);
      }),

    'search.forget': ({ id }, { person }) =>
      transact(db, async (tx) => {
        const { numDeletedRows } = await tx
          .deleteFrom('saved_searches')
          .where('id', '=', id)
          .where('user_id', '=', person.id)
          .executeTakeFirst();
        if (numDeletedRows === 0n) throw new AppError('not_found', 'There is no such saved search.');
        return {};
      }),

    'search.recent': async (_input, { person }) => {
      const rows = await db
        .selectFrom('search_history')
        .select('text')
        .where('user_id', '=', person.id)
        .orderBy('searched_at', 'desc')
        .limit(mostRecent)
        .execute();
      return rows.map((row) => row.text);
    },

    'search.remember': ({ text }, { person }) =>
      transact(db, async (tx) => {
        await tx
          .insertInto('search_history')
          .values({ user_id: person.id, text, searched_at: now() })
          .onConflict((conflict) => conflict.doUpdateSet({ searched_at: now() }))
          .execute();
        await sql`DELETE FROM search_history WHERE user_id = ${person.id} AND text NOT IN (
          SELECT text FROM search_history WHERE user_id = ${person.id} ORDER BY searched_at DESC LIMIT ${mostRecent})`.execute(
          tx,
        );
        return {};
      }),

    'search.forgetRecent': (_input, { person }) =>
      transact(db, async (tx) => {
        await tx.deleteFrom('search_history').where('user_id', '=', person.id).execute();
        return {};
      }),
  };
}

function marked(summary: MediaSummary, terms: Parameters<typeof markRanges>[1]): FoundTitle {
  const ranges = (text: string) =>
    markRanges(text, terms).map(([start, end]): [number, number] => [start, end]);
  return {
    ...summary,
    marks: {
      title: ranges(summary.title),
      creator: summary.creator === null ? [] : ranges(summary.creator),
      genres: summary.genres.filter(
        (genre) => markRanges(genre, { starts: terms.starts, inside: [] }).length > 0,
      ),
    },
  };
}

function rowToSaved(row: { id: number; name: string; query: string; created_at: string }): SavedSearch {
  return { id: row.id as SavedSearchId, name: row.name, query: row.query, createdAt: row.created_at };
}

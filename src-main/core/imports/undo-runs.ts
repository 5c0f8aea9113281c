// Takes the rows of a run back many at once, where each of them is as the import left it, no later import has changed
// one, and nothing needs one any more. Most of an undo is that; whatever isn't goes row by row (undo-import.ts).
import type Database from 'better-sqlite3';
import { references } from './undo-needs.ts';
import { datedTables, runTables, type RunTable, type UndoTables, type UndoneTable } from './undo-tables.ts';

export interface UndoRuns {
  /** Of rows `first` to `last` takes back as many from the end as it can at once; undefined where it can't. */
  sweep(table: UndoneTable, run: SweptRun): Swept | undefined;
}

export interface SweptRun {
  readonly first: number;
  readonly last: number;
  readonly seq: number;
  readonly stamp: string;
}

export interface Swept {
  readonly first: number;
  /** Rows that were there. */
  readonly rows: number;
}

export interface UndoRunsOptions {
  readonly sqlite: Database.Database;
  readonly importId: number;
  readonly tables: UndoTables;
  readonly isPreview: boolean;
  /** Whether the undo has dealt with this row before. */
  readonly isTold: (table: UndoneTable, id: number) => boolean;
  /** Of a preview: how many references to this row it took back. */
  readonly releasedOf: (table: UndoneTable, id: number) => number;
  readonly release: (table: UndoneTable, id: number, count: number) => void;
}

/** Some milliseconds: the lock has to be handed over between two. */
const mostRows = 128;

interface Count {
  readonly id: number;
  readonly count: number;
}

export function createUndoRuns(options: UndoRunsOptions): UndoRuns {
  const { sqlite, importId, tables, isPreview, isTold, releasedOf, release } = options;
  const later = sqlite
    .prepare<[string, number, number, number], number>(
      `SELECT 1 FROM import_changes
       WHERE table_name = ? AND first_id BETWEEN ? AND ? AND seq > ? AND before IS NOT NULL AND import_id <> ${importId} LIMIT 1`,
    )
    .pluck();
  const rows = byTable((table) =>
    sqlite.prepare<[object], { readonly there: number; readonly asGiven: number }>(
      `SELECT count(*) AS there, coalesce(sum(deleted_at IS NULL AND (${asGivenIn(table)})), 0) AS asGiven
       FROM ${table} WHERE id BETWEEN @first AND @last`,
    ),
  );
  const needs = byTable((table) =>
    references
      .filter(({ to }) => to === table)
      .map(({ from, column }) =>
        countOf(`${from} WHERE ${column} BETWEEN ? AND ? AND deleted_at IS NULL`, column),
      ),
  );
  const released = byTable((table) =>
    references
      .filter(({ from }) => from === table)
      .map(({ to, column }) => ({ to, counts: countOf(`${table} WHERE id BETWEEN ? AND ?`, column) })),
  );
  /** Rows that have to go one by one. */
  let apart: { readonly table: RunTable; readonly first: number; readonly last: number } | undefined;

  function countOf(rest: string, column: string) {
    return sqlite.prepare<[number, number], Count>(
      `SELECT ${column} AS id, count(*) AS count FROM ${rest} GROUP BY ${column}`,
    );
  }

  function isNeeded(table: RunTable, first: number, last: number): boolean {
    const counts = new Map<number, number>();
    for (const need of needs[table])
      for (const { id, count } of need.all(first, last)) counts.set(id, (counts.get(id) ?? 0) + count);
    return [...counts].some(([id, count]) => count > releasedOf(table, id));
  }

  function isToldOfAny(table: UndoneTable, first: number, last: number): boolean {
    for (let id = first; id <= last; id++) if (isTold(table, id)) return true;
    return false;
  }

  return {
    sweep(table, { first: runFirst, last, seq, stamp }) {
      if (!isRunTable(table)) return undefined;
      if (apart?.table === table && apart.first <= last && last <= apart.last) return undefined;
      const first = Math.max(runFirst, last - mostRows + 1);
      const { there = 0, asGiven = 0 } = rows[table].get({ stamp, first, last }) ?? {};
      if (
        there !== asGiven ||
        isToldOfAny(table, first, last) ||
        later.get(table, first, last, seq) !== undefined ||
        isNeeded(table, first, last)
      ) {
        apart = { table, first, last };
        return undefined;
      }
      if (isPreview) {
        for (const { to, counts } of released[table])
          for (const { id, count } of counts.all(first, last)) release(to, id, count);
      } else tables.eraseRun[table](first, last);
      return { first, rows: there };
    },
  };
}

/** SQL of isAsGiven (undo-import.ts) for rows that aren't deleted. */
function asGivenIn(table: RunTable): string {
  const isStamped = 'updated_at = @stamp';
  return datedTables.has(table)
    ? `${isStamped} OR (created_at = updated_at AND updated_at <= @stamp)`
    : isStamped;
}

function isRunTable(table: UndoneTable): table is RunTable {
  return runTables.some((one) => one === table);
}

function byTable<T>(make: (table: RunTable) => T): Readonly<Record<RunTable, T>> {
  return { media: make('media'), reviews: make('reviews'), plays: make('plays'), users: make('users') };
}

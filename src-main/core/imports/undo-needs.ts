// What still refers to a title, list or person that an undo would remove, and which import brought that: the one
// whose undo has to remove it then.
import type Database from 'better-sqlite3';
import type { UndoneTable } from './undo-tables.ts';

export interface UndoNeeds {
  /** How many live rows refer to it. */
  count(table: UndoneTable, id: number): number;
  /** Another import that brought one of them; undefined where people did. */
  importOf(table: UndoneTable, id: number): number | undefined;
}

/** Enough to find an import among them; all of a title's hundred thousand need not be looked at. */
const mostLooked = 50;

/** `heirOf`: of a preview, the import to which this one's row would go. */
export function createUndoNeeds(
  sqlite: Database.Database,
  importId: number,
  heirOf: (table: UndoneTable, first: number, last: number) => number | undefined,
): UndoNeeds {
  const run = sqlite.prepare<[string, number], { import_id: number; last_id: number }>(
    'SELECT import_id, last_id FROM import_changes WHERE table_name = ? AND first_id <= ? AND before IS NULL ORDER BY first_id DESC LIMIT 1',
  );
  const pair = sqlite
    .prepare<[string, number, number], number>(
      'SELECT import_id FROM import_changes WHERE table_name = ? AND first_id = ? AND last_id = ? AND before IS NULL LIMIT 1',
    )
    .pluck();
  const byTable = new Map(
    [...new Set(references.map(({ to }) => to))].map((to) => [
      to,
      references
        .filter((reference) => reference.to === to)
        .map(({ from, column, first, last }) => ({
          from,
          isPair: last !== undefined,
          count: sqlite
            .prepare<[number], number>(
              `SELECT count(*) FROM ${from} WHERE ${column} = ? AND deleted_at IS NULL`,
            )
            .pluck(),
          rows: sqlite.prepare<[number], { first: number; last: number }>(
            `SELECT ${first} AS first, ${last ?? first} AS last FROM ${from} WHERE ${column} = ? AND deleted_at IS NULL LIMIT ${mostLooked}`,
          ),
        })),
    ]),
  );

  function inserter(table: UndoneTable, first: number, last: number, isPair: boolean): number | undefined {
    if (isPair) return pair.get(table, first, last);
    const found = run.get(table, first);
    return found && found.last_id >= first ? found.import_id : undefined;
  }

  return {
    count: (table, id) =>
      (byTable.get(table) ?? []).reduce((sum, reference) => sum + (reference.count.get(id) ?? 0), 0),
    importOf(table, id) {
      for (const { from, isPair, rows } of byTable.get(table) ?? []) {
        for (const { first, last } of rows.all(id)) {
          const found = inserter(from, first, last, isPair);
          const other = found === importId ? heirOf(from, first, last) : found;
          if (other !== undefined) return other;
        }
      }
      return undefined;
    },
  };
}

interface Reference {
  readonly to: UndoneTable;
  readonly from: UndoneTable;
  readonly column: string;
  readonly first: string;
  /** Of tables whose rows go by two numbers. */
  readonly last?: string;
}

/** What of the tables that imports write refers to what. */
export const references: readonly Reference[] = [
  { to: 'media', from: 'reviews', column: 'media_id', first: 'id' },
  { to: 'media', from: 'plays', column: 'media_id', first: 'id' },
  { to: 'media', from: 'favorites', column: 'media_id', first: 'media_id', last: 'user_id' },
  { to: 'media', from: 'watchlist', column: 'media_id', first: 'media_id', last: 'user_id' },
  { to: 'media', from: 'dismissed', column: 'media_id', first: 'media_id', last: 'user_id' },
  { to: 'media', from: 'list_items', column: 'media_id', first: 'media_id', last: 'list_id' },
  { to: 'lists', from: 'list_items', column: 'list_id', first: 'media_id', last: 'list_id' },
  { to: 'users', from: 'reviews', column: 'user_id', first: 'id' },
];

// What an import did, for its undo: one row for each run of rows that a commit inserted, and what was there before
// for each row that it changed.
import type Database from 'better-sqlite3';

export type ChangedTable = 'media' | 'reviews' | 'users';

export interface ChangeLog {
  inserted(table: ChangedTable, id: number): void;
  updated(table: ChangedTable, id: number, before: object): void;
  /** Writes what was gathered: call before each commit. `stamp`: the updated_at that the rows were given. */
  settle(stamp: string): void;
  /** After a rollback. */
  forget(): void;
}

interface Run {
  readonly table: ChangedTable;
  readonly first: number;
  last: number;
}

export function createChangeLog(sqlite: Database.Database, importId: number): ChangeLog {
  const insert = sqlite.prepare(
    'INSERT INTO import_changes (import_id, seq, table_name, first_id, last_id, before, stamp) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const lastSeq = sqlite
    .prepare<[number], number>('SELECT coalesce(max(seq), 0) FROM import_changes WHERE import_id = ?')
    .pluck();
  const runs = new Map<ChangedTable, Run[]>();
  const updates: { table: ChangedTable; id: number; before: object }[] = [];
  return {
    inserted(table, id) {
      const known = runs.get(table);
      const latest = known?.at(-1);
      if (latest && latest.last === id - 1) latest.last = id;
      else if (known) known.push({ table, first: id, last: id });
      else runs.set(table, [{ table, first: id, last: id }]);
    },
    updated(table, id, before) {
      updates.push({ table, id, before });
    },
    settle(stamp) {
      if (runs.size === 0 && updates.length === 0) return;
      let seq = lastSeq.get(importId) ?? 0;
      for (const { table, first, last } of [...runs.values()].flat())
        insert.run(importId, ++seq, table, first, last, null, stamp);
      for (const { table, id, before } of updates)
        insert.run(importId, ++seq, table, id, id, JSON.stringify(before), stamp);
      this.forget();
    },
    forget() {
      runs.clear();
      updates.length = 0;
    },
  };
}

/** The first title that this import added; Infinity where it added none. */
export function firstAddedTitle(sqlite: Database.Database, importId: number): number {
  const first = sqlite
    .prepare<[number], number | null>(
      `SELECT min(first_id) FROM import_changes WHERE import_id = ? AND table_name = 'media' AND before IS NULL`,
    )
    .pluck()
    .get(importId);
  return first ?? Number.POSITIVE_INFINITY;
}

// What an import did, for its undo: one row for each run of rows that a commit inserted, and what was there before
// for each row that it changed. `seq` grows over all imports, so that the changes of a row are known in their order
// whichever import made them.
import type Database from 'better-sqlite3';
import type { Shelf } from '../reviews/shelf-writer.ts';

/** Tables whose rows go by an id. */
export type ChangedTable = 'media' | 'reviews' | 'users' | 'plays' | 'lists';
/** Tables whose rows go by a title and by whose it is: a profile's, or a list's. */
export type PairedTable = Shelf | 'list_items';

export interface ChangeLog {
  /** `stamp`: the updated_at that the row was given, where that is neither its created_at nor the commit's. */
  inserted(table: ChangedTable, id: number, stamp?: string): void;
  /** `stamp`: the updated_at that the row was given, where it isn't that of the commit. */
  updated(table: ChangedTable, id: number, before: object, stamp?: string): void;
  /** `before`: null where there was none. */
  paired(table: PairedTable, mediaId: number, ownerId: number, before: object | null): void;
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

interface Single {
  readonly table: ChangedTable | PairedTable;
  readonly first: number;
  readonly last: number;
  readonly before: object | null;
  readonly stamp: string | undefined;
}

export function createChangeLog(sqlite: Database.Database, importId: number): ChangeLog {
  const insert = sqlite.prepare(
    'INSERT INTO import_changes (import_id, seq, table_name, first_id, last_id, before, stamp) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const lastSeq = lastSeqOf(sqlite);
  const runs = new Map<ChangedTable, Run[]>();
  const singles: Single[] = [];
  return {
    inserted(table, id, stamp) {
      if (stamp !== undefined) {
        singles.push({ table, first: id, last: id, before: null, stamp });
        return;
      }
      const known = runs.get(table);
      const latest = known?.at(-1);
      if (latest && latest.last === id - 1) latest.last = id;
      else if (known) known.push({ table, first: id, last: id });
      else runs.set(table, [{ table, first: id, last: id }]);
    },
    updated(table, id, before, stamp) {
      singles.push({ table, first: id, last: id, before, stamp });
    },
    paired(table, mediaId, ownerId, before) {
      singles.push({ table, first: mediaId, last: ownerId, before, stamp: undefined });
    },
    settle(stamp) {
      if (runs.size === 0 && singles.length === 0) return;
      let seq = lastSeq();
      // A row is inserted before it is changed: so stand their notes.
      for (const { table, first, last } of [...runs.values()].flat())
        insert.run(importId, ++seq, table, first, last, null, stamp);
      for (const { table, first, last, before, stamp: own } of singles)
        insert.run(
          importId, ++seq, table, first, last, before === null ? null : JSON.stringify(before), own ?? stamp,
        ); // prettier-ignore
      this.forget();
    },
    forget() {
      runs.clear();
      singles.length = 0;
    },
  };
}

/** The highest number that a change of any import has. By the table's key: a look for each import. */
export function lastSeqOf(sqlite: Database.Database): () => number {
  const last = sqlite
    .prepare<[], number>(
      `SELECT coalesce(max((SELECT max(seq) FROM import_changes WHERE import_id = imports.id)), 0) FROM imports`,
    )
    .pluck();
  return () => last.get() ?? 0;
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

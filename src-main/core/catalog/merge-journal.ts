// Changes rows and keeps what they held, so that the change can be taken back cell by cell: what somebody has edited
// since stays as it is.
import type Database from 'better-sqlite3';

export type Cell = string | number | null;
export type Cells = Readonly<Record<string, Cell>>;
/** Cells that find rows; a list of ids finds many. */
export type Keys = Readonly<Record<string, Cell | readonly number[]>>;

export interface MergeJournal {
  /** Call inside a transaction, like all that follow. */
  change(table: string, keys: Keys, before: Cells, after: Cells): void;
  /** Removes the row, whose every cell `row` holds. */
  remove(table: string, keys: Keys, row: Cells): void;
  /** Keeps a change that is made elsewhere. */
  note(table: string, keys: Keys, before: Cells, after: Cells): void;
}

export interface JournalEntry {
  readonly table: string;
  readonly keys: Keys;
  readonly before: Cells;
  readonly after: Cells | null;
}

/** Tables that change elsewhere, by whoever reads the journal. */
const notedOnly: ReadonlySet<string> = new Set(['media']);

export function createMergeJournal(sqlite: Database.Database, mergeId: number): MergeJournal {
  const insert = sqlite.prepare(
    'INSERT INTO title_merge_changes (merge_id, seq, table_name, keys, before, after) VALUES (?, ?, ?, ?, ?, ?)',
  );
  let seq = 0;
  const keep = (table: string, keys: Keys, before: Cells, after: Cells | null) =>
    void insert.run(
      mergeId,
      ++seq,
      table,
      JSON.stringify(keys),
      JSON.stringify(before),
      after === null ? null : JSON.stringify(after),
    );
  return {
    change(table, keys, before, after) {
      // The keys find the row as it is afterwards.
      const now = Object.fromEntries(
        Object.entries(keys).map(([name, value]) => [name, name in before ? (before[name] ?? null) : value]),
      );
      update(sqlite, table, now, before, after);
      keep(table, keys, before, after);
    },
    remove(table, keys, row) {
      sqlite.prepare(`DELETE FROM ${table} WHERE ${where(keys)}`).run(...values(keys));
      keep(table, keys, row, null);
    },
    note: keep,
  };
}

export function readJournal(sqlite: Database.Database, mergeId: number): JournalEntry[] {
  const rows = sqlite
    .prepare<[number], { table_name: string; keys: string; before: string; after: string | null }>(
      'SELECT table_name, keys, before, after FROM title_merge_changes WHERE merge_id = ? ORDER BY seq DESC',
    )
    .all(mergeId);
  return rows.map((row) => ({
    table: row.table_name,
    keys: JSON.parse(row.keys) as Keys,
    before: JSON.parse(row.before) as Cells,
    after: row.after === null ? null : (JSON.parse(row.after) as Cells),
  }));
}

/** Puts back what rows held, where they still hold what the merge gave them. Gives how many did not. */
export function takeBack(sqlite: Database.Database, { table, keys, before, after }: JournalEntry): number {
  if (notedOnly.has(table)) return 0;
  if (after !== null) return idsOf(keys) - update(sqlite, table, keys, after, before);
  const names = Object.keys(before);
  const { changes } = sqlite
    .prepare(
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')}) ON CONFLICT DO NOTHING`,
    )
    .run(...Object.values(before));
  return 1 - changes;
}

/** Where rows hold `from`, they hold `to` then. Gives how many did. */
function update(sqlite: Database.Database, table: string, keys: Keys, from: Cells, to: Cells): number {
  const held = Object.keys(from).filter((name) => !(name in keys));
  const statement = sqlite.prepare(
    `UPDATE OR IGNORE ${table} SET ${Object.keys(to)
      .map((name) => `${name} = ?`)
      .join(', ')} WHERE ${[where(keys), ...held.map((name) => `${name} IS ?`)].join(' AND ')}`,
  );
  return statement.run(...Object.values(to), ...values(keys), ...held.map((name) => from[name])).changes;
}

function where(keys: Keys): string {
  return Object.entries(keys)
    .map(([name, value]) =>
      Array.isArray(value) ? `${name} IN (SELECT value FROM json_each(?))` : `${name} IS ?`,
    )
    .join(' AND ');
}

function values(keys: Keys): Cell[] {
  return Object.values(keys).map((value) =>
    typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
  );
}

function idsOf(keys: Keys): number {
  return Array.isArray(keys['id']) ? keys['id'].length : 1;
}

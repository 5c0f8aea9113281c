// Rows that point at rows which aren't there. The schema says what becomes of a row whose parent goes: that is done now.
import type Database from 'better-sqlite3';
import { mostExamples, type Check } from './check.ts';

interface Reference {
  readonly table: string;
  readonly column: string;
  readonly parent: string;
  readonly key: string;
  readonly onDelete: string;
}

interface KeyRow {
  readonly table: string;
  readonly from: string;
  readonly to: string | null;
  readonly on_delete: string;
}

export function checkReferences(sqlite: Database.Database): Check {
  const references = readReferences(sqlite);
  const broken = references
    .map((reference) => ({ reference, rows: countBroken(sqlite, reference) }))
    .filter(({ rows }) => rows > 0);
  return {
    looked: references.length,
    wrong: broken.reduce((sum, { rows }) => sum + rows, 0),
    examples: broken
      .slice(0, mostExamples)
      .map(
        ({ reference, rows }) =>
          `${rows} of ${reference.table}: no such ${reference.parent} in ${reference.column}`,
      ),
    mend: () => {
      for (const { reference } of broken) mendReference(sqlite, reference);
    },
  };
}

function readReferences(sqlite: Database.Database): Reference[] {
  const tables = sqlite
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%REFERENCES%'`)
    .pluck()
    .all();
  return tables.flatMap((table) =>
    (sqlite.pragma(`foreign_key_list(${quoted(table)})`) as KeyRow[]).map((row) => ({
      table,
      column: row.from,
      parent: row.table,
      key: row.to ?? 'id',
      onDelete: row.on_delete,
    })),
  );
}

const isBroken = ({ table, column, parent, key }: Reference) =>
  `${quoted(column)} IS NOT NULL AND NOT EXISTS (
     SELECT 1 FROM ${quoted(parent)} AS parent WHERE parent.${quoted(key)} = ${quoted(table)}.${quoted(column)})`;

function countBroken(sqlite: Database.Database, reference: Reference): number {
  return (
    sqlite
      .prepare<[], number>(`SELECT count(*) FROM ${quoted(reference.table)} WHERE ${isBroken(reference)}`)
      .pluck()
      .get() ?? 0
  );
}

function mendReference(sqlite: Database.Database, reference: Reference): void {
  const table = quoted(reference.table);
  sqlite.exec(
    reference.onDelete === 'SET NULL'
      ? `UPDATE ${table} SET ${quoted(reference.column)} = NULL WHERE ${isBroken(reference)}`
      : `DELETE FROM ${table} WHERE ${isBroken(reference)}`,
  );
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

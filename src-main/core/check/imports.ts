// The accounts of imports: the rows that were refused, against those that are kept for the user.
import type Database from 'better-sqlite3';
import { mostExamples, type Check } from './check.ts';

interface Row {
  readonly id: number;
  readonly file_name: string;
  readonly rejected: number;
  readonly kept: number;
}

export function checkImports(sqlite: Database.Database): Check {
  const wrong = sqlite
    .prepare<[], Row>(
      `SELECT id, file_name, rejected, (SELECT count(*) FROM import_rejects WHERE import_id = imports.id) AS kept
       FROM imports WHERE status <> 'running' AND kept > rejected`,
    )
    .all();
  return {
    looked: sqlite.prepare<[], number>('SELECT count(*) FROM imports').pluck().get() ?? 0,
    wrong: wrong.length,
    examples: wrong
      .slice(0, mostExamples)
      .map((row) => `${row.file_name}: ${row.kept} refused rows are kept and ${row.rejected} were counted`),
  };
}

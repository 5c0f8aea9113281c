// The file itself: every page and index, as SQLite verifies them. Wrong indexes can be made anew from their tables; a table's
// own pages can't.
import type Database from 'better-sqlite3';
import { mostExamples, type Check } from './check.ts';

const aboutIndexes =
  /^(?:row \d+ missing from index|wrong # of entries in index|non-unique entry in index|\S+ \d+ values? missing from index)/;

export function checkPages(sqlite: Database.Database): Check {
  const said = (sqlite.pragma('integrity_check(100)') as { integrity_check: string }[])
    .map(({ integrity_check: verdict }) => verdict)
    // What a search index lacks is the search check's to say and to mend.
    .filter((verdict) => verdict !== 'ok' && !/fts5/i.test(verdict));
  const looked = Number(sqlite.pragma('page_count', { simple: true }));
  const mendable = said.length > 0 && said.every((verdict) => aboutIndexes.test(verdict));
  return {
    looked,
    wrong: said.length,
    examples: said.slice(0, mostExamples),
    ...(mendable && { mend: () => void sqlite.exec('REINDEX') }),
  };
}

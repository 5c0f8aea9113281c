// The search index against the titles that it is of. What the index consists of is known to `catalog/search-entries.ts`.
import type Database from 'better-sqlite3';
import { findSearchFaults, mendSearchEntries } from '../catalog/search-entries.ts';
import { mostExamples, type Check } from './check.ts';

export function checkSearch(sqlite: Database.Database): Check {
  const { looked, faults } = findSearchFaults(sqlite);
  return {
    looked,
    wrong: faults.length,
    examples: faults.slice(0, mostExamples).map(({ words }) => words),
    mend: () => mendSearchEntries(sqlite, faults),
  };
}

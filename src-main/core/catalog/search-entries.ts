// Whether the search index has an entry for every title that can be found, and for no other; and the repair. The one place
// that has to change with the index.
import type Database from 'better-sqlite3';
import { firstUnratedRow, mediaIdOf } from '../search/index-text.ts';
import { createIndexWriter } from '../search/index-writer.ts';
import { createSearchUpkeep } from '../search/upkeep.ts';

export interface SearchFault {
  /** Of the title whose entry is missing or too much; null: the index itself is damaged. */
  readonly mediaId: number | null;
  readonly words: string;
  /** The row that is too much. */
  readonly row?: number;
}

/** So many titles are compared word by word; of more, only their rows. */
const mostCompared = 200_000;

const rowSql = `(${firstUnratedRow} - coalesce((SELECT tier FROM search_places WHERE media_id = media.id), 0) * ${2 ** 40} + media.id)`;

export function findSearchFaults(sqlite: Database.Database): {
  readonly looked: number;
  readonly faults: readonly SearchFault[];
} {
  const looked =
    sqlite.prepare<[], number>('SELECT count(*) FROM media WHERE deleted_at IS NULL').pluck().get() ?? 0;
  try {
    sqlite.prepare(`INSERT INTO media_search (media_search) VALUES ('integrity-check')`).run();
    const missing = sqlite
      .prepare<[], { id: number; title: string }>(
        `SELECT id, title FROM media WHERE deleted_at IS NULL AND ${rowSql} NOT IN (SELECT rowid FROM media_search)`,
      )
      .all();
    const surplus = sqlite
      .prepare<[], { row: number; id: number }>(
        `SELECT rowid AS row, ${mediaIdOf('rowid')} AS id FROM media_search
         WHERE rowid NOT IN (SELECT ${rowSql} FROM media WHERE deleted_at IS NULL)`,
      )
      .all();
    const known = new Set(missing.map(({ id }) => id));
    const wrong = looked > mostCompared ? [] : wrongEntries(sqlite).filter(({ id }) => !known.has(id));
    return {
      looked,
      faults: [
        ...[...missing, ...wrong].map(({ id, title }) => ({
          mediaId: id,
          words: `${title}, number ${id}, cannot be found`,
        })),
        ...surplus.map(({ id, row }) => ({
          mediaId: id,
          row,
          words: `number ${id} is found and is not there`,
        })),
      ],
    };
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return { looked, faults: [{ mediaId: null, words: 'the index itself is damaged' }] };
  }
}

/** Inside a transaction. */
export function mendSearchEntries(sqlite: Database.Database, faults: readonly SearchFault[]): void {
  if (faults.some(({ mediaId }) => mediaId === null)) {
    const upkeep = createSearchUpkeep(sqlite);
    upkeep.startOver();
    upkeep.run(() => true);
    return;
  }
  const remove = sqlite.prepare('DELETE FROM media_search WHERE rowid = ?');
  for (const { row } of faults) if (row !== undefined) remove.run(row);
  createIndexWriter(sqlite).refreshAll(
    faults.flatMap(({ mediaId, row }) => (row === undefined ? (mediaId ?? []) : [])),
  );
}

/** Titles whose entry lacks a word of theirs. Those whose ratings changed just now are on their way (search_moves). */
function wrongEntries(sqlite: Database.Database): { id: number; title: string }[] {
  const writer = createIndexWriter(sqlite);
  const held = sqlite
    .prepare<[string, number], number>('SELECT 1 FROM media_search WHERE media_search MATCH ? AND rowid = ?')
    .pluck();
  const titles = sqlite.prepare<[], { id: number; title: string; row: number }>(
    `SELECT id, title, ${rowSql} AS row FROM media WHERE deleted_at IS NULL AND id NOT IN (SELECT media_id FROM search_moves)`,
  );
  const found: { id: number; title: string }[] = [];
  for (const { id, title, row } of titles.iterate()) {
    const words = new Set(writer.textOf(id).split(' ').slice(1).filter(Boolean));
    const expression = [...words].map((word) => `"${word}"`).join(' AND ');
    if (held.get(expression, row) === undefined) found.push({ id, title });
  }
  return found;
}

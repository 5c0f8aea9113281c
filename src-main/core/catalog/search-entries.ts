// Whether the search index has an entry for every title that can be found, and for no other; and the repair. The one place
// that has to change with the index.
import type Database from 'better-sqlite3';
import { createMediaWriter } from './media-writer.ts';

export interface SearchFault {
  /** Of the title whose entry is missing or too much; null: the index itself is damaged. */
  readonly mediaId: number | null;
  readonly words: string;
}

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
        `SELECT id, title FROM media WHERE deleted_at IS NULL AND id NOT IN (SELECT rowid FROM media_search)`,
      )
      .all();
    const surplus = sqlite
      .prepare<[], number>(
        'SELECT rowid FROM media_search WHERE rowid NOT IN (SELECT id FROM media WHERE deleted_at IS NULL)',
      )
      .pluck()
      .all();
    return {
      looked,
      faults: [
        ...missing.map(({ id, title }) => ({
          mediaId: id,
          words: `${title}, number ${id}, cannot be found`,
        })),
        ...surplus.map((id) => ({ mediaId: id, words: `number ${id} is found and is not there` })),
      ],
    };
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return { looked, faults: [{ mediaId: null, words: 'the index itself is damaged' }] };
  }
}

/** Inside a transaction. */
export function mendSearchEntries(sqlite: Database.Database, faults: readonly SearchFault[]): void {
  const writer = createMediaWriter(sqlite);
  if (faults.some(({ mediaId }) => mediaId === null)) {
    sqlite.exec(`INSERT INTO media_search (media_search) VALUES ('delete-all')`);
    const ids = sqlite.prepare<[], number>('SELECT id FROM media WHERE deleted_at IS NULL').pluck().all();
    for (const id of ids) writer.indexAnew(id);
    return;
  }
  for (const { mediaId } of faults) if (mediaId !== null) writer.indexAnew(mediaId);
}

// The import's own rows, as the worker writes them: counts and position with every commit, refused rows, the end.
import type Database from 'better-sqlite3';
import type { Outcomes } from '#shared/api/imports.ts';
import type { CsvRecord } from './record-reader.ts';

export interface ImportProgress {
  readonly position: number;
  readonly outcomes: Outcomes;
  readonly seconds: number;
}

export interface ImportStore {
  read(): ImportProgress;
  save(progress: ImportProgress, time: string): void;
  reject(record: CsvRecord, field: string | null, reason: string): void;
  /** `counted`: the totals of all titles that it rated are right. */
  finish(
    status: 'done' | 'cancelled' | 'interrupted',
    progress: ImportProgress,
    time: string,
    counted: boolean,
  ): void;
}

export function createImportStore(sqlite: Database.Database, importId: number): ImportStore {
  const read = sqlite.prepare<[number], Outcomes & { position: number; seconds: number }>(
    `SELECT position, seconds, rows, inserted, updated, unchanged, rejected, raised, titles_added AS titlesAdded FROM imports WHERE id = ?`,
  );
  const save = sqlite.prepare(
    `UPDATE imports SET position = @position, rows = @rows, inserted = @inserted, updated = @updated, unchanged = @unchanged,
       rejected = @rejected, raised = @raised, titles_added = @titlesAdded, seconds = @seconds, heartbeat_at = @time WHERE id = @importId`,
  );
  const finish = sqlite.prepare(`UPDATE imports SET status = ?, owner = NULL, finished_at = ? WHERE id = ?`);
  const markCounted = sqlite.prepare(
    `UPDATE imports SET options = json_set(options, '$.uncounted', 0) WHERE id = ?`,
  );
  const reject = sqlite.prepare(
    'INSERT OR REPLACE INTO import_rejects (import_id, line, field, reason, cells) VALUES (?, ?, ?, ?, ?)',
  );
  const write = ({ outcomes, position, seconds }: ImportProgress, time: string) =>
    void save.run({ ...outcomes, position, seconds, time, importId });

  return {
    read() {
      const row = read.get(importId);
      if (!row) throw new Error('the import has no row');
      const { position, seconds, ...outcomes } = row;
      return { position, seconds, outcomes };
    },
    save: write,
    reject({ line, cells }, field, reason) {
      reject.run(importId, line, field, reason, JSON.stringify(cells));
    },
    finish(status, progress, time, counted) {
      write(progress, time);
      finish.run(status, time, importId);
      if (counted) markCounted.run(importId);
    },
  };
}

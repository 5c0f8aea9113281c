// An import: rows are settled in small transactions, each of which commits what they did, what was refused, the
// counts and the position reached. A crash at any moment therefore resumes exactly where the last commit ended.
//
// The position is the byte at which the next record begins. A resume reads the file from its start all the same:
// the rows before it are only remembered (which title was named on which line), so that later rows of the file are
// judged as they would have been.
import Database from 'better-sqlite3';
import type { Outcomes } from '#shared/api/imports.ts';
import { createChangeLog, firstAddedTitle } from './change-log.ts';
import { createLibrary } from './library.ts';
import { createRecordReader, type ByteSource, type CsvRecord } from './record-reader.ts';
import { isRefusal } from './row-reader.ts';
import { authorSource, count, createRowSettler, noOutcomes, type ReadRow } from './settle-row.ts';
import { flagSleep, stopAsked, type StopReason, type WorkerMessage, type WorkerTask } from './worker-task.ts';

/** How long a commit may hold the lock, and the pause after it in which others write; in ms. */
const lockTime = 12;
const pause = 1;
/** Of the file at a time: some thousand rows, so that a commit is not cut short by the end of what was read. */
const chunkSize = 1 << 19;
/** In pages. Checkpoints of random pages cost most of an import where they come every 4 MB. */
const checkpointEvery = 8000;
const progressInterval = 100;
const heartbeatInterval = 1000;

interface ImportRow {
  readonly position: number;
  readonly rows: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly raised: number;
  readonly titlesAdded: number;
  readonly seconds: number;
}

export function runApply(sqlite: Database.Database, source: ByteSource, task: WorkerTask, tell: (message: WorkerMessage) => void): void {
  const { options, format, userId, importId } = task;
  if (importId === null) throw new Error('an apply without an import');
  const now = () => new Date(Date.now() + task.clockOffset).toISOString();
  let time = now();
  sqlite.pragma(`wal_autocheckpoint = ${checkpointEvery}`);

  const store = prepareStore(sqlite, importId);
  const changes = createChangeLog(sqlite, importId);
  const { source: from, label } = authorSource(options);
  const library = createLibrary({ sqlite, changes, userId, authorSource: from, authorLabel: label, time: () => time });
  let firstOwn = firstAddedTitle(sqlite, importId);
  const settler = createRowSettler({ library, options, format, userId, isOwn: (id) => id >= firstOwn });
  const reader = createRecordReader(source, format, { chunkSize });
  const flags = new Int32Array(task.flags);
  const dataVersion = sqlite.prepare<[], number>('PRAGMA data_version').pluck();

  const start = store.read();
  let outcomes = countsOf(start);
  let position = start.position;
  let version = dataVersion.get();
  const began = performance.now();
  const seconds = () => start.seconds + (performance.now() - began) / 1000;
  let told = 0;
  let committed = performance.now();

  /** Settles rows from `first` on until the time is up; gives the first one that is left. */
  function batch(rows: readonly ReadRow[], first: number, endOfAll: number): number {
    let next = first;
    store.begin.run();
    const locked = performance.now();
    const counted = { ...outcomes };
    try {
      const current = dataVersion.get();
      if (current !== version) library.forget();
      version = current;
      time = now();
      for (let read = rows[next]; read !== undefined; read = rows[next]) {
        const settled = settler.settle(read);
        count(counted, read.row, settled, options.shape === 'reviews');
        if (isRefusal(settled)) store.reject(read.record, settled.field, settled.reason);
        else if (settled.titleAdded && settled.mediaId < firstOwn) firstOwn = settled.mediaId;
        next++;
        if ((next & 7) === 0 && performance.now() - locked > lockTime) break;
      }
      const reached = next < rows.length ? (rows[next - 1]?.record.end ?? position) : endOfAll;
      library.settleTotals();
      changes.settle(time);
      store.save(counted, reached, seconds(), time);
      store.commit.run();
      [outcomes, position, committed] = [counted, reached, performance.now()];
      return next;
    } catch (error) {
      if (sqlite.inTransaction) store.rollback.run();
      library.forget();
      changes.forget();
      throw error;
    }
  }

  /** Another process may have written the same author or title since it was looked up: the batch is tried once more. */
  function batchTwice(rows: readonly ReadRow[], first: number, endOfAll: number): number {
    try {
      return batch(rows, first, endOfAll);
    } catch (error) {
      if (!(error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT'))) throw error;
      return batch(rows, first, endOfAll);
    }
  }

  function end(state: 'done' | StopReason): void {
    // All commits so far are in the WAL; this one is made durable, and they with it, before anybody hears "done".
    sqlite.pragma('synchronous = FULL');
    time = now();
    store.finish(state, position, seconds(), time);
    sqlite.pragma('wal_checkpoint(PASSIVE)');
    tell({ type: 'ended', state, outcomes, bytesDone: position, seconds: seconds(), samples: [], rejects: [] });
  }

  function recall(records: readonly CsvRecord[]): void {
    if (records.length === 0) return;
    sqlite.exec('BEGIN');
    for (const read of settler.read(records)) settler.recall(read);
    sqlite.exec('COMMIT');
  }

  let isHeader = true;
  for (let records = reader.next(); records !== null; records = reader.next()) {
    const { done, left } = divide(isHeader ? records.slice(1) : records, start.position);
    isHeader = false;
    recall(done);
    const endOfAll = records.at(-1)?.end ?? position;
    const rows = settler.read(left);
    for (let next = 0; next < rows.length || performance.now() - committed > heartbeatInterval; ) {
      next = batchTwice(rows, next, Math.max(endOfAll, position));
      Atomics.wait(flags, flagSleep, 0, pause);
      if (performance.now() - told > progressInterval) {
        told = performance.now();
        tell({ type: 'progress', outcomes, bytesDone: position, seconds: seconds() });
      }
      if (stopAsked(flags)) break;
    }
    const stop = stopAsked(flags);
    if (stop) {
      end(stop);
      return;
    }
  }
  position = task.size;
  end('done');
}

/** The records that an earlier run has committed, and those that are left. */
function divide(records: readonly CsvRecord[], position: number): { done: readonly CsvRecord[]; left: readonly CsvRecord[] } {
  const first = records.findIndex(({ end }) => end > position);
  if (first < 0) return { done: records, left: [] };
  return { done: records.slice(0, first), left: records.slice(first) };
}

function countsOf({ rows, inserted, updated, unchanged, rejected, raised, titlesAdded }: ImportRow): Outcomes {
  return { ...noOutcomes(), rows, inserted, updated, unchanged, rejected, raised, titlesAdded };
}

function prepareStore(sqlite: Database.Database, importId: number) {
  const read = sqlite.prepare<[number], ImportRow>(
    'SELECT position, rows, inserted, updated, unchanged, rejected, raised, titles_added AS titlesAdded, seconds FROM imports WHERE id = ?',
  );
  const save = sqlite.prepare(
    `UPDATE imports SET position = @position, rows = @rows, inserted = @inserted, updated = @updated, unchanged = @unchanged,
       rejected = @rejected, raised = @raised, titles_added = @titlesAdded, seconds = @seconds, heartbeat_at = @time WHERE id = @importId`,
  );
  const finish = sqlite.prepare(
    `UPDATE imports SET status = ?, position = ?, seconds = ?, heartbeat_at = ?, finished_at = ?, owner = NULL WHERE id = ?`,
  );
  const insertReject = sqlite.prepare('INSERT OR REPLACE INTO import_rejects (import_id, line, field, reason, cells) VALUES (?, ?, ?, ?, ?)');
  return {
    begin: sqlite.prepare('BEGIN IMMEDIATE'),
    commit: sqlite.prepare('COMMIT'),
    rollback: sqlite.prepare('ROLLBACK'),
    read(): ImportRow {
      const row = read.get(importId);
      if (!row) throw new Error('the import has no row');
      return row;
    },
    reject({ line, cells }: CsvRecord, field: string | null, reason: string): void {
      // NUL would cut the text short in SQLite's functions.
      insertReject.run(importId, line, field, reason, JSON.stringify(cells));
    },
    save(outcomes: Outcomes, position: number, seconds: number, time: string): void {
      save.run({ ...outcomes, position, seconds, time, importId });
    },
    finish(status: string, position: number, seconds: number, time: string): void {
      finish.run(status, position, seconds, time, time, importId);
    },
  };
}

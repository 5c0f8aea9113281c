// An import: rows are settled in small transactions, each of which commits what they did, what was refused, the
// counts and the position reached. A crash at any moment therefore resumes exactly where the last commit ended.
//
// The position is the byte at which the next record begins. A resume reads the file from its start all the same:
// the rows before it are only remembered (which title was named on which line), so that later rows of the file are
// judged as they would have been.
import Database from 'better-sqlite3';
import type { Outcomes } from '#shared/api/imports.ts';
import { createChangeLog, firstAddedTitle } from './change-log.ts';
import { createImportStore } from './import-store.ts';
import { createLibrary } from './library.ts';
import { createLockBox } from './lock-box.ts';
import { recountTitles, titlesReviewedBy } from './recount-totals.ts';
import { createRecordReader, type CsvRecord } from './record-reader.ts';
import { createRowLog } from './row-log.ts';
import { isRefusal } from './row-reader.ts';
import { authorSource, count, createRowSettler, type ReadRow } from './settle-row.ts';
import type { ByteSource } from './text-format.ts';
import { stopAsked, type StopReason, type WorkerMessage, type WorkerTask } from './worker-task.ts';

/** Of the file at a time: some thousand rows, so that a commit is not cut short by the end of what was read. */
const chunkSize = 1 << 20;
const progressInterval = 100;
const rowsBetweenLooks = 64;
const heartbeatInterval = 1000;

export function runApply(
  sqlite: Database.Database,
  source: ByteSource,
  task: WorkerTask,
  tell: (message: WorkerMessage) => void,
): void {
  const { options, format, userId, importId } = task;
  if (importId === null) throw new Error('an apply without an import');
  const now = () => new Date(Date.now() + task.clockOffset).toISOString();
  let time = now();

  const store = createImportStore(sqlite, importId);
  const changes = createChangeLog(sqlite, importId);
  const { source: from, label } = authorSource(options);
  const library = createLibrary({
    sqlite,
    changes,
    userId,
    authorSource: from,
    authorLabel: label,
    time: () => time,
  });
  let firstOwn = firstAddedTitle(sqlite, importId);
  const settler = createRowSettler({
    library,
    options,
    format,
    userId,
    isOwn: (id) => id >= firstOwn,
    choices: task.choices,
  });
  const reader = createRecordReader(source, format, { chunkSize });
  const box = createLockBox(sqlite, task);
  const flags = new Int32Array(task.flags);
  const dataVersion = sqlite.prepare<[], number>('PRAGMA data_version').pluck();

  const start = store.read();
  let { outcomes, position } = start;
  const log = createRowLog(sqlite, importId, position);
  let version = dataVersion.get();
  const began = performance.now();
  const seconds = () => start.seconds + (performance.now() - began) / 1000;
  let told = 0;
  let committed = performance.now();
  const tellProgress = (counted: Outcomes, bytesDone: number) => {
    if (performance.now() - told < progressInterval) return;
    told = performance.now();
    tell({ type: 'progress', outcomes: { ...counted }, bytesDone, seconds: seconds() });
  };

  /** Settles rows from `first` on, as many as the lock's time allows; gives the first one that is left. */
  function batch(rows: readonly ReadRow[], first: number, endOfAll: number): number {
    let next = first;
    const counted = { ...outcomes };
    let reached = position;
    const settleNext = (): boolean => {
      const read = rows[next];
      if (read === undefined) return false;
      const settled = settler.settle(read);
      count(counted, read.row, settled);
      if (isRefusal(settled)) log.add(read.record, null, 'rejected');
      else log.add(read.record, settled.mediaId, settled.outcome);
      if (isRefusal(settled)) store.reject(read.record, settled.field, settled.reason);
      else if (settled.titleAdded && settled.mediaId !== null) firstOwn = Math.min(firstOwn, settled.mediaId);
      next++;
      if (next % rowsBetweenLooks === 0) tellProgress(counted, read.record.end);
      return true;
    };
    const begin = () => {
      const current = dataVersion.get();
      if (current !== version) library.forget();
      version = current;
      time = now();
    };
    let isBegun = false;
    try {
      box.run(
        () => {
          if (!isBegun) begin();
          isBegun = true;
          return settleNext();
        },
        () => {
          reached = next < rows.length ? (rows[next - 1]?.record.end ?? position) : endOfAll;
          library.settleTotals();
          changes.settle(time);
          log.settle();
          store.save({ outcomes: counted, position: reached, seconds: seconds() }, now());
        },
      );
    } catch (error) {
      library.forget();
      changes.forget();
      log.forget();
      throw error;
    }
    [outcomes, position, committed] = [counted, reached, performance.now()];
    return next;
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

  function recall(records: readonly CsvRecord[]): void {
    if (records.length === 0) return;
    sqlite.exec('BEGIN');
    for (const read of settler.read(records)) settler.recall(read);
    sqlite.exec('COMMIT');
  }

  /** Counts what is uncounted, unless the app is closing: then the next start does. */
  function end(state: 'done' | StopReason): void {
    const counts = state !== 'interrupted';
    if (counts) {
      const isResumed = start.position > 0;
      const earlier =
        options.mapping.author !== undefined && isResumed ? titlesReviewedBy(sqlite, importId ?? 0) : [];
      const { uncounted } = library;
      recountTitles(
        sqlite,
        box,
        new Set([...uncounted.titles, ...earlier]),
        () => {
          store.save({ outcomes, position, seconds: seconds() }, now());
          return true;
        },
        // Nobody else has written: what the rows changed is all that changed.
        () => (isResumed || dataVersion.get() !== version ? undefined : uncounted.changes()),
      );
    }
    // All commits so far are in the WAL; this one is made durable, and they with it, before anybody hears "done".
    sqlite.pragma('synchronous = FULL');
    box.run(
      () => false,
      () => store.finish(state, { outcomes, position, seconds: seconds() }, now(), counts),
    );
    box.close();
    // The bulk first, which blocks nobody; then the rest and the file's length, unless somebody is reading.
    sqlite.pragma('wal_checkpoint(PASSIVE)');
    sqlite.pragma('busy_timeout = 50');
    sqlite.pragma('wal_checkpoint(TRUNCATE)');
    tell({
      type: 'ended',
      state,
      outcomes,
      bytesDone: position,
      seconds: seconds(),
      samples: [],
      rejects: [],
    });
  }

  let isHeader = true;
  for (let records = reader.next(); records !== null; records = reader.next()) {
    const { done, left } = divide(isHeader ? records.slice(1) : records, start.position);
    isHeader = false;
    recall(done);
    const endOfAll = Math.max(records.at(-1)?.end ?? position, position);
    const rows = settler.read(left);
    for (let next = 0; next < rows.length || performance.now() - committed > heartbeatInterval;) {
      next = batchTwice(rows, next, endOfAll);
      box.pause();
      tellProgress(outcomes, position);
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
function divide(
  records: readonly CsvRecord[],
  position: number,
): { done: readonly CsvRecord[]; left: readonly CsvRecord[] } {
  const first = records.findIndex(({ end }) => end > position);
  if (first < 0) return { done: records, left: [] };
  return { done: records.slice(0, first), left: records.slice(first) };
}

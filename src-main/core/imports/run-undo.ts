// An undo in the worker: small transactions, each of which takes changes back, forgets them and keeps the account, so
// that a crash at any moment goes on exactly where the last commit ended. A preview only reads.
import type Database from 'better-sqlite3';
import type { UndoReport } from '#shared/api/imports.ts';
import { createLockBox } from './lock-box.ts';
import { recountTitles, ratedTitles } from './recount-totals.ts';
import { noOutcomes } from './settle-row.ts';
import { createUndo, type Undo } from './undo-import.ts';
import { stopAsked, type StopReason, type WorkerMessage, type WorkerTask } from './worker-task.ts';

const progressInterval = 100;
const stepsBetweenLooks = 1000;

export function runUndo(
  sqlite: Database.Database,
  task: WorkerTask,
  tell: (message: WorkerMessage) => void,
): void {
  const importId = task.importId ?? 0;
  const flags = new Int32Array(task.flags);
  const report = sqlite
    .prepare<[number], string | null>(`SELECT json_extract(options, '$.undo') FROM imports WHERE id = ?`)
    .pluck()
    .get(importId);
  const undo = createUndo({
    sqlite,
    importId,
    importer: task.userId,
    report: report === null || report === undefined ? undefined : (JSON.parse(report) as UndoReport),
    isPreview: task.phase === 'undoPreview',
  });
  const began = performance.now();
  const end = (state: 'done' | StopReason) =>
    tell({ type: 'ended', state, ...progressOf(undo, began), samples: [], rejects: [], undone: undo.report });

  if (task.phase === 'undoPreview') {
    end(look(sqlite, undo, flags));
    return;
  }
  const box = createLockBox(sqlite, task, 1);
  const now = () => new Date(Date.now() + task.clockOffset).toISOString();
  const save = sqlite.prepare(
    `UPDATE imports SET options = json_set(options, '$.undo', json(?)), heartbeat_at = ? WHERE id = ?`,
  );
  const saveReport = () => void save.run(JSON.stringify(undo.report), now(), importId);
  let told = 0;
  let stop: StopReason | undefined;
  const left = { is: true };
  for (; left.is && stop === undefined; stop = stopAsked(flags)) {
    let isBegun = false;
    box.run(
      () => {
        if (!isBegun) undo.begin();
        isBegun = true;
        left.is = undo.step();
        return left.is;
      },
      () => {
        undo.beforeCommit();
        saveReport();
      },
    );
    box.pause();
    if (performance.now() - told > progressInterval) {
      told = performance.now();
      tell({ type: 'progress', ...progressOf(undo, began) });
    }
  }
  const state = left.is ? (stop ?? 'interrupted') : 'done';
  // Others' ratings are in no totals yet; where the app is closing, its next start counts them.
  const counts = task.options.mapping.author !== undefined && state !== 'interrupted';
  if (counts)
    recountTitles(sqlite, box, ratedTitles(sqlite), () => {
      saveReport();
      return true;
    });
  sqlite.pragma('synchronous = FULL');
  const finish = sqlite.prepare(
    `UPDATE imports SET status = ?, owner = NULL, finished_at = ?,
       options = iif(?, json_set(options, '$.uncounted', 0), options) WHERE id = ?`,
  );
  box.run(
    () => false,
    () => void finish.run(state === 'done' ? 'undone' : state, now(), counts ? 1 : 0, importId),
  );
  box.close();
  sqlite.pragma('wal_checkpoint(PASSIVE)');
  end(state);
}

/** Goes through all changes in one snapshot. */
function look(sqlite: Database.Database, undo: Undo, flags: Int32Array): 'done' | StopReason {
  sqlite.pragma('query_only = ON');
  sqlite.exec('BEGIN');
  undo.begin();
  for (let steps = 1; undo.step(); steps++) {
    const stop = steps % stepsBetweenLooks === 0 ? stopAsked(flags) : undefined;
    if (stop) return stop;
  }
  sqlite.exec('COMMIT');
  return 'done';
}

/** In changes, where an import has bytes. */
function progressOf(undo: Undo, began: number) {
  const { done: bytesDone, total: bytesTotal } = undo;
  return { outcomes: noOutcomes(), bytesDone, bytesTotal, seconds: (performance.now() - began) / 1000 };
}

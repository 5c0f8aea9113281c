// Ratings of a file's many authors change nearly every title in every commit, and a title's totals stand in two
// indexes: counting them at each commit would take longer than the rest of the import. So they are counted once, at
// its end. Until then its row says `uncounted`; where a crash comes first, the next start or the resume counts them.
// Counting anew is right at any moment, whoever else writes, and as often as it is done. Reviews of the importer
// are counted at each commit, as are everybody's outside of imports.
//
// As long as nobody else has written since the import began, what its rows changed is all that changed, and adding
// that up takes a fraction of the time.
import type Database from 'better-sqlite3';
import { createRecount, createTotalsWriter } from '../reviews/rating-totals.ts';
import { createLockBox, type LockBox } from './lock-box.ts';
import { noOutcomes } from './settle-row.ts';
import type { TotalsChange } from './gathered-totals.ts';
import { stopAsked, type WorkerMessage, type WorkerTask } from './worker-task.ts';

/** Titles whose reviews this import has written, in this run or before. */
export function titlesReviewedBy(sqlite: Database.Database, importId: number): number[] {
  return sqlite
    .prepare<[number], number>(
      `SELECT DISTINCT reviews.media_id FROM import_changes AS change
       JOIN reviews ON reviews.id BETWEEN change.first_id AND change.last_id
       WHERE change.import_id = ? AND change.table_name = 'reviews'`,
    )
    .pluck()
    .all(importId);
}

/** All titles that anybody rated: an undo leaves no trace of which ones it counted less. */
export function ratedTitles(sqlite: Database.Database): Set<number> {
  return new Set(sqlite.prepare<[], number>('SELECT id FROM media WHERE rating_count > 0').pluck().all());
}

/**
 * Counts in the lock's small portions, as long as `beforeCommit` says so in each. False where it was stopped.
 * `changes`: asked in each portion, what is to be added to titles instead; undefined: count them.
 */
export function recountTitles(
  sqlite: Database.Database,
  box: LockBox,
  mediaIds: ReadonlySet<number>,
  beforeCommit: () => boolean,
  changes: () => ReadonlyMap<number, TotalsChange> | undefined = () => undefined,
): boolean {
  const add = createTotalsWriter(sqlite);
  const recount = createRecount(sqlite);
  // In the order of the table, so that its pages are met once.
  const sorted = [...mediaIds].sort((one, other) => one - other);
  let next = 0;
  for (;;) {
    let goesOn = true;
    let known: ReturnType<typeof changes> | null = null;
    const step = () => {
      const mediaId = sorted[next];
      if (mediaId === undefined) return false;
      if (known === null) known = changes();
      const change = known?.get(mediaId);
      if (change) add(mediaId, change.count, change.sum);
      else recount(mediaId);
      next++;
      return true;
    };
    box.run(step, () => {
      goesOn = beforeCommit();
    });
    if (!goesOn || next >= sorted.length) return goesOn;
    box.pause();
  }
}

/** For an import that a crash or the app's end cut short. */
export function runRecount(
  sqlite: Database.Database,
  task: WorkerTask,
  tell: (message: WorkerMessage) => void,
): void {
  const importId = task.importId ?? 0;
  const box = createLockBox(sqlite, task);
  const flags = new Int32Array(task.flags);
  const isUndoing = sqlite
    .prepare<[number], number>(`SELECT json_type(options, '$.undo') IS NOT NULL FROM imports WHERE id = ?`)
    .pluck();
  const isCounted = recountTitles(
    sqlite,
    box,
    isUndoing.get(importId) === 1 ? ratedTitles(sqlite) : new Set(titlesReviewedBy(sqlite, importId)),
    () => stopAsked(flags) === undefined,
  );
  const mark = sqlite.prepare(
    `UPDATE imports SET options = json_set(options, '$.uncounted', 0) WHERE id = ? AND status <> 'running'`,
  );
  if (isCounted) {
    box.run(
      () => false,
      () => void mark.run(importId),
    );
  }
  box.close();
  tell({
    type: 'ended',
    state: stopAsked(flags) ?? 'done',
    outcomes: noOutcomes(),
    bytesDone: 0,
    seconds: 0,
    samples: [],
    rejects: [],
  });
}

// Takes an import back, change by change, newest first. A row that nobody touched since goes, or is as it was; one
// that a person edited stays; and where a later import changed it, that import's note of what was there before takes
// over what this one's says, so that imports can be taken back in any order.
import type Database from 'better-sqlite3';
import type { UndoReport } from '#shared/api/imports.ts';
import { shelves } from '../reviews/shelf-writer.ts';
import { lastSeqOf } from './change-log.ts';
import { createUndoNeeds } from './undo-needs.ts';
import { createUndoRuns } from './undo-runs.ts';
import {
  createUndoTables,
  datedTables,
  type RowNow,
  type RowState,
  type UndoneTable,
} from './undo-tables.ts';

export interface Undo {
  /** Changes that there are to take back, and that are taken back. */
  readonly total: number;
  readonly done: number;
  readonly report: UndoReport;
  /** Call first in a transaction: others may have written since the last. */
  begin(): void;
  /** Takes one change back; false where none is left. */
  step(): boolean;
  /** Writes what the steps have left to be written. */
  beforeCommit(): void;
}

export interface UndoOptions {
  readonly sqlite: Database.Database;
  readonly importId: number;
  /** Whose import it is. */
  readonly importer: number;
  /** What an earlier run of this undo has done. */
  readonly report: UndoReport | undefined;
  /** Finds out what an undo would do, and writes nothing. */
  readonly isPreview: boolean;
}

interface Change {
  readonly seq: number;
  readonly first: number;
  last: number;
  readonly before: string | null;
  readonly stamp: string;
}

interface LaterChange {
  readonly importId: number;
  readonly seq: number;
  readonly before: string;
}

type Kept = UndoReport['keptItems'][number]['reason'];

/** What refers to something comes before it. */
const order = [
  'list_items', 'favorites', 'watchlist', 'dismissed', 'plays', 'reviews', 'lists', 'media', 'users',
] as const satisfies readonly UndoneTable[]; // prettier-ignore
const paired: ReadonlySet<UndoneTable> = new Set(['list_items', ...shelves]);
const mostListed = 200;

export function createUndo(options: UndoOptions): Undo {
  const { sqlite, importId, isPreview } = options;
  const tables = createUndoTables(sqlite, options.importer);
  const report = wholeUndoReport(structuredClone(options.report ?? emptyUndoReport()));
  const write = statements(sqlite, importId);
  const total = write.units.get() ?? 0;
  // What was said of a row: an import may have changed it several times.
  const told = new Map<string, 'restored' | 'kept'>();
  // Of a preview: rows as they would be by now, and what would no longer refer to others.
  const imagined = new Map<string, RowState>();
  const released = new Map<string, number>();
  const heirs = new Map<string, number>();
  const needs = createUndoNeeds(sqlite, importId, (...row) => heirs.get(keyOf(...row)));
  const runs = createUndoRuns({
    sqlite,
    importId,
    tables,
    isPreview,
    isTold: (table, id) => told.size > 0 && told.has(keyOf(table, id, id)),
    releasedOf: (table, id) => released.get(keyOf(table, id, id)) ?? 0,
    release: addReleased,
  });
  let done = 0;
  let place = 0;
  let below = Number.MAX_SAFE_INTEGER;
  let current: Change | undefined;

  const tableNow = (): UndoneTable | undefined => order[place];

  function nextChange(): Change | undefined {
    for (let table = tableNow(); table !== undefined; table = tableNow()) {
      const found = write.next.get(table, below);
      if (found) return found;
      place++;
      below = Number.MAX_SAFE_INTEGER;
    }
    return undefined;
  }

  function isRun(table: UndoneTable, { before }: Change): boolean {
    return before === null && !paired.has(table);
  }

  function keep(table: UndoneTable, first: number, last: number, reason: Kept): void {
    const key = keyOf(table, first, last);
    if (told.get(key) === 'kept') return;
    told.set(key, 'kept');
    report.kept++;
    if (report.keptItems.length >= mostListed) return;
    const { what, nameOf } = tables.of[table];
    report.keptItems.push({ what, title: nameOf(first, last), reason });
  }

  /** Nothing refers to what this row referred to any more. */
  function release(table: UndoneTable, { mediaId, ownerId }: RowNow): void {
    const owner = table === 'reviews' ? 'users' : 'lists';
    for (const [to, id] of [['media', mediaId], [owner, ownerId]] as const) {
      if (id !== null) addReleased(to, id, 1);
    } // prettier-ignore
  }

  function addReleased(table: UndoneTable, id: number, count: number): void {
    const key = keyOf(table, id, id);
    released.set(key, (released.get(key) ?? 0) + count);
  }

  /** Takes back the end of a run, as many rows of it as go at once. */
  function takeRunBack(table: UndoneTable, run: Change): void {
    const swept = runs.sweep(table, run);
    if (swept) {
      report.removed[tables.of[table].count] += swept.rows;
      done += run.last - swept.first + 1;
      run.last = swept.first - 1;
      return;
    }
    takeBack(table, run.last, run.last, run);
    done++;
    run.last--;
  }

  function takeBack(table: UndoneTable, first: number, last: number, change: Change): void {
    const later = write.later.get(table, first, last, change.seq);
    if (later) passOn(table, first, last, change, later);
    else if (change.before === null) remove(table, first, last, change.stamp);
    else restore(table, first, last, JSON.parse(change.before) as object, change.stamp);
  }

  /** A later import found what this one left: for its undo, what was there before is what was before both. */
  function passOn(
    table: UndoneTable,
    first: number,
    last: number,
    { before, stamp }: Change,
    later: LaterChange,
  ): void {
    const found = tables.of[table].stateOf(JSON.parse(later.before) as object);
    if (!isAsGiven(table, found, stamp)) {
      keep(table, first, last, 'edited');
      return;
    }
    if (isPreview) heirs.set(keyOf(table, first, last), later.importId);
    else write.passOn.run(before, later.importId, later.seq);
    keep(table, first, last, 'imported');
  }

  function remove(table: UndoneTable, first: number, last: number, stamp: string): void {
    const key = keyOf(table, first, last);
    const rows = tables.of[table];
    const now = rows.read(first, last);
    // What a person has deleted is gone already; its row stays for those who knew it.
    if (now === undefined || now.deleted) return;
    if (!isAsGiven(table, imagined.get(key) ?? now, stamp)) {
      keep(table, first, last, 'edited');
      return;
    }
    if (!paired.has(table) && needs.count(table, first) > (released.get(key) ?? 0)) {
      const heir = needs.importOf(table, first);
      if (heir !== undefined && !isPreview)
        write.inherit.run(heir, write.lastSeq() + 1, table, first, last, now.updatedAt);
      keep(table, first, last, heir === undefined ? 'needed' : 'imported');
      return;
    }
    if (isPreview) release(table, now);
    else rows.erase(first, last);
    if (told.get(key) === 'restored') report.restored[rows.count]--;
    report.removed[rows.count]++;
  }

  function restore(table: UndoneTable, first: number, last: number, before: object, stamp: string): void {
    const key = keyOf(table, first, last);
    const rows = tables.of[table];
    const now = rows.read(first, last);
    if (now === undefined) return;
    if (!isAsGiven(table, imagined.get(key) ?? now, stamp)) {
      keep(table, first, last, 'edited');
      return;
    }
    if (isPreview) {
      const state = rows.stateOf(before);
      imagined.set(key, state);
      if (state.deleted) release(table, now);
    } else if (!rows.putBack(first, last, before)) {
      keep(table, first, last, 'needed');
      return;
    }
    if (told.has(key)) return;
    told.set(key, 'restored');
    report.restored[rows.count]++;
  }

  return {
    total,
    get done() {
      return done;
    },
    report,
    begin() {
      current = undefined;
    },
    step() {
      current ??= nextChange();
      const table = tableNow();
      if (current === undefined || table === undefined) return false;
      if (isRun(table, current)) {
        takeRunBack(table, current);
        if (current.last >= current.first) return true;
      } else {
        takeBack(table, current.first, current.last, current);
        done++;
      }
      if (!isPreview) write.forget.run(current.seq);
      below = current.seq;
      current = undefined;
      return true;
    },
    beforeCommit() {
      const table = tableNow();
      // The rest of a run is left for the next transaction.
      if (current && table !== undefined && isRun(table, current))
        write.shorten.run(current.last, current.seq);
      tables.settleTotals();
    },
  };
}

export function emptyUndoReport(): UndoReport {
  const none = {
    titles: 0, reviews: 0, plays: 0, watchlist: 0, favorites: 0, dismissed: 0, lists: 0, listItems: 0, people: 0,
  }; // prettier-ignore
  return { removed: { ...none }, restored: { ...none }, kept: 0, keptItems: [] };
}

/** An older version's report, with what that version did not count. */
export function wholeUndoReport(report: UndoReport): UndoReport {
  const { removed, restored } = emptyUndoReport();
  return {
    ...report,
    removed: { ...removed, ...report.removed },
    restored: { ...restored, ...report.restored },
  };
}

/**
 * Whether the row is as the import left it. Its `stamp` is the updated_at that it gave, but for rows that took the
 * file's date: those have it as both of their times, and it is never later than the stamp.
 */
export function isAsGiven(
  table: UndoneTable,
  { createdAt, updatedAt, deleted }: RowState,
  stamp: string,
): boolean {
  if (deleted) return false;
  return updatedAt === stamp || (datedTables.has(table) && createdAt === updatedAt && updatedAt <= stamp);
}

function keyOf(table: UndoneTable, first: number, last: number): string {
  return `${table}:${first}:${last}`;
}

function statements(sqlite: Database.Database, importId: number) {
  return {
    lastSeq: lastSeqOf(sqlite),
    units: {
      get: () =>
        sqlite
          .prepare<[number], number | null>(
            `SELECT sum(iif(before IS NULL AND table_name NOT IN ('list_items', 'favorites', 'watchlist', 'dismissed'), last_id - first_id + 1, 1))
             FROM import_changes WHERE import_id = ?`,
          )
          .pluck()
          .get(importId),
    },
    next: sqlite.prepare<[string, number], Change>(
      `SELECT seq, first_id AS first, last_id AS last, before, stamp FROM import_changes
       WHERE import_id = ${importId} AND table_name = ? AND seq < ? ORDER BY seq DESC LIMIT 1`,
    ),
    later: sqlite.prepare<[string, number, number, number], LaterChange>(
      `SELECT import_id AS importId, seq, before FROM import_changes
       WHERE table_name = ? AND first_id = ? AND last_id = ? AND seq > ? AND before IS NOT NULL AND import_id <> ${importId}
       ORDER BY seq LIMIT 1`,
    ),
    passOn: sqlite.prepare('UPDATE import_changes SET before = ? WHERE import_id = ? AND seq = ?'),
    inherit: sqlite.prepare(
      'INSERT INTO import_changes (import_id, seq, table_name, first_id, last_id, before, stamp) VALUES (?, ?, ?, ?, ?, NULL, ?)',
    ),
    shorten: sqlite.prepare(
      `UPDATE import_changes SET last_id = ? WHERE import_id = ${importId} AND seq = ?`,
    ),
    forget: sqlite.prepare(`DELETE FROM import_changes WHERE import_id = ${importId} AND seq = ?`),
  };
}

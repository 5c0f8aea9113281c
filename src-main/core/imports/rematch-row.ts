// Points one row of an import at another title: what the row wrote is taken back as an undo would, and the row is
// settled again as the import would have done for that title. The import's notes follow, so that its undo still
// restores what was there before.
import type Database from 'better-sqlite3';
import { shelves } from '../reviews/shelf-writer.ts';
import type { CsvRecord } from './record-reader.ts';
import { createChangeLog, firstAddedTitle, type ChangedTable, type PairedTable } from './change-log.ts';
import { createLibrary } from './library.ts';
import { entryOfShelf } from './own-library.ts';
import type { ImportPlan } from './import-records.ts';
import { isRefusal, type Refusal, type Row } from './row-reader.ts';
import { authorSource, createRowSettler } from './settle-row.ts';
import type { Settled } from './settle-title.ts';
import { lineKey, nameKeyOf } from './title-choices.ts';
import { isAsGiven } from './undo-import.ts';
import { createUndoNeeds } from './undo-needs.ts';
import { createUndoTables } from './undo-tables.ts';

export interface Rematch {
  readonly sqlite: Database.Database;
  readonly importId: number;
  readonly importer: number;
  readonly plan: ImportPlan;
  readonly record: CsvRecord;
  /** Where it went; null where it was refused. */
  readonly from: number | null;
  readonly to: number;
  /** Whether other rows of the import went to the old title. */
  readonly isShared: () => boolean;
  readonly time: string;
}

export interface Rematched {
  readonly settled: Settled;
  readonly nameKey: string;
  readonly left: number;
  /** Titles whose totals are to be counted anew. */
  readonly touched: readonly number[];
}

interface Piece {
  readonly table: ChangedTable | PairedTable;
  readonly first: number;
  readonly last: number;
}

interface Change {
  readonly seq: number;
  readonly before: string | null;
  readonly stamp: string;
}

/** Call inside a transaction. A refusal has written something all the same: roll back. */
export function rematchRow(given: Rematch): Rematched | Refusal {
  const { sqlite, importId, importer, plan, record, from, to, time } = given;
  const changes = createChangeLog(sqlite, importId);
  const { source, label } = authorSource(plan.options);
  const library = createLibrary({
    sqlite, changes, userId: importer, authorSource: source, authorLabel: label, time: () => time,
  }); // prettier-ignore
  const firstOwn = firstAddedTitle(sqlite, importId);
  const settler = createRowSettler({
    library,
    options: plan.options,
    format: plan.format,
    userId: importer,
    isOwn: (id) => id >= firstOwn,
    choices: [[lineKey(record.line), 'title', to]],
  });
  const [read] = settler.read([record]);
  if (read === undefined) return { field: null, reason: 'is not wanted by the conditions of this import' };
  const { row } = read;
  if (isRefusal(row)) return row;
  let left = 0;
  if (from !== null) {
    const person = row.author === null ? importer : library.findAuthor(row.author);
    const pieces = person === undefined ? [] : piecesOf(sqlite, row, from, person);
    left = takeBack(given, pieces);
    takeIdsBack(given, row, from);
    removeOrphan(given, from);
    library.forget();
  }
  const settled = settler.settle(read);
  if (isRefusal(settled)) return settled;
  library.settleTotals();
  changes.settle(time);
  return { settled, nameKey: nameKeyOf(row), left, touched: from === null ? [to] : [from, to] };
}

/** What a row of this kind holds of its title. Only what the import noted is taken back. */
function piecesOf(sqlite: Database.Database, row: Row, mediaId: number, userId: number): Piece[] {
  const entries = new Set<string>([row.entry, ...row.also]);
  const pieces: Piece[] = [];
  if (entries.has('review')) {
    const id = sqlite
      .prepare<[number, number], number>('SELECT id FROM reviews WHERE user_id = ? AND media_id = ?')
      .pluck()
      .get(userId, mediaId);
    if (id !== undefined) pieces.push({ table: 'reviews', first: id, last: id });
  }
  const sameDay = sqlite
    .prepare<[number, number, string | null, number | null, number | null], number>(
      `SELECT id FROM plays WHERE user_id = ? AND media_id = ? AND played_on IS ? AND season IS ? AND episode IS ? AND deleted_at IS NULL ORDER BY id DESC`,
    )
    .pluck();
  for (const { playedOn, season, episode } of row.plays) {
    const id = sameDay
      .all(userId, mediaId, playedOn, season, episode)
      .find((play) => pieces.every((piece) => piece.table !== 'plays' || piece.first !== play));
    if (id !== undefined) pieces.push({ table: 'plays', first: id, last: id });
  }
  for (const shelf of shelves)
    if (entries.has(entryOfShelf[shelf])) pieces.push({ table: shelf, first: mediaId, last: userId });
  if (entries.has('list_item') && row.list) {
    const listId = sqlite
      .prepare<[number, string], number>(
        'SELECT id FROM lists WHERE user_id = ? AND name = ? AND deleted_at IS NULL',
      )
      .pluck()
      .get(userId, row.list.name);
    if (listId !== undefined) pieces.push({ table: 'list_items', first: mediaId, last: listId });
  }
  return pieces;
}

/** Gives how much stays, because somebody edited it since, or a later import changed it. */
function takeBack({ sqlite, importId, importer }: Rematch, pieces: readonly Piece[]): number {
  const tables = createUndoTables(sqlite, importer);
  const pairs: ReadonlySet<Piece['table']> = new Set(['list_items', ...shelves]);
  const isPair = (table: Piece['table']) => pairs.has(table);
  const later = sqlite
    .prepare<[string, number, number, number, number], 1>(
      `SELECT 1 FROM import_changes WHERE table_name = ? AND first_id = ? AND last_id = ? AND seq > ? AND import_id <> ? AND before IS NOT NULL`,
    )
    .pluck();
  const forget = sqlite.prepare('DELETE FROM import_changes WHERE import_id = ? AND seq = ?');
  let left = 0;
  for (const { table, first, last } of pieces) {
    const covers = isPair(table) ? 'first_id = ? AND last_id = ?' : 'first_id <= ? AND last_id >= ?';
    const notes = sqlite
      .prepare<[number, string, number, number], Change>(
        `SELECT seq, before, stamp FROM import_changes WHERE import_id = ? AND table_name = ? AND ${covers} ORDER BY seq DESC`,
      )
      .all(importId, table, first, last);
    const rows = tables.of[table];
    for (const { seq, before, stamp } of notes) {
      const now = rows.read(first, last);
      if (now === undefined || now.deleted) break;
      if (!isAsGiven(table, now, stamp) || later.get(table, first, last, seq, importId) !== undefined) {
        left++;
        break;
      }
      if (before === null) rows.erase(first, last);
      else rows.putBack(first, last, JSON.parse(before) as object);
      // The note of a run stays: a row of it that is gone is nothing to an undo.
      if (before !== null || isPair(table)) forget.run(importId, seq);
    }
  }
  tables.settleTotals();
  return left;
}

/** Ids that the import gave to the old title because of such a row go with the row. */
function takeIdsBack({ sqlite, importId }: Rematch, { externalIds }: Row, from: number): void {
  const notes = sqlite
    .prepare<[number, number], string>(
      `SELECT before FROM import_changes WHERE import_id = ? AND table_name = 'media' AND first_id = ? AND before IS NOT NULL`,
    )
    .pluck()
    .all(importId, from);
  if (notes.length === 0) return;
  const known = notes.map((note) => (JSON.parse(note) as { externalIds: [string, string][] }).externalIds);
  const remove = sqlite.prepare('DELETE FROM external_ids WHERE source = ? AND value = ? AND media_id = ?');
  for (const [source, value] of externalIds) {
    if (known.some((ids) => ids.every((id) => id[0] !== source || id[1] !== value)))
      remove.run(source, value, from);
  }
}

/** A title that came in for this row alone goes with it. */
function removeOrphan({ sqlite, importId, importer, isShared }: Rematch, from: number): void {
  const note = sqlite
    .prepare<[number, number, number], { stamp: string }>(
      `SELECT stamp FROM import_changes WHERE import_id = ? AND table_name = 'media' AND before IS NULL AND first_id <= ? AND last_id >= ?`,
    )
    .get(importId, from, from);
  const { media } = createUndoTables(sqlite, importer).of;
  const now = media.read(from, from);
  if (!note || !now || !isAsGiven('media', now, note.stamp)) return;
  const needs = createUndoNeeds(sqlite, importId, () => undefined);
  if (needs.count('media', from) === 0 && !isShared()) media.erase(from, from);
}

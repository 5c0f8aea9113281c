// The rows of the `imports` table: what was begun, how far it got, and whose process is at it.
import { sql } from 'kysely';
import type { ImportId } from '#shared/api/contract.ts';
import {
  importOptions,
  type ImportOptions,
  type ImportRecord,
  type Reject,
  type UndoReport,
} from '#shared/api/imports.ts';
import { saidReason } from '#shared/domain/refusal-reasons.ts';
import { errorReply } from '#shared/errors.ts';
import type { Clock } from '../clock.ts';
import { isProcess } from '../alive.ts';
import type { Db } from '../db/db.ts';
import { originIn, shownCells } from './entry-cells.ts';
import type { TableFormat } from './table-file.ts';
import { wholeUndoReport } from './undo-import.ts';

/** What the options column holds: all that a resume needs. */
export interface ImportPlan {
  readonly options: ImportOptions;
  readonly format: TableFormat;
  /** Of a set of files: what its copies are called, in their order. */
  readonly sources?: readonly { readonly name: string; readonly size: number }[];
  /** 1 while the totals of the titles that its authors rated are not counted (recount-totals.ts). */
  readonly uncounted?: 0 | 1;
  /** What an undo that was begun has done so far. */
  readonly undo?: UndoReport;
}

export interface NewImport extends ImportPlan {
  readonly userId: number;
  readonly source: string;
  readonly fileName: string;
  readonly fileSize: number;
  /** "pid:random". */
  readonly owner: string;
}

/** A process that died leaves no heartbeat; one whose number was taken by another neither. */
const longestSilence = 30_000;

export async function addImport(
  db: Db,
  clock: Clock,
  { options, format, sources, ...row }: NewImport,
): Promise<ImportId> {
  const now = clock.now().toISOString();
  const { id } = await db
    .insertInto('imports')
    .values({
      user_id: row.userId,
      source: row.source,
      file_name: row.fileName,
      file_size: row.fileSize,
      options: JSON.stringify({
        options: withoutPassword(options),
        format,
        ...(sources && { sources }),
        uncounted: hasAuthors(options),
      } satisfies ImportPlan),
      status: 'running',
      owner: row.owner,
      error: null,
      started_at: now,
      heartbeat_at: now,
      finished_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id as ImportId;
}

export async function findImport(db: Db, id: number) {
  return await db.selectFrom('imports').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function listImports(db: Db, userId: number, limit: number) {
  return await db
    .selectFrom('imports')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Takes an import that is not running for `owner`; false where somebody else was faster. */
export async function takeImport(db: Db, clock: Clock, id: number, owner: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('imports')
    .set({
      status: 'running',
      owner,
      error: null,
      finished_at: null,
      heartbeat_at: clock.now().toISOString(),
      options: sql`json_set(options, '$.uncounted', json_extract(options, '$.options.mapping.author') IS NOT NULL)`,
    })
    .where('id', '=', id)
    .where('status', 'in', ['interrupted', 'cancelled', 'failed'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function endImport(
  db: Db,
  clock: Clock,
  id: number,
  status: 'failed' | 'interrupted' | 'cancelled',
  error: unknown,
): Promise<void> {
  const reply =
    error === undefined ? null : (errorReply(error) ?? { code: 'internal', message: 'The import failed.' });
  await db
    .updateTable('imports')
    .set({
      status,
      owner: null,
      error: reply === null ? null : JSON.stringify(reply),
      finished_at: clock.now().toISOString(),
    })
    .where('id', '=', id)
    .where('status', '=', 'running')
    .execute();
}

/** Imports that are over or cut short and whose authors' ratings are in no totals yet. */
export async function uncountedImports(db: Db): Promise<{ id: number; options: string }[]> {
  return await db
    .selectFrom('imports')
    .select(['id', 'options'])
    .where('status', '!=', 'running')
    .where(sql<number>`json_extract(options, '$.uncounted')`, '=', 1)
    .execute();
}

/** Passwords of archives are nobody's to keep. */
function withoutPassword(options: ImportOptions): ImportOptions {
  return { ...options, reading: { ...options.reading, password: null } };
}

function hasAuthors({ mapping }: ImportOptions): 0 | 1 {
  return mapping.author === undefined ? 0 : 1;
}

/** Marks the imports whose process is gone, so that they can be resumed. Another living process's are left alone. */
export async function markInterrupted(db: Db, clock: Clock): Promise<number> {
  const running = await db
    .selectFrom('imports')
    .select(['id', 'owner', 'heartbeat_at'])
    .where('status', '=', 'running')
    .execute();
  const now = clock.now().getTime();
  const dead = running.filter(
    ({ owner, heartbeat_at: heartbeat }) =>
      !isProcess(Number(owner?.split(':')[0])) || now - Date.parse(heartbeat) > longestSilence,
  );
  for (const { id, owner } of dead) {
    await db
      .updateTable('imports')
      .set({ status: 'interrupted', owner: null, finished_at: sql`heartbeat_at` })
      .where('id', '=', id)
      .where('owner', 'is', owner)
      .where('status', '=', 'running')
      .execute();
  }
  return dead.length;
}

export async function pageOfRejects(
  db: Db,
  importId: number,
  after: number,
  limit: number,
  header: readonly string[],
): Promise<Reject[]> {
  const rows = await db
    .selectFrom('import_rejects')
    .select(['line', 'field', 'reason', 'cells'])
    .where('import_id', '=', importId)
    .where('line', '>', after)
    .orderBy('line')
    .limit(limit)
    .execute();
  return rows.map(({ line, field, reason, cells: text }) => {
    const cells = JSON.parse(text) as string[];
    const said = saidReason(reason);
    return { line, origin: originIn(header, cells), field, reason, said, cells: shownCells(header, cells) };
  });
}

export function planOf({ options }: { readonly options: string }): ImportPlan {
  const stored = JSON.parse(options) as ImportPlan;
  return { ...stored, options: importOptions.parse(stored.options) };
}

export type ImportRow = NonNullable<Awaited<ReturnType<typeof findImport>>>;

export function rowToRecord(row: ImportRow): ImportRecord {
  const { undo } = JSON.parse(row.options) as Partial<ImportPlan>;
  const { rows, inserted, updated, unchanged, rejected, raised } = row;
  return {
    id: row.id as ImportId,
    source: row.source,
    fileName: row.file_name,
    status: row.status,
    outcomes: { rows, inserted, updated, unchanged, rejected, raised, titlesAdded: row.titles_added },
    fileSize: row.file_size,
    bytesDone: row.position,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    seconds: row.seconds,
    undoBegun: undo !== undefined && row.status !== 'undone',
    undone: row.status === 'undone' && undo !== undefined ? wholeUndoReport(undo) : null,
    error: row.error === null ? null : (JSON.parse(row.error) as ImportRecord['error']),
  };
}

// Rows of imports that are over: listed from the log of the import and the kept file, and pointed at other titles.
import type Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ImportId } from '#shared/api/contract.ts';
import type { RowRefusal } from '#shared/api/import-plans.ts';
import type { ImportRowView } from '#shared/api/import-rows.ts';
import { saidReason } from '#shared/domain/refusal-reasons.ts';
import { AppError } from '#shared/errors.ts';
import { mergeOf } from '../catalog/merges.ts';
import type { Clock } from '../clock.ts';
import { transact, type Db } from '../db/db.ts';
import type { Handlers, Person } from '../dispatch.ts';
import { recountAllOf } from '../reviews/rating-totals.ts';
import { keepChoices, rememberDecisions } from './import-choices.ts';
import { planOf, type ImportRow } from './import-records.ts';
import { glancesOf, type TitleGlances } from './import-titles.ts';
import { readKept } from './kept-source.ts';
import { namedBy } from './named-title.ts';
import { rematchRow } from './rematch-row.ts';
import { packRows, unpackRows, type LoggedRow, type RowOutcome } from './row-log.ts';
import { createRowReader, isRefusal } from './row-reader.ts';
import { lineKey, nameKeyOf } from './title-choices.ts';

export interface RowMatchesDeps {
  readonly db: Db;
  readonly sqlite: Database.Database;
  readonly clock: Clock;
  readonly ownImport: (importId: number, person: Person) => Promise<ImportRow>;
  /** Where the import's file is kept. */
  readonly sourceOf: (importId: number) => string;
  /** After a change of titles and of what hangs on them. */
  readonly changed: () => void;
}

export type RowHandlers = Pick<Handlers<'imports'>, 'imports.rows' | 'imports.rematch'>;

export function createRowMatches(deps: RowMatchesDeps): RowHandlers {
  const { db, sqlite, clock, ownImport, sourceOf, changed } = deps;

  async function blocks(importId: number, after: number): Promise<{ id: number; rows: Buffer } | undefined> {
    return await db
      .selectFrom('import_rows')
      .select(['id', 'rows'])
      .where('import_id', '=', importId)
      .where('last_line', '>', after)
      .orderBy('first_line')
      .limit(1)
      .executeTakeFirst();
  }

  /** Rows after this line that went to a title holding the text, and the titles as they are called by now. */
  async function find(importId: number, text: string, after: number, limit: number) {
    const found: LoggedRow[] = [];
    const titles = new Map<number, ImportRowView['title']>();
    for (let line = after; found.length < limit;) {
      const block = await blocks(importId, line);
      if (!block) break;
      const rows = unpackRows(block.rows).filter((row) => row.line > line);
      const wanted = text === '' ? rows.slice(0, limit - found.length) : rows;
      const there = await nowOf(
        db,
        wanted.flatMap(({ mediaId }) => mediaId ?? []),
      );
      const isFound = ({ mediaId }: LoggedRow) =>
        text === '' ||
        (mediaId !== null && (there.get(mediaId)?.title.toLowerCase().includes(text) ?? false));
      for (const row of wanted.filter(isFound).slice(0, limit - found.length)) {
        found.push(row);
        if (row.mediaId !== null) titles.set(row.mediaId, there.get(row.mediaId) ?? null);
      }
      line = rows.at(-1)?.line ?? line;
      if (text === '' && wanted.length < rows.length) break;
      await nextTurn();
    }
    return { found, titles };
  }

  return {
    'imports.rows': async ({ importId, text, cursor, limit }, { person }) => {
      const row = await ownImport(importId, person);
      const { found, titles } = await find(importId, text.toLowerCase(), readCursor(cursor), limit + 1);
      const shown = found.slice(0, limit);
      const { format, options } = planOf(row);
      const records = readKept(sourceOf(importId), format, shown);
      const reader = createRowReader(options, format);
      const refusals = await refusalsOf(db, importId, shown);
      return {
        canMatch: records !== undefined && canChange(row),
        items: shown.map(({ line, mediaId, outcome }): ImportRowView => {
          const record = records?.find((one) => one.line === line);
          const read = record && reader.read(record.cells);
          const isRead = read !== undefined && !isRefusal(read);
          return {
            line,
            origin: isRead ? read.origin : null,
            outcome,
            named: isRead ? namedBy(nameKeyOf(read)) : null,
            title: mediaId === null ? null : (titles.get(mediaId) ?? null),
            refusal: refusals.get(line) ?? null,
          };
        }),
        nextCursor: found.length > limit ? String(shown.at(-1)?.line) : null,
      };
    },

    'imports.rematch': async ({ importId, line, mediaId }, { person }) => {
      const row = await ownImport(importId, person);
      if (!canChange(row))
        throw new AppError('conflict', 'Rows can be pointed at other titles when their import is over.', {
          importId,
          status: row.status,
        });
      if ((await glancesOf(db, [mediaId])).size === 0)
        throw new AppError('not_found', `There is no title with the id ${mediaId}.`, { mediaId });
      const block = await blocks(importId, line - 1);
      const rows = block ? unpackRows(block.rows) : [];
      const logged = rows.find((one) => one.line === line);
      if (!block || !logged)
        throw new AppError('not_found', `Line ${line} of this import is not known.`, { importId, line });
      const plan = planOf(row);
      const [record] = existsSync(sourceOf(importId))
        ? (readKept(sourceOf(importId), plan.format, [logged]) ?? [])
        : [];
      if (!record)
        throw new AppError('unavailable', 'The file of this import is no longer kept.', {
          importId,
          reason: 'no_file',
        });
      const from = logged.mediaId === null ? null : await idNow(db, logged.mediaId);
      if (from === mediaId) return { outcome: settledOutcome(logged.outcome), left: 0 };
      const time = clock.now().toISOString();
      return await transact(db, async (tx, afterCommit) => {
        const done = rematchRow({
          sqlite,
          importId,
          importer: row.user_id,
          plan,
          record,
          from,
          to: mediaId,
          isShared: () => from !== null && isShared(sqlite, importId, line, from),
          time,
        });
        if (isRefusal(done))
          throw new AppError('conflict', `This row can't go to that title: ${done.reason}.`, {
            reason: 'row_refused',
            field: done.field,
          });
        const { settled, nameKey, left, touched } = done;
        const changedRows = rows.map((one) =>
          one.line === line ? { ...one, mediaId: settled.mediaId, outcome: settled.outcome } : one,
        );
        await tx
          .updateTable('import_rows')
          .set({ rows: packRows(changedRows) })
          .where('id', '=', block.id)
          .execute();
        await countAnew(tx, importId, line, logged.outcome, settled.outcome);
        await rememberDecisions(tx, { userId: row.user_id, source: row.source, time }, [
          [nameKey, 'title', mediaId],
        ]);
        // A run that goes on must read the row as it is now.
        if (row.status !== 'done') {
          await tx
            .deleteFrom('import_choices')
            .where('import_id', '=', importId)
            .where('key', '=', lineKey(line))
            .execute();
          await keepChoices(tx, importId, [[lineKey(line), 'title', mediaId]]);
        }
        await recountAllOf(tx, touched);
        afterCommit(changed);
        return { outcome: settled.outcome, left };
      });
    },
  };
}

function canChange({ status }: ImportRow): boolean {
  return status === 'done' || status === 'cancelled' || status === 'interrupted';
}

/** Titles as they are by now: what went into another one is that one. */
async function nowOf(db: Db, ids: readonly number[]): Promise<TitleGlances> {
  const there = new Map(await glancesOf(db, ids));
  for (const id of new Set(ids)) {
    if (there.has(id)) continue;
    const now = await idNow(db, id);
    const glance = now === id ? undefined : (await glancesOf(db, [now])).get(now);
    if (glance) there.set(id, glance);
  }
  return there;
}

async function idNow(db: Db, id: number): Promise<number> {
  let now = id;
  for (let merge = await mergeOf(db, now); merge; merge = await mergeOf(db, now)) now = merge.keep_id;
  return now;
}

async function refusalsOf(
  db: Db,
  importId: ImportId,
  rows: readonly LoggedRow[],
): Promise<Map<number, RowRefusal>> {
  const lines = rows.filter(({ outcome }) => outcome === 'rejected').map(({ line }) => line);
  if (lines.length === 0) return new Map();
  const found = await db
    .selectFrom('import_rejects')
    .select(['line', 'field', 'reason'])
    .where('import_id', '=', importId)
    .where('line', 'in', lines)
    .execute();
  return new Map(found.map(({ line, field, reason }) => [line, { field, reason, said: saidReason(reason) }]));
}

/** The accounts stay right: the row counts as what it came to by now. */
async function countAnew(
  tx: Db,
  importId: number,
  line: number,
  was: RowOutcome,
  is: RowOutcome,
): Promise<void> {
  if (was === 'rejected')
    await tx
      .deleteFrom('import_rejects')
      .where('import_id', '=', importId)
      .where('line', '=', line)
      .execute();
  if (was === is) return;
  await tx
    .updateTable('imports')
    .set((of) => ({ [was]: of(was, '-', 1), [is]: of(is, '+', 1) }))
    .where('id', '=', importId)
    .execute();
}

/** Whether another row of the import went to this title. */
function isShared(sqlite: Database.Database, importId: number, line: number, mediaId: number): boolean {
  const rows = sqlite
    .prepare<[number], Buffer>('SELECT rows FROM import_rows WHERE import_id = ?')
    .pluck()
    .iterate(importId);
  for (const packed of rows)
    if (unpackRows(packed).some((row) => row.mediaId === mediaId && row.line !== line)) return true;
  return false;
}

function settledOutcome(outcome: RowOutcome): 'inserted' | 'updated' | 'unchanged' {
  return outcome === 'rejected' ? 'unchanged' : outcome;
}

function readCursor(cursor: string | null): number {
  if (cursor === null) return 0;
  if (!/^\d{1,15}$/.test(cursor))
    throw new AppError('invalid_input', 'cursor: does not belong to this list', { field: 'cursor' });
  return Number(cursor);
}

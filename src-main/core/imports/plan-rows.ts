// Lists the rows of a stored plan, page by page, and says which rows a filter means. Read by the main thread: a
// filter over many rows goes in portions, so that nobody waits for it.
import Database from 'better-sqlite3';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PlanList, PlanRow, PlanWrite } from '#shared/api/import-plans.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';

/** A row as it is stored: titles are ids, the name is the key of what it says. */
export interface StoredPlanRow {
  readonly line: number;
  readonly origin: PlanRow['origin'];
  readonly outcome: PlanRow['outcome'];
  readonly isConflict: boolean;
  readonly isAmbiguous: boolean;
  /** Null where the row could not be read. */
  readonly nameKey: string | null;
  readonly mediaId: number | null;
  readonly planned: readonly [kind: MediaKind, title: string, year: number | null] | null;
  readonly writes: readonly PlanWrite[];
  readonly refusal: { readonly field: string | null; readonly reason: string } | null;
  readonly candidates: readonly number[];
  readonly cells: readonly string[];
}

export interface PlanRows {
  /** Rows after this line. */
  page(filter: PlanFilter, after: number, limit: number): Promise<StoredPlanRow[]>;
  ofLines(lines: readonly number[]): StoredPlanRow[];
  close(): void;
}

export interface PlanFilter {
  readonly list: PlanList | undefined;
  readonly text: string;
}

interface RawRow {
  readonly line: number;
  readonly file: string | null;
  readonly file_line: number;
  readonly outcome: PlanRow['outcome'];
  readonly conflict: 0 | 1;
  readonly ambiguous: 0 | 1;
  readonly named: string | null;
  readonly media_id: number | null;
  readonly planned: string | null;
  readonly writes: string | null;
  readonly refusal: string | null;
  readonly candidates: string | null;
  readonly cells: string | null;
}

/** Of lines that are searched between two turns of the event loop: some milliseconds. */
const portion = 8000;

export function openPlanRows(path: string): PlanRows {
  const sqlite = new Database(path, { readonly: true, fileMustExist: true });
  const last = sqlite.prepare<[], number>('SELECT coalesce(max(line), 0) FROM rows').pluck().get() ?? 0;
  const columns =
    'line, file, file_line, outcome, conflict, ambiguous, named, media_id, planned, writes, refusal, candidates, cells';
  const byLine = sqlite.prepare<[number], RawRow>(`SELECT ${columns} FROM rows WHERE line = ?`);

  return {
    async page({ list, text }, after, limit) {
      const terms = [
        'line > @after AND line <= @until',
        ...(list === undefined ? [] : [termOf(list)]),
        ...(text === '' ? [] : ['instr(text, @text) > 0']),
      ];
      const select = sqlite.prepare<[object], RawRow>(
        `SELECT ${columns} FROM rows WHERE ${terms.join(' AND ')} ORDER BY line LIMIT @limit`,
      );
      const found: StoredPlanRow[] = [];
      // An index finds a list's rows wherever they are; a text has to be looked for.
      const step = text === '' ? last : portion;
      for (let from = after; from < last && found.length < limit; from += step) {
        if (from > after) await nextTurn();
        const rows = select.all({
          after: from,
          until: from + step,
          text: text.toLowerCase(),
          list,
          limit: limit - found.length,
        });
        found.push(...rows.map(rawToRow));
      }
      return found;
    },
    ofLines: (lines) => lines.flatMap((line) => byLine.all(line).map(rawToRow)),
    close: () => void sqlite.close(),
  };
}

function termOf(list: PlanList): string {
  if (list === 'conflict') return 'conflict';
  return list === 'ambiguous' ? 'ambiguous' : 'outcome = @list';
}

function rawToRow(row: RawRow): StoredPlanRow {
  return {
    line: row.line,
    origin: row.file === null ? null : { file: row.file, line: row.file_line },
    outcome: row.outcome,
    isConflict: row.conflict === 1,
    isAmbiguous: row.ambiguous === 1,
    nameKey: row.named,
    mediaId: row.media_id,
    planned: parse(row.planned, null),
    writes: parse(row.writes, []),
    refusal: parse(row.refusal, null),
    candidates: parse(row.candidates, []),
    cells: parse(row.cells, []),
  };
}

function parse<T>(text: string | null, otherwise: T): T {
  return text === null ? otherwise : (JSON.parse(text) as T);
}

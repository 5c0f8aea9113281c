// Which title each row of an import went to, so that any of them can be pointed at another one later. Three small
// numbers a row, packed by the commit that wrote it: some 6 bytes, where a table would take 40 and half of an
// import's time.
import type Database from 'better-sqlite3';
import type { CsvRecord } from './record-reader.ts';

export const rowOutcomes = ['inserted', 'updated', 'unchanged', 'rejected'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

export interface LoggedRow {
  readonly line: number;
  /** The byte at which the row ends, and a byte at or before its beginning that is no row's middle. */
  readonly end: number;
  readonly from: number;
  /** Null where it went to none. */
  readonly mediaId: number | null;
  readonly outcome: RowOutcome;
}

export interface RowLog {
  add(record: CsvRecord, mediaId: number | null, outcome: RowOutcome): void;
  /** Call before each commit. */
  settle(): void;
  /** After a rollback. */
  forget(): void;
}

/** Rows in one blob: few enough that a page of rows is read at once. */
const mostRows = 4096;

/** `position`: the byte reached when this run began. */
export function createRowLog(sqlite: Database.Database, importId: number, position: number): RowLog {
  const insert = sqlite.prepare(
    'INSERT OR REPLACE INTO import_rows (import_id, first_line, last_line, rows) VALUES (?, ?, ?, ?)',
  );
  let committed = position;
  let reached = position;
  let rows: LoggedRow[] = [];
  const write = () => {
    const [first] = rows;
    const last = rows.at(-1);
    if (!first || !last) return;
    insert.run(importId, first.line, last.line, packRows(rows));
    rows = [];
  };
  return {
    add({ line, end }, mediaId, outcome) {
      rows.push({ line, end, from: reached, mediaId, outcome });
      reached = end;
      if (rows.length === mostRows) write();
    },
    settle() {
      write();
      committed = reached;
    },
    forget() {
      rows = [];
      reached = committed;
    },
  };
}

/** The first row's bytes, then for each row: lines and bytes since the one before, outcome and title. */
export function packRows(rows: readonly LoggedRow[]): Buffer {
  const bytes: number[] = [];
  const [first] = rows;
  let [line, end, title] = [first?.line ?? 0, first?.from ?? 0, 0];
  put(bytes, end);
  put(bytes, line);
  for (const row of rows) {
    put(bytes, row.line - line);
    put(bytes, row.end - end);
    const id = row.mediaId ?? 0;
    put(bytes, zigzag(id - title) * 4 + rowOutcomes.indexOf(row.outcome));
    [line, end, title] = [row.line, row.end, id];
  }
  return Buffer.from(bytes);
}

export function unpackRows(packed: Uint8Array): LoggedRow[] {
  let at = 0;
  const take = (): number => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = packed[at++] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
  };
  let end = take();
  let line = take();
  let title = 0;
  const rows: LoggedRow[] = [];
  while (at < packed.length) {
    const from = end;
    line += take();
    end += take();
    const last = take();
    title += unzigzag(Math.floor(last / 4));
    const outcome = rowOutcomes[last % 4] ?? 'rejected';
    rows.push({ line, end, from, mediaId: title === 0 ? null : title, outcome });
  }
  return rows;
}

function put(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 0x80);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

/** Small numbers of either sign become small ones without. */
function zigzag(value: number): number {
  return value < 0 ? -value * 2 - 1 : value * 2;
}

function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

// The CSV tables: each row as cells, guarded, and in pieces of some hundred rows.
import Papa from 'papaparse';
import { externalSources } from '#shared/api/catalog.ts';
import { formatTen } from '#shared/domain/rating.ts';
import { guardCell } from '#shared/exports/formula-guard.ts';
import { joinList } from '#shared/exports/list-cell.ts';
import {
  exportTableNames,
  exportTables,
  type ExportColumn,
  type ExportTable,
} from '#shared/exports/tables.ts';
import type { ExportFile, OnRows } from './export-file.ts';
import { externalIdsOf, type ExportReader, type ExportRows, type TitleRow } from './export-rows.ts';

type Cell = string | number | null;
type CellsOf = {
  readonly [T in ExportTable]: (row: ExportRows[T]) => Readonly<Record<ExportColumn<T>, Cell>>;
};

const rowsInPiece = 500;
/** Spreadsheets take a file without it for one of their own country's encodings. */
export const byteOrderMark = '\ufeff';

/** All tables, or only `tables`. */
export function* csvFiles(
  reader: ExportReader,
  onRows: OnRows,
  tables: readonly ExportTable[] = exportTableNames,
): Generator<ExportFile> {
  for (const table of tables) {
    let rows = 0;
    yield {
      name: `${table}.csv`,
      rows: () => rows,
      pieces: csvPieces(exportTables[table], cellsOfRows(reader, table), (count) => {
        rows += count;
        onRows(count);
      }),
    };
  }
}

export function* csvPieces(
  header: readonly string[],
  rows: Iterable<readonly string[]>,
  onRows: OnRows,
): Generator<Uint8Array> {
  yield Buffer.from(`${byteOrderMark}${csvText([header])}`);
  let piece: (readonly string[])[] = [];
  for (const cells of rows) {
    piece.push(cells);
    if (piece.length < rowsInPiece) continue;
    yield Buffer.from(csvText(piece));
    onRows(piece.length);
    piece = [];
  }
  if (piece.length > 0) yield Buffer.from(csvText(piece));
  onRows(piece.length);
}

export function csvText(rows: readonly (readonly string[])[]): string {
  return `${Papa.unparse(rows as string[][], { newline: '\r\n' })}\r\n`;
}

function* cellsOfRows(reader: ExportReader, table: ExportTable): Generator<string[]> {
  const columns: readonly string[] = exportTables[table];
  const cellsOf = tableCells[table] as (row: unknown) => Readonly<Record<string, Cell>>;
  for (const row of reader.rows(table)) {
    const cells = cellsOf(row);
    yield columns.map((column) => guarded(cells[column] ?? null));
  }
}

function guarded(cell: Cell): string {
  if (cell === null) return '';
  // NOTE: a number is never below zero here, so that no guard stands before one.
  return typeof cell === 'number' ? String(cell) : guardCell(cell);
}

const titleCells = ({ title_uid, kind, title, year, creator }: TitleRow) => ({
  title_uid,
  kind,
  title,
  year,
  creator,
});
const rating = (value: number | null) => (value === null ? null : formatTen(value));
const flag = (value: 0 | 1) => (value === 1 ? 'yes' : null);
const list = (json: string) => joinList(JSON.parse(json) as string[]);

const tableCells: CellsOf = {
  titles: (row) => {
    const ids = externalIdsOf(row.external_ids);
    return {
      ...titleCells(row),
      disambiguator: row.disambiguator,
      genres: list(row.genres),
      runtime: row.runtime,
      description: row.description,
      ...(Object.fromEntries(
        externalSources.map((source) => [source, joinList(ids[source] ?? [])]),
      ) as Record<(typeof externalSources)[number], string>),
      added_at: row.created_at,
    };
  },
  reviews: (row) => ({
    ...titleCells(row),
    rating: rating(row.rating),
    review: row.body,
    spoiler: flag(row.spoiler),
    created_at: row.created_at,
    updated_at: row.updated_at,
  }),
  plays: (row) => ({
    ...titleCells(row),
    play_uid: row.play_uid,
    played_on: row.played_on,
    played_at: row.played_at,
    season: row.season,
    episode: row.episode,
    rewatch: flag(row.rewatch),
    rating: rating(row.rating),
    note: row.note,
    tags: list(row.tags),
    created_at: row.created_at,
    updated_at: row.updated_at,
  }),
  watchlist: (row) => ({ ...titleCells(row), watchlisted_at: row.created_at }),
  favorites: (row) => ({ ...titleCells(row), favorited_at: row.created_at }),
  dismissed: (row) => ({ ...titleCells(row), dismissed_at: row.created_at }),
  lists: (row) => ({ ...row, ranked: flag(row.ranked), tags: list(row.tags) }),
  list_items: (row) => ({
    ...titleCells(row),
    list_uid: row.list_uid,
    list: row.list,
    position: row.position,
    note: row.note,
    listed_at: row.created_at,
  }),
};

// The rows of a damaged database that can still be read. A row that can't be must not cost the ones behind it: where a scan
// breaks off, the rest is asked for in halves.
import type Database from 'better-sqlite3';

export interface TableShape {
  readonly name: string;
  /** Those that are stored, in order. */
  readonly columns: readonly string[];
  /** The column that numbers the rows; null where rows are kept by another key. */
  readonly rowid: string | null;
  readonly key: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;

interface ColumnInfo {
  readonly name: string;
  readonly type: string;
  readonly pk: number;
  readonly hidden: number;
}

export function shapeOf(sqlite: Database.Database, name: string): TableShape {
  const columns = sqlite.pragma(`table_xinfo("${name}")`) as ColumnInfo[];
  const key = columns.filter(({ pk }) => pk > 0).toSorted((one, other) => one.pk - other.pk);
  const [only] = key;
  const isRowid = key.length === 1 && only?.type.toUpperCase() === 'INTEGER';
  return {
    name,
    columns: columns.filter(({ hidden }) => hidden === 0).map((column) => column.name),
    rowid: isRowid ? only.name : null,
    key: key.map((column) => column.name),
  };
}

/** Calls `take` with each row of the columns that can be read, and tells whether all of the table could. */
export function readRows(sqlite: Database.Database, shape: TableShape, take: (row: Row) => void): boolean {
  return shape.rowid === null
    ? readByKey(sqlite, shape, take)
    : readByNumber(sqlite, shape, shape.rowid, take);
}

/** Numbers in which no row is looked for one by one any more. */
const mostTries = 200_000;

function readByNumber(
  sqlite: Database.Database,
  shape: TableShape,
  rowid: string,
  take: (row: Row) => void,
): boolean {
  const between = prepared(
    sqlite,
    `SELECT ${list(shape.columns)} FROM "${shape.name}" NOT INDEXED WHERE "${rowid}" BETWEEN ? AND ? ORDER BY "${rowid}"`,
  );
  if (!between) return false;
  let isWhole = true;
  let tries = 0;
  const ranges: (readonly [first: number, last: number])[] = [[0, highestNumber(sqlite, shape.name, rowid)]];
  for (let range = ranges.pop(); range !== undefined; range = ranges.pop()) {
    const [first, last] = range;
    let next = first;
    try {
      for (const row of between.iterate(first, last)) {
        take(row as Row);
        next = Number((row as Row)[rowid]) + 1;
      }
    } catch {
      isWhole = false;
      if (next >= last || tries++ > mostTries) continue;
      const middle = next + Math.floor((last - next) / 2);
      // The nearer half is read first.
      ranges.push([middle + 1, last], [next, middle]);
    }
  }
  return isWhole;
}

/** Other keys have no halves: from the front, then from the back. */
function readByKey(sqlite: Database.Database, shape: TableShape, take: (row: Row) => void): boolean {
  const seen = new Set<string>();
  const scan = (direction: 'ASC' | 'DESC') => {
    const order = shape.key.map((column) => `"${column}" ${direction}`).join(', ');
    const rows = prepared(sqlite, `SELECT ${list(shape.columns)} FROM "${shape.name}" ORDER BY ${order}`);
    if (!rows) return false;
    try {
      for (const row of rows.iterate() as Iterable<Row>) {
        const key = JSON.stringify(shape.key.map((column) => row[column]));
        if (seen.has(key)) continue;
        seen.add(key);
        take(row);
      }
      return true;
    } catch {
      return false;
    }
  };
  return scan('ASC') || (scan('DESC'), false);
}

/** As many rows as any index of the table knows of; null where none can be read. */
export function countKnown(sqlite: Database.Database, name: string): number | null {
  let most: number | null = null;
  for (const index of indexesOf(sqlite, name)) {
    try {
      const count = sqlite
        .prepare<[], number>(`SELECT count(*) FROM "${name}" INDEXED BY "${index}"`)
        .pluck()
        .get();
      most = Math.max(most ?? 0, count ?? 0);
    } catch {
      // Damaged as well: another one may tell.
    }
  }
  return most;
}

function indexesOf(sqlite: Database.Database, name: string): string[] {
  try {
    return (sqlite.pragma(`index_list("${name}")`) as { name: string; partial: number; origin: string }[])
      .filter(({ partial, origin }) => partial === 0 && origin !== 'pk')
      .map((index) => index.name);
  } catch {
    return [];
  }
}

function highestNumber(sqlite: Database.Database, name: string, rowid: string): number {
  const ways = [
    `SELECT max("${rowid}") FROM "${name}" NOT INDEXED`,
    ...indexesOf(sqlite, name).map((index) => `SELECT max("${rowid}") FROM "${name}" INDEXED BY "${index}"`),
  ];
  for (const way of ways) {
    try {
      return sqlite.prepare<[], number | null>(way).pluck().get() ?? 0;
    } catch {
      // Another way may not lead over the damage.
    }
  }
  return 2 ** 32;
}

function prepared(sqlite: Database.Database, text: string): Database.Statement | undefined {
  try {
    return sqlite.prepare(text);
  } catch {
    return undefined;
  }
}

function list(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(', ');
}

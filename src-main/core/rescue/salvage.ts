// Makes a new database of what can be read of a damaged one, and counts what can't. What other rows need and is gone comes
// from the newest good backup; where that hasn't got it either, something stands in, so that no review goes with its title.
import Database from 'better-sqlite3';
import { migrations } from '#migrations/index.ts';
import { normaliseTitle, sortKey } from '#shared/domain/media-identity.ts';
import type { SalvagedTable } from '#shared/api/rescue.ts';
import { AppError } from '#shared/errors.ts';
import { mediaUid } from '../catalog/media-uid.ts';
import { checkReferences } from '../check/references.ts';
import { createDb } from '../db/db.ts';
import { migrate } from '../db/migrate.ts';
import { openSqlite } from '../db/open.ts';
import { createRecount } from '../reviews/rating-totals.ts';
import { countKnown, readRows, shapeOf, type TableShape } from './readable-rows.ts';

export interface Salvaged {
  readonly tables: SalvagedTable[];
  /** Titles and people that were taken from the backup because something needs them. */
  readonly fromBackup: number;
  /** Titles and people that are gone and whose place something else takes. */
  readonly standIns: number;
}

/** What follows from other tables and is made anew; and sync, which a profile is linked for again. */
const derived =
  /^(?:sqlite_|media_search|search_(?!history)|title_counts|(?:seals|high_water)$|sync_(?!conflicts|bin))/;

/**
 * Reads `damaged` (a copy) and writes `target`, which is new. `backup`: a good one, opened, or null. Throws `storage` with
 * reason damaged where nothing can be read.
 */
export async function salvage(
  damaged: string,
  target: string,
  backup: Database.Database | null,
  onProgress: (done: number, total: number) => void,
): Promise<Salvaged> {
  const source = new Database(damaged);
  try {
    const version = readVersion(source);
    await make(target, version);
    const sqlite = openSqlite(target, migrations.length);
    try {
      const tables = copyTables(source, sqlite, onProgress);
      const parents = bringParents(sqlite, backup);
      dropOrphans(sqlite, tables);
      return { tables: tables.filter(({ saved, lost }) => saved > 0 || lost !== 0), ...parents };
    } finally {
      sqlite.close();
    }
  } finally {
    source.close();
  }
}

/** Brings what was salvaged to the newest version, with everything that follows from other rows. */
export async function finish(target: string): Promise<void> {
  await make(target, migrations.length);
  const sqlite = openSqlite(target, migrations.length);
  try {
    sqlite.transaction(() => {
      const recount = createRecount(sqlite);
      for (const id of sqlite.prepare<[], number>('SELECT id FROM media').pluck().all()) recount(id);
      sqlite.prepare(`INSERT OR REPLACE INTO search_state (key, value) VALUES ('rebuild', 1)`).run();
      sqlite
        .prepare(
          `UPDATE imports SET status = 'interrupted', owner = NULL, finished_at = heartbeat_at WHERE status = 'running'`,
        )
        .run();
    })();
    const verdict = sqlite.pragma('integrity_check', { simple: true });
    const broken = sqlite.pragma('foreign_key_check') as unknown[];
    if (verdict !== 'ok' || broken.length > 0) throw nothingReadable();
    sqlite.pragma('journal_mode = DELETE');
  } finally {
    sqlite.close();
  }
}

async function make(file: string, version: number): Promise<void> {
  const sqlite = openSqlite(file, migrations.length);
  const db = createDb(sqlite);
  try {
    await migrate({
      db,
      sqlite,
      migrations: migrations.slice(0, version),
      backupFolder: null,
      now: () => new Date(),
    });
  } finally {
    await db.destroy();
    // NOTE: Kysely closes only what it has used.
    sqlite.close();
  }
}

/** The rows are read in the form that they have. */
function readVersion(source: Database.Database): number {
  try {
    const version = Number(source.pragma('user_version', { simple: true }));
    source.prepare('SELECT count(*) FROM sqlite_schema').get();
    if (version >= 1 && version <= migrations.length) return version;
  } catch {
    // Its first page is gone, and with it where everything else lies.
  }
  throw nothingReadable();
}

function copyTables(
  source: Database.Database,
  sqlite: Database.Database,
  onProgress: (done: number, total: number) => void,
): SalvagedTable[] {
  const names = sqlite
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name`,
    )
    .pluck()
    .all()
    .filter((name) => !derived.test(name));
  sqlite.pragma('foreign_keys = OFF');
  return names.map((name, at) => {
    onProgress(at, names.length);
    return copyTable(source, sqlite, shapeOf(sqlite, name));
  });
}

function copyTable(source: Database.Database, sqlite: Database.Database, shape: TableShape): SalvagedTable {
  const known = countKnown(source, shape.name);
  const columns = shape.columns.map((column) => `"${column}"`).join(', ');
  const places = shape.columns.map((column) => `@${column}`).join(', ');
  const insert = sqlite.prepare(`INSERT OR IGNORE INTO "${shape.name}" (${columns}) VALUES (${places})`);
  let [saved, refused] = [0, 0];
  sqlite.exec('BEGIN');
  const isWhole = readRows(source, shape, (row) => {
    // What breaks the schema's own rules isn't what was once written.
    if (tryInsert(insert, row)) saved++;
    else refused++;
  });
  sqlite.exec('COMMIT');
  if (known !== null) return { table: shape.name, saved, lost: Math.max(refused, known - saved) };
  return { table: shape.name, saved, lost: isWhole ? refused : null };
}

function tryInsert(insert: Database.Statement, row: unknown): boolean {
  try {
    return insert.run(row).changes === 1;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT')) return false;
    throw error;
  }
}

/** Titles and people that rows refer to. */
function bringParents(
  sqlite: Database.Database,
  backup: Database.Database | null,
): Pick<Salvaged, 'fromBackup' | 'standIns'> {
  let [fromBackup, standIns] = [0, 0];
  for (const [table, standIn] of [
    ['users', standInPerson],
    ['media', standInTitle],
  ] as const) {
    for (const id of missing(sqlite, table)) {
      if (backup && takeFrom(backup, sqlite, table, id)) fromBackup++;
      else {
        standIn(sqlite, id);
        standIns++;
      }
    }
  }
  return { fromBackup, standIns };
}

const holders = {
  users: [
    'reviews.user_id',
    'plays.user_id',
    'lists.user_id',
    'favorites.user_id',
    'watchlist.user_id',
    'imports.user_id',
  ],
  media: [
    'reviews.media_id',
    'plays.media_id',
    'list_items.media_id',
    'favorites.media_id',
    'watchlist.media_id',
  ],
} as const;

function missing(sqlite: Database.Database, table: keyof typeof holders): number[] {
  const referred = holders[table].map((holder) => {
    const [from, column] = holder.split('.');
    return `SELECT ${column} AS id FROM ${from}`;
  });
  return sqlite
    .prepare<[], number>(
      `SELECT id FROM (${referred.join(' UNION ')}) WHERE id NOT IN (SELECT id FROM ${table})`,
    )
    .pluck()
    .all();
}

function takeFrom(
  backup: Database.Database,
  sqlite: Database.Database,
  table: keyof typeof holders,
  id: number,
): boolean {
  const { columns } = shapeOf(sqlite, table);
  const inBoth = shapeOf(backup, table).columns.filter((column) => columns.includes(column));
  const list = inBoth.map((column) => `"${column}"`).join(', ');
  const row = backup.prepare(`SELECT ${list} FROM ${table} WHERE id = ?`).get(id);
  if (row === undefined) return false;
  const places = inBoth.map((column) => `@${column}`).join(', ');
  return tryInsert(sqlite.prepare(`INSERT OR IGNORE INTO ${table} (${list}) VALUES (${places})`), row);
}

const longAgo = '1970-01-01T00:00:00.000Z';

function standInTitle(sqlite: Database.Database, id: number): void {
  const title = `Lost title ${id}`;
  const key = normaliseTitle(title);
  const uid = mediaUid({ kind: 'movie', title, year: null, disambiguator: '' });
  sqlite
    .prepare(
      `INSERT INTO media (id, uid, kind, title, title_key, sort_key, created_at, updated_at)
       VALUES (?, ?, 'movie', ?, ?, ?, '${longAgo}', '${longAgo}')`,
    )
    .run(id, uid, title, key, sortKey(key));
}

function standInPerson(sqlite: Database.Database, id: number): void {
  sqlite
    .prepare(
      `INSERT INTO users (id, uid, name, role, hue, created_at, updated_at)
       VALUES (?, randomblob(16), ?, 'member', 200, '${longAgo}', '${longAgo}')`,
    )
    .run(id, `Lost profile ${id}`);
}

/** What still points at nothing goes, and is counted where it was. */
function dropOrphans(sqlite: Database.Database, tables: SalvagedTable[]): void {
  const count = (table: string) =>
    sqlite.prepare<[], number>(`SELECT count(*) FROM "${table}"`).pluck().get() ?? 0;
  checkReferences(sqlite).mend?.();
  for (const [at, { table, saved, lost }] of tables.entries()) {
    const gone = saved - count(table);
    if (gone > 0) tables[at] = { table, saved: saved - gone, lost: lost === null ? null : lost + gone };
  }
}

export function nothingReadable(): AppError {
  return new AppError('storage', 'Nothing of the damaged database can be read.', { reason: 'damaged' });
}

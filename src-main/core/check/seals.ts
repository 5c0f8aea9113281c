// Seals: a sum for every row that people wrote, by which damage shows that leaves the database readable. SQLite's own check
// sees pages and indexes; a flipped bit in a review's text is no business of either. A write takes its row's seal away (by
// triggers), sealing gives it a new one; so a row that isn't what its seal says was changed by no write, and a seal without
// a row tells that the row is gone. Such rows come back exactly from the newest backup that has them as they were.
import Database from 'better-sqlite3';
import { hash } from 'node:crypto';
import { join } from 'node:path';
import { listBackups } from '../backups/backup-names.ts';
import { mostExamples, type Check, type CheckPlace } from './check.ts';

interface Sealed {
  readonly kind: number;
  readonly table: string;
  readonly key: readonly string[];
  readonly columns: readonly string[];
}

type Cells = readonly (string | number | Buffer | null)[];
type Key = string | number;

/** As the migration 0008 has them. */
const sealed: readonly Sealed[] = [
  entry(1, 'users', 'id', 'uid name email role hue password_hash password_key created_at deleted_at'),
  entry(2, 'media', 'id', 'uid kind title title_key sort_key year disambiguator creator runtime description created_at updated_at deleted_at'),
  entry(3, 'reviews', 'id', 'user_id media_id rating body spoiler created_at updated_at deleted_at'),
  entry(4, 'plays', 'id', 'uid user_id media_id played_on played_at season episode rewatch rating note tags created_at updated_at deleted_at'),
  entry(5, 'lists', 'id', 'uid user_id name description ranked tags created_at updated_at deleted_at'),
  entry(6, 'list_items', 'list_id media_id', 'list_id media_id position note created_at updated_at deleted_at'),
  entry(7, 'favorites', 'user_id media_id', 'user_id media_id created_at updated_at deleted_at'),
  entry(8, 'watchlist', 'user_id media_id', 'user_id media_id created_at updated_at deleted_at'),
  entry(9, 'genres', 'id', 'name key'),
  entry(10, 'media_genres', 'media_id position', 'media_id position genre_id'),
  entry(11, 'external_ids', 'source value', 'source value media_id'),
]; // prettier-ignore

function entry(kind: number, table: string, key: string, columns: string): Sealed {
  return { kind, table, key: key.split(' '), columns: columns.split(' ') };
}

/** The + takes the column's affinity away: for its sake SQLite would convert every key of `seals`, and read them all. */
const keyOf = ({ key, table }: Sealed) => `+${key.map((column) => `${table}.${column}`).join(` || '/' || `)}`;
const cellsOf = ({ table, columns }: Sealed) => columns.map((column) => `${table}.${column}`).join(', ');

/** Rows sealed in one transaction: others wait for it. */
const slice = 400;

/**
 * Gives every row without a seal one, in slices between which others may write. Gives how many there were. `assertWanted`
 * throws where it shall stop; what is sealed by then stays so.
 */
export function sealRows(sqlite: Database.Database, assertWanted: () => void = () => undefined): number {
  let count = 0;
  const insert = sqlite.prepare('INSERT OR REPLACE INTO seals (kind, key, sum) VALUES (?, ?, ?)');
  for (const one of sealed) {
    const unsealed = `NOT EXISTS (SELECT 1 FROM seals WHERE kind = ${one.kind} AND key = ${keyOf(one)})`;
    const keys = sqlite
      .prepare<[], Key>(`SELECT ${keyOf(one)} FROM ${one.table} WHERE ${unsealed}`)
      .pluck()
      .all();
    const read = sqlite
      .prepare<Key[], Cells>(`SELECT ${cellsOf(one)} FROM ${one.table} WHERE ${whereKey(one)}`)
      .raw();
    // Read and sealed under the lock: a row that somebody writes meanwhile must not get the seal of what it was.
    const seal = sqlite.transaction((part: readonly Key[]) => {
      for (const key of part) {
        const cells = read.get(...partsOf(key));
        if (cells) insert.run(one.kind, key, sumOf(cells));
      }
    });
    for (let at = 0; at < keys.length; at += slice) {
      assertWanted();
      seal.immediate(keys.slice(at, at + slice));
    }
    count += keys.length;
  }
  return count;
}

interface Broken {
  readonly of: Sealed;
  readonly key: Key;
  readonly sum: number;
  readonly isGone: boolean;
}

export function checkSeals(sqlite: Database.Database, { dataFolder }: Pick<CheckPlace, 'dataFolder'>): Check {
  const broken: Broken[] = [];
  let looked = 0;
  for (const one of sealed) {
    const seals = sqlite
      .prepare<[number], readonly [Key, number]>('SELECT key, sum FROM seals WHERE kind = ? ORDER BY key')
      .raw()
      .all(one.kind);
    const sums = new Map<Key, number>(seals);
    const rows = sqlite
      .prepare<[], [Key, ...Cells]>(`SELECT ${keyOf(one)}, ${cellsOf(one)} FROM ${one.table}`)
      .raw();
    for (const [key, ...cells] of rows.iterate()) {
      looked++;
      const sum = sums.get(key);
      if (sum === undefined) continue;
      sums.delete(key);
      if (sum !== sumOf(cells)) broken.push({ of: one, key, sum, isGone: false });
    }
    for (const [key, sum] of sums) broken.push({ of: one, key, sum, isGone: true });
  }
  return {
    looked,
    wrong: broken.length,
    examples: broken
      .slice(0, mostExamples)
      .map(({ of, key, isGone }) => `${of.table} ${key} ${isGone ? 'is gone' : 'is not what was written'}`),
    mend: () => mendFromBackups(sqlite, broken, join(dataFolder, 'backups')),
  };
}

/** Each row from the newest backup in which it is what its seal says. */
function mendFromBackups(sqlite: Database.Database, broken: readonly Broken[], folder: string): void {
  let left = broken;
  for (const { name } of listBackups(folder)) {
    if (left.length === 0) return;
    const backup = openQuietly(join(folder, name));
    if (!backup) continue;
    left = left.filter((one) => !mendRow(sqlite, backup, one));
    backup.close();
  }
}

function openQuietly(path: string): Database.Database | undefined {
  try {
    return new Database(path, { readonly: true });
  } catch {
    return undefined;
  }
}

function mendRow(sqlite: Database.Database, backup: Database.Database, { of, key, sum }: Broken): boolean {
  try {
    const cells = backup
      .prepare<Key[], Cells>(`SELECT ${cellsOf(of)} FROM ${of.table} WHERE ${whereKey(of)}`)
      .raw()
      .get(...partsOf(key));
    if (!cells || sumOf(cells) !== sum) return false;
    const isNumbered = of.key.length === 1;
    const columns = isNumbered ? ['id', ...of.columns] : of.columns;
    const values = isNumbered ? [key, ...cells] : cells;
    const changed = of.columns.map((column) => `${column} = excluded.${column}`).join(', ');
    sqlite
      .prepare(
        `INSERT INTO ${of.table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
         ON CONFLICT (${of.key.join(', ')}) DO UPDATE SET ${changed}`,
      )
      .run(...values);
    sqlite.prepare('INSERT OR REPLACE INTO seals (kind, key, sum) VALUES (?, ?, ?)').run(of.kind, key, sum);
    return true;
  } catch {
    // Damaged there too, or it would break what is here now.
    return false;
  }
}

const whereKey = ({ key }: Sealed) => key.map((column) => `${column} = ?`).join(' AND ');

function partsOf(key: Key): Key[] {
  if (typeof key === 'number') return [key];
  const at = key.indexOf('/');
  return [key.slice(0, at), key.slice(at + 1)];
}

/** 48 bits of SHA-1 over the cells: a damaged row passes once in 10^14 times. */
function sumOf(cells: Cells): number {
  const text = JSON.stringify(cells.map((cell) => (Buffer.isBuffer(cell) ? cell.toString('hex') : cell)));
  return hash('sha1', text, 'buffer').readUIntBE(0, 6);
}

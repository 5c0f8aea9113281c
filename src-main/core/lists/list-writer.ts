// The one place that writes lists and their items. Synchronous prepared statements, shared by the lists (inside
// `transact`) and the import worker's hot loop.
import type Database from 'better-sqlite3';
import { randomBytes } from 'node:crypto';
import { positionBetween } from './fractional-index.ts';

export interface ListFacts {
  readonly name: string;
  readonly description: string | null;
  /** Whether the order is a ranking: shown with numbers. */
  readonly ranked: boolean;
  readonly tags: readonly string[];
}

export interface StoredList extends ListFacts {
  readonly id: number;
  readonly uid: Buffer;
  readonly userId: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly deleted: boolean;
}

export interface StoredListItem {
  /** Fractional index: text that sorts. */
  readonly position: string;
  readonly note: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly deleted: boolean;
}

export interface ListWriter {
  /** Deleted ones too. */
  find(id: number): StoredList | undefined;
  /** A profile's list of exactly this name that isn't deleted; the oldest of several. */
  findByName(userId: number, name: string): StoredList | undefined;
  /** Call inside a transaction, like all that follow. Gives the row's id. Without a `uid` it gets a random one. */
  insert(list: { userId: number; facts: ListFacts; createdAt: string; time: string; uid?: Buffer }): number;
  update(id: number, facts: ListFacts, time: string): void;
  /** Soft, as for every row here: it stays, with its items, for undo and other devices. */
  remove(id: number, time: string): void;
  restore(id: number, time: string): void;
  /** For sync: as another device has it. */
  putBack(id: number, list: Omit<StoredList, 'id' | 'uid' | 'userId'>): void;
  /** Deleted ones too. */
  findItem(listId: number, mediaId: number): StoredListItem | undefined;
  /** The last position in use, null for an empty list. */
  lastPosition(listId: number): string | null;
  /** The last position before another (null: of all), leaving out titles that are about to move; null: none is. */
  positionBefore(listId: number, position: string | null, moving: readonly number[]): string | null;
  /**
   * Puts a title on a list, or writes its note and position anew where it is on it (or was) already. Without a
   * position it keeps the one it has; a new one, or one that was removed, goes to the end. Gives the position.
   */
  putItem(item: {
    listId: number;
    mediaId: number;
    note: string | null;
    position?: string;
    createdAt: string;
    time: string;
  }): string;
  moveItem(listId: number, mediaId: number, position: string, time: string): void;
  removeItem(listId: number, mediaId: number, time: string): void;
  /** For undo: as if it had never been there, with its items. */
  erase(id: number): void;
  /** For undo: as it was, or as if it had never been there. */
  putItemBack(listId: number, mediaId: number, before: StoredListItem | null): void;
}

interface ListRow {
  readonly id: number;
  readonly uid: Buffer;
  readonly user_id: number;
  readonly name: string;
  readonly description: string | null;
  readonly ranked: 0 | 1;
  readonly tags: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly deleted_at: string | null;
}

interface ItemRow {
  readonly position: string;
  readonly note: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly deleted_at: string | null;
}

const columns = 'id, uid, user_id, name, description, ranked, tags, created_at, updated_at, deleted_at';

export function createListWriter(sqlite: Database.Database): ListWriter {
  const byId = sqlite.prepare<[number], ListRow>(`SELECT ${columns} FROM lists WHERE id = ?`);
  const byName = sqlite.prepare<[number, string], ListRow>(
    `SELECT ${columns} FROM lists WHERE user_id = ? AND name = ? AND deleted_at IS NULL ORDER BY id LIMIT 1`,
  );
  const insert = sqlite.prepare(
    'INSERT INTO lists (uid, user_id, name, description, ranked, tags, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const update = sqlite.prepare(
    'UPDATE lists SET name = ?, description = ?, ranked = ?, tags = ?, updated_at = ? WHERE id = ?',
  );
  const putBack = sqlite.prepare(
    'UPDATE lists SET name = ?, description = ?, ranked = ?, tags = ?, created_at = ?, updated_at = ?, deleted_at = ? WHERE id = ?',
  );
  const setDeleted = sqlite.prepare('UPDATE lists SET deleted_at = ?, updated_at = ? WHERE id = ?');
  const item = sqlite.prepare<[number, number], ItemRow>(
    'SELECT position, note, created_at, updated_at, deleted_at FROM list_items WHERE list_id = ? AND media_id = ?',
  );
  const last = sqlite
    .prepare<[number], string | null>(
      'SELECT max(position) FROM list_items WHERE list_id = ? AND deleted_at IS NULL',
    )
    .pluck();
  const previous = sqlite
    .prepare<[number, string | null, string | null, string], string | null>(
      `SELECT max(position) FROM list_items WHERE list_id = ? AND (? IS NULL OR position < ?) AND deleted_at IS NULL
         AND media_id NOT IN (SELECT value FROM json_each(?))`,
    )
    .pluck();
  const put = sqlite.prepare(
    `INSERT INTO list_items (list_id, media_id, position, note, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (list_id, media_id) DO UPDATE SET position = excluded.position, note = excluded.note,
       created_at = excluded.created_at, updated_at = excluded.updated_at, deleted_at = NULL`,
  );
  const move = sqlite.prepare(
    'UPDATE list_items SET position = ?, updated_at = ? WHERE list_id = ? AND media_id = ?',
  );
  const erase = sqlite.prepare('DELETE FROM lists WHERE id = ?');
  const eraseItem = sqlite.prepare('DELETE FROM list_items WHERE list_id = ? AND media_id = ?');
  const takeItem = sqlite.prepare(
    'UPDATE list_items SET deleted_at = ?, updated_at = ? WHERE list_id = ? AND media_id = ? AND deleted_at IS NULL',
  );

  const lastPosition = (listId: number): string | null => last.get(listId) ?? null;
  function findItem(listId: number, mediaId: number): StoredListItem | undefined {
    const row = item.get(listId, mediaId);
    return row === undefined ? undefined : rowToItem(row);
  }

  return {
    find: (id) => found(byId.get(id)),
    findByName: (userId, name) => found(byName.get(userId, name)),
    insert({ userId, facts, createdAt, time, uid }) {
      const { lastInsertRowid } = insert.run(
        uid ?? randomBytes(16), userId, ...factColumns(facts), createdAt, time,
      ); // prettier-ignore
      return Number(lastInsertRowid);
    },
    update: (id, facts, time) => void update.run(...factColumns(facts), time, id),
    remove: (id, time) => void setDeleted.run(time, time, id),
    restore: (id, time) => void setDeleted.run(null, time, id),
    putBack(id, { createdAt, updatedAt, deleted, ...facts }) {
      putBack.run(...factColumns(facts), createdAt, updatedAt, deleted ? updatedAt : null, id);
    },
    findItem,
    lastPosition,
    positionBefore: (listId, position, moving) =>
      previous.get(listId, position, position, JSON.stringify(moving)) ?? null,
    putItem({ listId, mediaId, note, position, createdAt, time }) {
      const there = position === undefined ? findItem(listId, mediaId) : undefined;
      const kept = there?.deleted === false ? there.position : undefined;
      const at = position ?? kept ?? positionBetween(lastPosition(listId), null);
      put.run(listId, mediaId, at, note, createdAt, time);
      return at;
    },
    moveItem: (listId, mediaId, position, time) => void move.run(position, time, listId, mediaId),
    removeItem: (listId, mediaId, time) => void takeItem.run(time, time, listId, mediaId),
    erase: (id) => void erase.run(id),
    putItemBack(listId, mediaId, before) {
      if (before === null) {
        eraseItem.run(listId, mediaId);
        return;
      }
      const { position, note, createdAt, updatedAt, deleted } = before;
      put.run(listId, mediaId, position, note, createdAt, updatedAt);
      if (deleted) takeItem.run(updatedAt, updatedAt, listId, mediaId);
    },
  };
}

/** In the order of the statements. */
function factColumns({ name, description, ranked, tags }: ListFacts): (string | number | null)[] {
  return [name, description, ranked ? 1 : 0, JSON.stringify(tags)];
}

function found(row: ListRow | undefined): StoredList | undefined {
  if (row === undefined) return undefined;
  return {
    id: row.id,
    uid: row.uid,
    userId: row.user_id,
    name: row.name,
    description: row.description,
    ranked: row.ranked === 1,
    tags: JSON.parse(row.tags) as string[],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deleted: row.deleted_at !== null,
  };
}

function rowToItem(row: ItemRow): StoredListItem {
  return {
    position: row.position,
    note: row.note,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deleted: row.deleted_at !== null,
  };
}

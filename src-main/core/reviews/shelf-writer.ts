// The one place that writes favourites, the watchlist and what a profile is not interested in. Synchronous prepared statements, shared by the shelves
// (inside `transact`) and the import worker.
import type Database from 'better-sqlite3';

export const shelves = ['favorites', 'watchlist', 'dismissed'] as const;
export type Shelf = (typeof shelves)[number];

export interface StoredPlace {
  /** When the title was put there, which orders the shelf. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly deletedAt: string | null;
}

export interface ShelfWriter {
  /** Where it was taken off too. */
  find(shelf: Shelf, userId: number, mediaId: number): StoredPlace | undefined;
  /** Call inside a transaction, like all that follow. Where it is already, nothing changes. */
  put(shelf: Shelf, userId: number, mediaId: number, createdAt: string, time: string): void;
  /** Soft. Where it isn't, nothing changes. */
  take(shelf: Shelf, userId: number, mediaId: number, time: string): void;
  /** For undo: as it was, or as if it had never been there. */
  putBack(shelf: Shelf, userId: number, mediaId: number, before: StoredPlace | null): void;
}

export function createShelfWriter(sqlite: Database.Database): ShelfWriter {
  const byShelf = {
    favorites: statements(sqlite, 'favorites'),
    watchlist: statements(sqlite, 'watchlist'),
    dismissed: statements(sqlite, 'dismissed'),
  };
  const of = (shelf: Shelf) => byShelf[shelf];
  return {
    find: (shelf, userId, mediaId) => of(shelf).find.get(userId, mediaId),
    put: (shelf, userId, mediaId, createdAt, time) =>
      void of(shelf).put.run(userId, mediaId, createdAt, time),
    take: (shelf, userId, mediaId, time) => void of(shelf).take.run(time, time, userId, mediaId),
    putBack(shelf, userId, mediaId, before) {
      if (before === null) of(shelf).erase.run(userId, mediaId);
      else of(shelf).putBack.run(before.createdAt, before.updatedAt, before.deletedAt, userId, mediaId);
    },
  };
}

function statements(sqlite: Database.Database, shelf: Shelf) {
  return {
    find: sqlite.prepare<[number, number], StoredPlace>(
      `SELECT created_at AS createdAt, updated_at AS updatedAt, deleted_at AS deletedAt FROM ${shelf} WHERE user_id = ? AND media_id = ?`,
    ),
    put: sqlite.prepare(
      `INSERT INTO ${shelf} (user_id, media_id, created_at, updated_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (user_id, media_id) DO UPDATE SET created_at = excluded.created_at, updated_at = excluded.updated_at, deleted_at = NULL
       WHERE ${shelf}.deleted_at IS NOT NULL`,
    ),
    take: sqlite.prepare(
      `UPDATE ${shelf} SET deleted_at = ?, updated_at = ? WHERE user_id = ? AND media_id = ? AND deleted_at IS NULL`,
    ),
    putBack: sqlite.prepare(
      `UPDATE ${shelf} SET created_at = ?, updated_at = ?, deleted_at = ? WHERE user_id = ? AND media_id = ?`,
    ),
    erase: sqlite.prepare(`DELETE FROM ${shelf} WHERE user_id = ? AND media_id = ?`),
  };
}

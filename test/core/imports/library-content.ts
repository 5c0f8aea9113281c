// All that a library holds, for tests that compare it before and after: every row of people's and of the catalogue,
// without what only tells how it came to be.
import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { expect } from 'vitest';

const tables = {
  media: 'SELECT * FROM media ORDER BY id',
  search: `SELECT rowid & 0xffffff AS id FROM media_search WHERE media_search MATCH 'film OR heat OR dark OR alien OR a OR b OR c OR d' ORDER BY id`,
  genres: `SELECT media_id, position, name FROM media_genres JOIN genres ON genres.id = genre_id ORDER BY 1, 2`,
  external_ids: 'SELECT * FROM external_ids ORDER BY source, value',
  users: 'SELECT id, hex(uid), name, role, hue, deleted_at FROM users ORDER BY id',
  reviews: 'SELECT * FROM reviews ORDER BY id',
  plays: 'SELECT * FROM plays ORDER BY id',
  favorites: 'SELECT * FROM favorites ORDER BY user_id, media_id',
  watchlist: 'SELECT * FROM watchlist ORDER BY user_id, media_id',
  lists: 'SELECT * FROM lists ORDER BY id',
  list_items: 'SELECT * FROM list_items ORDER BY list_id, media_id',
  notifications: 'SELECT user_id, media_id, author_id FROM notifications ORDER BY 1, 2, 3',
} as const;

/** Columns that an import gives anew each time: moments, random identities and rowids' order don't change content. */
const ofTheMoment = new Set(['created_at', 'updated_at', 'uid']);

/** Everything, to the last cell. Checks the database too. */
export function contentOf(databaseFile: string): Record<string, unknown[]> {
  const sqlite = new Database(databaseFile, { readonly: true });
  try {
    expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(sqlite.pragma('foreign_key_check')).toEqual([]);
    return Object.fromEntries(
      Object.entries(tables).map(([table, query]) => [table, sqlite.prepare(query).all()]),
    );
  } finally {
    sqlite.close();
  }
}

/** One hash of what people see, however and whenever it came. */
export function visibleHash(databaseFile: string): string {
  const content = contentOf(databaseFile);
  const visible = Object.entries(content).map(([table, rows]) => [
    table,
    (rows as Record<string, unknown>[])
      .filter((row) => (row['deleted_at'] ?? null) === null)
      .map((row) => Object.entries(row).filter(([column]) => table === 'media' || !ofTheMoment.has(column)))
      .map((cells) => cells.filter(([column]) => column !== 'created_at' && column !== 'updated_at')),
  ]);
  return createHash('sha256').update(JSON.stringify(visible)).digest('hex');
}

// A seal for every row that people wrote: a sum of its cells, by which damage shows that leaves the database readable. The app
// gives seals (core/check/seals.ts); a write takes its row's seal away, so that only what nobody wrote to can differ from its seal.
import { sql, type Kysely } from 'kysely';

/** Sealed tables: their number in `seals`, their key, and the columns whose change is a write of the row. */
const sealed = [
  [1, 'users', ['id'], 'uid, name, email, role, hue, password_hash, password_key, created_at, deleted_at'],
  [2, 'media', ['id'], 'uid, kind, title, title_key, sort_key, year, disambiguator, creator, runtime, description, created_at, updated_at, deleted_at'],
  [3, 'reviews', ['id'], 'user_id, media_id, rating, body, spoiler, created_at, updated_at, deleted_at'],
  [4, 'plays', ['id'], 'uid, user_id, media_id, played_on, played_at, season, episode, rewatch, rating, note, tags, created_at, updated_at, deleted_at'],
  [5, 'lists', ['id'], 'uid, user_id, name, description, ranked, tags, created_at, updated_at, deleted_at'],
  [6, 'list_items', ['list_id', 'media_id'], 'list_id, media_id, position, note, created_at, updated_at, deleted_at'],
  [7, 'favorites', ['user_id', 'media_id'], 'user_id, media_id, created_at, updated_at, deleted_at'],
  [8, 'watchlist', ['user_id', 'media_id'], 'user_id, media_id, created_at, updated_at, deleted_at'],
  [9, 'genres', ['id'], 'name, key'],
  [10, 'media_genres', ['media_id', 'position'], 'media_id, position, genre_id'],
  [11, 'external_ids', ['source', 'value'], 'source, value, media_id'],
] as const; // prettier-ignore

const statements = [
  `CREATE TABLE seals (
     kind INTEGER NOT NULL,
     key ANY NOT NULL,
     sum INTEGER NOT NULL,
     PRIMARY KEY (kind, key)
   ) STRICT, WITHOUT ROWID`,
  ...sealed.flatMap(([kind, table, key, columns]) => {
    // The + takes the column's affinity away: for its sake SQLite would convert, and so read, every key.
    const old = `+${key.map((column) => `OLD.${column}`).join(` || '/' || `)}`;
    const unseal = `BEGIN DELETE FROM seals WHERE kind = ${kind} AND key = ${old}; END`;
    return [
      `CREATE TRIGGER ${table}_written AFTER UPDATE OF ${columns} ON ${table} ${unseal}`,
      `CREATE TRIGGER ${table}_removed AFTER DELETE ON ${table} ${unseal}`,
    ];
  }),
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

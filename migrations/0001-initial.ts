// Schema v1. Frozen: every later change is a new migration. Shapes and reasons are in the README ("Data").
import { sql, type Kysely } from 'kysely';

const statements = [
  // People: local profiles, and authors without a password (imported or, later, remote).
  `CREATE TABLE users (
     id INTEGER PRIMARY KEY,
     uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
     name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
     email TEXT CHECK (length(email) <= 254),
     role TEXT NOT NULL CHECK (role IN ('member', 'moderator', 'admin')),
     hue INTEGER NOT NULL CHECK (hue BETWEEN 0 AND 359),
     password_hash TEXT,
     password_key BLOB CHECK (length(password_key) = 32),
     failed_logins INTEGER NOT NULL DEFAULT 0 CHECK (failed_logins >= 0),
     last_failed_at TEXT,
     created_at TEXT NOT NULL,
     updated_at TEXT NOT NULL,
     deleted_at TEXT,
     CHECK ((password_hash IS NULL) = (password_key IS NULL)),
     CHECK (password_hash IS NULL OR email IS NOT NULL)
   ) STRICT`,
  `CREATE UNIQUE INDEX users_email ON users (lower(email)) WHERE email IS NOT NULL AND deleted_at IS NULL`,
  `CREATE UNIQUE INDEX users_name ON users (lower(name)) WHERE password_hash IS NOT NULL AND deleted_at IS NULL`,

  `CREATE TABLE terminal_sessions (
     terminal TEXT PRIMARY KEY,
     user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
     created_at TEXT NOT NULL,
     used_at TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX terminal_sessions_user ON terminal_sessions (user_id)`,

  `CREATE TABLE settings (
     user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
     key TEXT NOT NULL,
     value TEXT NOT NULL CHECK (json_valid(value)),
     updated_at TEXT NOT NULL,
     PRIMARY KEY (user_id, key)
   ) STRICT, WITHOUT ROWID`,

  // The catalogue. uid is derived from content; title_key is its normalised title, sort_key drops the article.
  // weighted_rating is 0 while nobody has rated, so that one index orders leaderboards and whole libraries.
  `CREATE TABLE media (
     id INTEGER PRIMARY KEY,
     uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
     kind TEXT NOT NULL CHECK (kind IN ('movie', 'web_show', 'song')),
     title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 250),
     title_key TEXT NOT NULL,
     sort_key TEXT NOT NULL,
     year INTEGER CHECK (year BETWEEN 1800 AND 2100),
     disambiguator TEXT NOT NULL DEFAULT '',
     creator TEXT,
     runtime INTEGER CHECK (runtime > 0),
     description TEXT,
     rating_count INTEGER NOT NULL DEFAULT 0 CHECK (rating_count >= 0),
     rating_sum INTEGER NOT NULL DEFAULT 0 CHECK (rating_sum BETWEEN rating_count * 10 AND rating_count * 100),
     weighted_rating REAL NOT NULL DEFAULT 0 CHECK ((weighted_rating = 0) = (rating_count = 0)),
     added_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
     created_at TEXT NOT NULL,
     updated_at TEXT NOT NULL,
     deleted_at TEXT,
     slug TEXT NOT NULL GENERATED ALWAYS AS (replace(title_key, ' ', '-') || coalesce('-' || year, '')) VIRTUAL
   ) STRICT`,
  `CREATE INDEX media_match ON media (title_key, kind, year)`,
  `CREATE INDEX media_sort ON media (sort_key, id) WHERE deleted_at IS NULL`,
  `CREATE INDEX media_kind_sort ON media (kind, sort_key, id) WHERE deleted_at IS NULL`,
  `CREATE INDEX media_year ON media (coalesce(year, 0), id) WHERE deleted_at IS NULL`,
  `CREATE INDEX media_rating ON media (weighted_rating, id) WHERE deleted_at IS NULL`,
  `CREATE INDEX media_kind_rating ON media (kind, weighted_rating, id) WHERE deleted_at IS NULL`,
  `CREATE INDEX media_creator ON media (lower(creator), id) WHERE deleted_at IS NULL`,

  `CREATE TABLE genres (
     id INTEGER PRIMARY KEY,
     name TEXT NOT NULL,
     key TEXT NOT NULL UNIQUE
   ) STRICT`,
  `CREATE TABLE media_genres (
     media_id INTEGER NOT NULL REFERENCES media (id) ON DELETE CASCADE,
     position INTEGER NOT NULL,
     genre_id INTEGER NOT NULL REFERENCES genres (id),
     PRIMARY KEY (media_id, position)
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX media_genres_genre ON media_genres (genre_id, media_id)`,

  `CREATE TABLE external_ids (
     source TEXT NOT NULL,
     value TEXT NOT NULL,
     media_id INTEGER NOT NULL REFERENCES media (id) ON DELETE CASCADE,
     PRIMARY KEY (source, value)
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX external_ids_media ON external_ids (media_id)`,

  // Words and prefixes; the row of a title has the title's id. Written beside every write of media.
  `CREATE VIRTUAL TABLE media_search USING fts5 (
     title, creator, genres,
     content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
   )`,

  // What people hold of titles.
  `CREATE TABLE reviews (
     id INTEGER PRIMARY KEY,
     user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
     media_id INTEGER NOT NULL REFERENCES media (id) ON DELETE CASCADE,
     rating INTEGER CHECK (rating BETWEEN 10 AND 100),
     body TEXT,
     spoiler INTEGER NOT NULL DEFAULT 0 CHECK (spoiler IN (0, 1)),
     created_at TEXT NOT NULL,
     updated_at TEXT NOT NULL,
     deleted_at TEXT,
     CHECK (rating IS NOT NULL OR body IS NOT NULL)
   ) STRICT`,
  `CREATE UNIQUE INDEX reviews_user_media ON reviews (user_id, media_id)`,
  `CREATE INDEX reviews_media ON reviews (media_id, updated_at, id)`,
  `CREATE INDEX reviews_user_recent ON reviews (user_id, updated_at, id) WHERE deleted_at IS NULL`,

  `CREATE TABLE plays (
     id INTEGER PRIMARY KEY,
     uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
     user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
     media_id INTEGER NOT NULL REFERENCES media (id) ON DELETE CASCADE,
     played_on TEXT CHECK (length(played_on) IN (4, 7, 10)),
     played_at TEXT,
     season INTEGER CHECK (season >= 0),
     episode INTEGER CHECK (episode >= 0),
     rewatch INTEGER NOT NULL DEFAULT 0 CHECK (rewatch IN (0, 1)),
     rating INTEGER CHECK (rating BETWEEN 10 AND 100),
     note TEXT,
     tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
     created_at TEXT NOT NULL,
     updated_at TEXT NOT NULL,
     deleted_at TEXT
   ) STRICT`,
  `CREATE INDEX plays_user_date ON plays (user_id, played_on, id) WHERE deleted_at IS NULL`,
  `CREATE INDEX plays_user_media ON plays (user_id, media_id, played_on)`,
  `CREATE INDEX plays_media ON plays (media_id, played_on)`,

  ...['favorites', 'watchlist', 'dismissed'].flatMap((table) => [
    `CREATE TABLE ${table} (
       user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
       media_id INTEGER NOT NULL REFERENCES media (id) ON DELETE CASCADE,
       created_at TEXT NOT NULL,
       updated_at TEXT NOT NULL,
       deleted_at TEXT,
       PRIMARY KEY (user_id, media_id)
     ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX ${table}_media ON ${table} (media_id, user_id)`,
    `CREATE INDEX ${table}_recent ON ${table} (user_id, created_at) WHERE deleted_at IS NULL`,
  ]),

  `CREATE TABLE lists (
     id INTEGER PRIMARY KEY,
     uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
     user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
     name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 250),
     description TEXT,
     ranked INTEGER NOT NULL DEFAULT 0 CHECK (ranked IN (0, 1)),
     tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
     created_at TEXT NOT NULL,
     updated_at TEXT NOT NULL,
     deleted_at TEXT
   ) STRICT`,
  `CREATE INDEX lists_user ON lists (user_id, name) WHERE deleted_at IS NULL`,
  // position is a fractional index: text that sorts, so that moving one item rewrites one row.
  `CREATE TABLE list_items (
     list_id INTEGER NOT NULL REFERENCES lists (id) ON DELETE CASCADE,
     media_id INTEGER NOT NULL REFERENCES media (id) ON DELETE CASCADE,
     position TEXT NOT NULL,
     note TEXT,
     created_at TEXT NOT NULL,
     updated_at TEXT NOT NULL,
     deleted_at TEXT,
     PRIMARY KEY (list_id, media_id)
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX list_items_position ON list_items (list_id, position) WHERE deleted_at IS NULL`,
  `CREATE INDEX list_items_media ON list_items (media_id)`,

  `CREATE TABLE notifications (
     id INTEGER PRIMARY KEY,
     user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
     kind TEXT NOT NULL CHECK (kind IN ('review')),
     media_id INTEGER NOT NULL REFERENCES media (id) ON DELETE CASCADE,
     author_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
     created_at TEXT NOT NULL,
     read_at TEXT,
     UNIQUE (user_id, kind, media_id, author_id)
   ) STRICT`,
  `CREATE INDEX notifications_recent ON notifications (user_id, created_at, id)`,
  `CREATE INDEX notifications_unread ON notifications (user_id) WHERE read_at IS NULL`,
  `CREATE INDEX notifications_media ON notifications (media_id)`,
  `CREATE INDEX notifications_author ON notifications (author_id)`,

  `CREATE TABLE search_history (
     user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
     text TEXT NOT NULL,
     searched_at TEXT NOT NULL,
     PRIMARY KEY (user_id, text)
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE view_history (
     user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
     media_id INTEGER NOT NULL REFERENCES media (id) ON DELETE CASCADE,
     viewed_at TEXT NOT NULL,
     PRIMARY KEY (user_id, media_id)
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX view_history_recent ON view_history (user_id, viewed_at)`,
  `CREATE INDEX view_history_media ON view_history (media_id)`,

  // Imports: what was read, how far it got, what it did (for undo) and what it refused (for the user).
  `CREATE TABLE imports (
     id INTEGER PRIMARY KEY,
     user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
     source TEXT NOT NULL,
     file_name TEXT NOT NULL,
     file_size INTEGER NOT NULL,
     options TEXT NOT NULL CHECK (json_valid(options)),
     status TEXT NOT NULL CHECK (status IN ('running', 'interrupted', 'cancelled', 'done', 'failed', 'undone')),
     owner TEXT,
     position INTEGER NOT NULL DEFAULT 0,
     rows INTEGER NOT NULL DEFAULT 0,
     inserted INTEGER NOT NULL DEFAULT 0,
     updated INTEGER NOT NULL DEFAULT 0,
     unchanged INTEGER NOT NULL DEFAULT 0,
     rejected INTEGER NOT NULL DEFAULT 0,
     raised INTEGER NOT NULL DEFAULT 0,
     titles_added INTEGER NOT NULL DEFAULT 0,
     error TEXT CHECK (json_valid(error)),
     started_at TEXT NOT NULL,
     heartbeat_at TEXT NOT NULL,
     finished_at TEXT,
     seconds REAL NOT NULL DEFAULT 0,
     CHECK (rows = inserted + updated + unchanged + rejected)
   ) STRICT`,
  `CREATE INDEX imports_user ON imports (user_id, id)`,
  // One row for a run of rows inserted in one commit (first_id to last_id), or one for a row changed (with what
  // was there before). stamp is the updated_at that the import gave: another one means that a person edited since.
  `CREATE TABLE import_changes (
     import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
     seq INTEGER NOT NULL,
     table_name TEXT NOT NULL,
     first_id INTEGER NOT NULL,
     last_id INTEGER NOT NULL,
     before TEXT CHECK (json_valid(before)),
     stamp TEXT NOT NULL,
     PRIMARY KEY (import_id, seq)
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX import_changes_row ON import_changes (table_name, first_id)`,
  `CREATE TABLE import_rejects (
     import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
     line INTEGER NOT NULL,
     field TEXT,
     reason TEXT NOT NULL,
     cells TEXT NOT NULL CHECK (json_valid(cells)),
     PRIMARY KEY (import_id, line)
   ) STRICT, WITHOUT ROWID`,
  // Which title a person chose for a name that an import could not place, and how they mapped a header.
  `CREATE TABLE import_decisions (
     user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
     source TEXT NOT NULL,
     key TEXT NOT NULL,
     media_id INTEGER NOT NULL REFERENCES media (id) ON DELETE CASCADE,
     decided_at TEXT NOT NULL,
     PRIMARY KEY (user_id, source, key)
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX import_decisions_media ON import_decisions (media_id)`,
  `CREATE TABLE import_mappings (
     user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
     header TEXT NOT NULL,
     options TEXT NOT NULL CHECK (json_valid(options)),
     used_at TEXT NOT NULL,
     PRIMARY KEY (user_id, header)
   ) STRICT, WITHOUT ROWID`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

// What people say of the rows of an import, and where rows went: choices per import, decisions that later imports
// use too (now also "add it as a new title" and "leave it out"), and a compact log of rows for fixing a match later.
import { sql, type Kysely } from 'kysely';

const statements = [
  `CREATE TABLE import_choices (
     import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
     key TEXT NOT NULL,
     action TEXT NOT NULL CHECK (action IN ('title', 'new', 'skip')),
     media_id INTEGER REFERENCES media (id) ON DELETE CASCADE,
     PRIMARY KEY (import_id, key),
     CHECK ((action = 'title') = (media_id IS NOT NULL))
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX import_choices_media ON import_choices (media_id)`,
  `CREATE TABLE import_decisions_now (
     user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
     source TEXT NOT NULL,
     key TEXT NOT NULL,
     action TEXT NOT NULL CHECK (action IN ('title', 'new', 'skip')),
     media_id INTEGER REFERENCES media (id) ON DELETE CASCADE,
     decided_at TEXT NOT NULL,
     PRIMARY KEY (user_id, source, key),
     CHECK ((action = 'title') = (media_id IS NOT NULL))
   ) STRICT, WITHOUT ROWID`,
  `INSERT INTO import_decisions_now (user_id, source, key, action, media_id, decided_at)
   SELECT user_id, source, key, 'title', media_id, decided_at FROM import_decisions`,
  `DROP TABLE import_decisions`,
  `ALTER TABLE import_decisions_now RENAME TO import_decisions`,
  `CREATE INDEX import_decisions_media ON import_decisions (media_id)`,
  // One row for some thousand rows of a file (row-log.ts has the form of the blob).
  `CREATE TABLE import_rows (
     id INTEGER PRIMARY KEY,
     import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
     first_line INTEGER NOT NULL,
     last_line INTEGER NOT NULL,
     rows BLOB NOT NULL
   ) STRICT`,
  `CREATE UNIQUE INDEX import_rows_line ON import_rows (import_id, first_line)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

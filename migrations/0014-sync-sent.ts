// Plays that were sent keep no record of their own while nobody edits them: they lie in runs, as new ones lie in ranges. What
// goes says by its id in which run it lay. How runs are read: core/sync/sent-rows.ts.
import { sql, type Kysely } from 'kysely';

const statements = [
  // Rows of one profile from the first id to the last that were sent with one stamp, but those that have a record. acked and
  // scan: as in sync_records; acked is NULL until the server confirmed them. The runs of a profile never overlap.
  `CREATE TABLE sync_sent (
     user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
     coll INTEGER NOT NULL,
     first INTEGER NOT NULL,
     last INTEGER NOT NULL,
     stamp INTEGER NOT NULL,
     acked INTEGER,
     scan INTEGER NOT NULL,
     PRIMARY KEY (user_id, coll, last)
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX sync_sent_open ON sync_sent (user_id, coll, last) WHERE acked IS NULL`,
  `ALTER TABLE sync_gone ADD COLUMN id INTEGER`,
  `DROP TRIGGER plays_sync_delete`,
  `CREATE TRIGGER plays_sync_delete AFTER DELETE ON plays
     WHEN EXISTS (SELECT 1 FROM sync_accounts WHERE user_id = OLD.user_id)
   BEGIN
     INSERT OR IGNORE INTO sync_gone (user_id, coll, key, id) VALUES (OLD.user_id, 3, OLD.uid, OLD.id);
   END`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

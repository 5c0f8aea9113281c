// Two titles made one, with everything that changed by it, so that a wrong merge can be taken apart again.
import { sql, type Kysely } from 'kysely';

const statements = [
  `CREATE TABLE title_merges (
     id INTEGER PRIMARY KEY,
     keep_id INTEGER NOT NULL REFERENCES media (id) ON DELETE CASCADE,
     drop_id INTEGER NOT NULL REFERENCES media (id) ON DELETE CASCADE,
     merged_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
     merged_at TEXT NOT NULL,
     parted_at TEXT,
     CHECK (keep_id <> drop_id)
   ) STRICT`,
  `CREATE INDEX title_merges_keep ON title_merges (keep_id)`,
  `CREATE INDEX title_merges_drop ON title_merges (drop_id)`,
  `CREATE INDEX title_merges_by ON title_merges (merged_by)`,
  // keys: the cells that find the rows after the change, ids as a list. before: what they held (a whole row where
  // the merge removed it). after: what they hold since; null where the row was removed.
  `CREATE TABLE title_merge_changes (
     merge_id INTEGER NOT NULL REFERENCES title_merges (id) ON DELETE CASCADE,
     seq INTEGER NOT NULL,
     table_name TEXT NOT NULL,
     keys TEXT NOT NULL CHECK (json_valid(keys)),
     before TEXT NOT NULL CHECK (json_valid(before)),
     after TEXT CHECK (json_valid(after)),
     PRIMARY KEY (merge_id, seq)
   ) STRICT, WITHOUT ROWID`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

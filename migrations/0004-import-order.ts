// Changes of imports get one order over all imports, so that any of them can be taken back whatever came after it;
// and a play knows which rows of files it stands for, so that a row finds it again.
import { sql, type Kysely } from 'kysely';

const statements = [
  // Numbers were each import's own, from 1. By way of negative ones, since two rows may not meet.
  `CREATE TABLE import_offsets (import_id INTEGER PRIMARY KEY, numbered INTEGER NOT NULL) STRICT`,
  `INSERT INTO import_offsets
   SELECT import_id, sum(max(seq)) OVER (ORDER BY import_id) - max(seq) FROM import_changes GROUP BY import_id`,
  `UPDATE import_changes SET seq = -(seq + (
     SELECT numbered FROM import_offsets WHERE import_offsets.import_id = import_changes.import_id))`,
  `UPDATE import_changes SET seq = -seq`,
  `DROP TABLE import_offsets`,
  // Which import inserted a row: its runs don't overlap.
  `CREATE INDEX import_changes_runs ON import_changes (table_name, first_id) WHERE before IS NULL`,
  // origin: a hash of whose row it is, about which title, what it says, and the how manieth such row of its file.
  `CREATE TABLE play_origins (
     origin BLOB NOT NULL PRIMARY KEY CHECK (length(origin) = 16),
     play_id INTEGER NOT NULL REFERENCES plays (id) ON DELETE CASCADE
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX play_origins_play ON play_origins (play_id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

// One row that rises while the database is written to: how high it was is also kept beside the database, and so it shows when
// the newest changes are missing (core/db/high-water.ts).
import { sql, type Kysely } from 'kysely';

const statements = [
  `CREATE TABLE high_water (
     one INTEGER PRIMARY KEY CHECK (one = 1),
     mark INTEGER NOT NULL,
     marked_at TEXT NOT NULL
   ) STRICT`,
  `INSERT INTO high_water (one, mark, marked_at) VALUES (1, 0, '')`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

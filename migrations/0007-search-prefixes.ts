// Words by their first four and five letters, too: gathering all titles of such a beginning took several milliseconds. The app
// builds the index anew.
import { sql, type Kysely } from 'kysely';

const statements = [
  `DROP TABLE media_search`,
  `CREATE VIRTUAL TABLE media_search USING fts5 (
     words, content = '', contentless_delete = 1, detail = none, prefix = '2 3 4 5',
     tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\\]^_{|}~'"
   )`,
  `INSERT OR REPLACE INTO search_state (key, value)
   SELECT 'rebuild', 1 WHERE EXISTS (SELECT 1 FROM media)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

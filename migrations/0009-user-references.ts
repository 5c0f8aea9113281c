// What refers to a person is found by an index, also where a foreign key looks for it: without one, every person
// deleted (an undone import of ratings has ten thousand) reads all titles and all lists.
import { sql, type Kysely } from 'kysely';

const statements = [
  `CREATE INDEX media_added_by ON media (added_by)`,
  `DROP INDEX lists_user`,
  `CREATE INDEX lists_user ON lists (user_id, name)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

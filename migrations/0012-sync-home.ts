// Which file a link was made in, so that a copy of the data folder is known for one (core/sync/homes.ts). Null: not noted yet.
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE sync_clocks ADD COLUMN home TEXT CHECK (json_valid(home))`.execute(db);
}

// What two merged titles both held is held once afterwards, and that is an edit: two computers that merged the same titles the
// other way round would else each delete what the other one kept.
import { sql, type Kysely } from 'kysely';

const linked = 'user_id IN (SELECT user_id FROM sync_accounts)';
const existence = 1;
const merge = 'ON CONFLICT (user_id, coll, id, sub) DO UPDATE SET fields = fields | excluded.fields;';
const insert = 'INSERT INTO sync_marks (user_id, coll, id, sub, fields)';

/** Rows of the kept title whose owner has one of the other title too. */
const both = (table: string, owner: string) =>
  `${table} AS kept WHERE kept.media_id = NEW.keep_id AND kept.deleted_at IS NULL AND EXISTS (
     SELECT 1 FROM ${table} AS other
     WHERE other.media_id = NEW.drop_id AND other.${owner} = kept.${owner} AND other.deleted_at IS NULL)`;

const marks = [
  `${insert} SELECT user_id, 2, id, 0, ${existence} FROM ${both('reviews', 'user_id')} AND ${linked} ${merge}`,
  ...[['favorites', 4], ['watchlist', 5], ['dismissed', 6]].map(
    ([table, coll]) =>
      `${insert} SELECT user_id, ${coll}, media_id, 0, ${existence} FROM ${both(String(table), 'user_id')} AND ${linked} ${merge}`,
  ),
  `${insert} SELECT owner, 8, list_id, media_id, ${existence} FROM (
     SELECT kept.list_id, kept.media_id, (SELECT user_id FROM lists WHERE id = kept.list_id) AS owner FROM ${both('list_items', 'list_id')}
   ) WHERE owner IN (SELECT user_id FROM sync_accounts) ${merge}`,
]; // prettier-ignore

export async function up(db: Kysely<unknown>): Promise<void> {
  const trigger = `CREATE TRIGGER title_merges_sync AFTER INSERT ON title_merges WHEN EXISTS (SELECT 1 FROM sync_accounts)
    BEGIN ${marks.join('\n')} END`;
  await sql.raw(trigger).execute(db);
}

// The row that says to which account a profile is linked, and what the profile and the account are told to have.
import type { RecordCounts } from '#shared/api/sync.ts';
import type { Db } from '../db/db.ts';
import type { Selectable } from 'kysely';
import type { SyncAccountsTable } from '../db/schema.ts';

/** Under this key among a profile's settings: the account that it was linked to last. */
const lastAccountKey = 'sync.lastAccount';

export interface LastAccount {
  readonly server: string;
  readonly uid: string;
  readonly name: string;
  readonly email: string;
}

export type Link = Selectable<SyncAccountsTable>;

export async function findLink(db: Db, userId: number): Promise<Link | undefined> {
  return await db.selectFrom('sync_accounts').selectAll().where('user_id', '=', userId).executeTakeFirst();
}

export async function findLastAccount(db: Db, userId: number): Promise<LastAccount | undefined> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('user_id', '=', userId)
    .where('key', '=', lastAccountKey)
    .executeTakeFirst();
  return row && (JSON.parse(row.value) as LastAccount);
}

export async function rememberAccount(
  db: Db,
  userId: number,
  account: LastAccount,
  time: string,
): Promise<void> {
  const value = JSON.stringify(account);
  await db
    .insertInto('settings')
    .values({ user_id: userId, key: lastAccountKey, value, updated_at: time })
    .onConflict((on) => on.columns(['user_id', 'key']).doUpdateSet({ value, updated_at: time }))
    .execute();
}

/** A profile's living records by collection, as an account tells its own. */
export async function countRecords(db: Db, userId: number): Promise<RecordCounts> {
  const tables = {
    review: 'reviews',
    play: 'plays',
    favorite: 'favorites',
    watch: 'watchlist',
    list: 'lists',
  } as const;
  const counts: Record<string, number> = {};
  for (const [collection, table] of Object.entries(tables)) {
    const { count } = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('user_id', '=', userId)
      .where('deleted_at', 'is', null)
      .executeTakeFirstOrThrow();
    counts[collection] = count;
  }
  return counts;
}

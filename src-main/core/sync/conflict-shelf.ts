// The shelf of values that lost: of a field that was written here and, before it was sent, elsewhere too. The later one
// holds; the other is kept here until somebody has looked at it.
import type Database from 'better-sqlite3';
import type { MediaId } from '#shared/api/contract.ts';
import type { SyncConflict } from '#shared/api/sync.ts';
import { AppError } from '#shared/errors.ts';
import type { Json } from '#shared/sync/canonical-json.ts';
import type { Clock } from '../clock.ts';
import { transact, type Db } from '../db/db.ts';
import { aboutOf } from './about.ts';
import { writeField } from './write-field.ts';

const pageLimit = 50;

export async function countConflicts(db: Db, userId: number): Promise<number> {
  const { count } = await db
    .selectFrom('sync_conflicts')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .where('settled_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

/** Newest first. `cursor`: the id that the page begins below. */
export async function listConflicts(
  db: Db,
  userId: number,
  cursor: string | null,
): Promise<{ items: SyncConflict[]; nextCursor: string | null }> {
  const below = cursor === null ? Number.MAX_SAFE_INTEGER : Number(cursor);
  if (!Number.isSafeInteger(below))
    throw new AppError('invalid_input', 'cursor: is not one', { field: 'cursor' });
  const rows = await db
    .selectFrom('sync_conflicts')
    .select(['id', 'c', 'k', 'field', 'mine', 'theirs', 'found_at'])
    .where('user_id', '=', userId)
    .where('settled_at', 'is', null)
    .where('id', '<', below)
    .orderBy('id', 'desc')
    .limit(pageLimit + 1)
    .execute();
  const items: SyncConflict[] = [];
  for (const { id, c, k, field, mine, theirs, found_at } of rows.slice(0, pageLimit)) {
    const about = await aboutOf(db, userId, c, k);
    items.push({
      id, collection: c, field, ...about, lost: JSON.parse(mine) as SyncConflict['lost'], kept: JSON.parse(theirs) as SyncConflict['kept'], foundAt: found_at,
    }); // prettier-ignore
  }
  return { items, nextCursor: rows.length > pageLimit ? String(items.at(-1)?.id) : null };
}

/** Gives the title that it was about, where it is one. Throws `not_found`. */
export async function settleConflict(
  { db, sqlite, clock }: { readonly db: Db; readonly sqlite: Database.Database; readonly clock: Clock },
  userId: number,
  id: number,
  take: 'lost' | 'kept',
): Promise<MediaId | null> {
  return await transact(db, async (tx) => {
    const row = await tx
      .selectFrom('sync_conflicts')
      .select(['c', 'k', 'field', 'mine'])
      .where('id', '=', id)
      .where('user_id', '=', userId)
      .where('settled_at', 'is', null)
      .executeTakeFirst();
    if (row === undefined) throw new AppError('not_found', 'This is settled already.', { id });
    const { c, k, field, mine } = row;
    const time = clock.now().toISOString();
    if (take === 'lost') writeField(sqlite, { userId, c, k, field, value: JSON.parse(mine) as Json, time });
    await tx.updateTable('sync_conflicts').set({ settled_at: time }).where('id', '=', id).execute();
    return (await aboutOf(tx, userId, c, k)).title?.mediaId ?? null;
  });
}

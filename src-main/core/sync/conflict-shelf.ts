// The shelf of values that lost: of a field that was written here and, before it was sent, elsewhere too. The later one
// holds; the other is kept here until somebody has looked at it.
import type Database from 'better-sqlite3';
import type { MediaId } from '#shared/api/contract.ts';
import type { SyncConflict } from '#shared/api/sync.ts';
import { AppError } from '#shared/errors.ts';
import type { Json } from '#shared/sync/canonical-json.ts';
import type { Clock } from '../clock.ts';
import { transact, type Db } from '../db/db.ts';
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

async function aboutOf(
  db: Db,
  userId: number,
  c: string,
  k: string,
): Promise<Pick<SyncConflict, 'title' | 'list'>> {
  const [first = '', second] = k.split('/');
  const title = await titleOf(
    db,
    c === 'item' ? (second ?? '') : c === 'play' ? await mediaOfPlay(db, userId, first) : first,
  );
  const list = c === 'list' || c === 'item' ? await listOf(db, userId, first) : null;
  return { title: c === 'list' ? null : title, list };
}

async function titleOf(db: Db, uid: string): Promise<SyncConflict['title']> {
  const row = await db
    .selectFrom('media')
    .select(['id', 'title', 'year'])
    .where('uid', '=', Buffer.from(uid, 'hex'))
    .executeTakeFirst();
  return row ? { mediaId: row.id as MediaId, title: row.title, year: row.year } : null;
}

async function mediaOfPlay(db: Db, userId: number, uid: string): Promise<string> {
  const row = await db
    .selectFrom('plays')
    .innerJoin('media', 'media.id', 'plays.media_id')
    .select('media.uid')
    .where('plays.uid', '=', Buffer.from(uid, 'hex'))
    .where('plays.user_id', '=', userId)
    .executeTakeFirst();
  return row?.uid.toString('hex') ?? '';
}

async function listOf(db: Db, userId: number, uid: string): Promise<string | null> {
  const row = await db
    .selectFrom('lists')
    .select('name')
    .where('uid', '=', Buffer.from(uid, 'hex'))
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.name ?? null;
}

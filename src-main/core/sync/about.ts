// What a record is about, as a person knows it: its title, or its list.
import type { MediaId } from '#shared/api/contract.ts';
import type { RecordAbout } from '#shared/api/sync.ts';
import type { Db } from '../db/db.ts';

export async function aboutOf(db: Db, userId: number, c: string, k: string): Promise<RecordAbout> {
  const [first = '', second] = k.split('/');
  const title = await titleOf(
    db,
    c === 'item' ? (second ?? '') : c === 'play' ? await mediaOfPlay(db, userId, first) : first,
  );
  const list = c === 'list' || c === 'item' ? await listOf(db, userId, first) : null;
  return { title: c === 'list' ? null : title, list };
}

async function titleOf(db: Db, uid: string): Promise<RecordAbout['title']> {
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

// The profile's plays on this calendar day of earlier years.
import type { Db } from '../db/db.ts';

const yearsBack = 100;

/** Newest first. The day is that of the computer's own time zone, as the diary's dates are. */
export async function playsOnThisDay(db: Db, userId: number, now: Date, limit: number) {
  const monthAndDay = `${twoDigits(now.getMonth() + 1)}-${twoDigits(now.getDate())}`;
  // One look into the index on (user, date) for each year, however long the diary is.
  const days = Array.from(
    { length: yearsBack },
    (_nothing, back) => `${now.getFullYear() - 1 - back}-${monthAndDay}`,
  );
  const rows = await db
    .selectFrom('plays')
    .innerJoin('media', 'media.id', 'plays.media_id')
    .select(['plays.id', 'plays.media_id', 'plays.played_on', 'plays.rating'])
    .where('plays.user_id', '=', userId)
    .where('plays.deleted_at', 'is', null)
    .where('media.deleted_at', 'is', null)
    .where('plays.played_on', 'in', days)
    .orderBy('plays.played_on', 'desc')
    .orderBy('plays.id', 'desc')
    .limit(limit)
    .execute();
  return rows.flatMap((row) => (row.played_on === null ? [] : { ...row, played_on: row.played_on }));
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

// The diary by date, in keyset pages: plays with a date, newest first, then those without one.
import { sql } from 'kysely';
import type { Play, PlayFilter } from '#shared/api/diary.ts';
import { readCursor } from '../db/cursor.ts';
import type { Db } from '../db/db.ts';
import { filterPlays, rowToPlay, selectPlays } from './play-rows.ts';

type Place = readonly [playedOn: string | null, id: number];

/** One page, and the cursor of the next. Throws `invalid_input` for a cursor of another list. */
export async function playPage(
  db: Db,
  userId: number,
  filter: PlayFilter,
  cursor: string | null,
  limit: number,
): Promise<{ items: Play[]; nextCursor: string | null }> {
  const after = cursor === null ? undefined : readCursor(cursor, isPlace);
  const dated = after?.[0] === null ? [] : await datedPlays(db, userId, filter, after, limit + 1).execute();
  const isPeriod = filter.from !== undefined || filter.to !== undefined;
  const missing = limit + 1 - dated.length;
  const undated =
    missing > 0 && !isPeriod
      ? await undatedPlays(db, userId, filter, after?.[0] === null ? after : undefined, missing).execute()
      : [];
  const rows = [...dated, ...undated];
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > limit && last ? JSON.stringify([last.played_on, last.id]) : null;
  return { items: page.map(rowToPlay), nextCursor };
}

/** Both go by the index on (profile, date, id), whatever the filter: a page is a walk along it. */
export function datedPlays(
  db: Db,
  userId: number,
  filter: PlayFilter,
  after: Place | undefined,
  limit: number,
) {
  return filterPlays(selectPlays(db, userId), filter)
    .where('plays.played_on', 'is not', null)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`plays.played_on <= ${after?.[0]} AND (plays.played_on < ${after?.[0]} OR plays.id < ${after?.[1]})`,
      ),
    )
    .orderBy('plays.played_on', 'desc')
    .orderBy('plays.id', 'desc')
    .limit(limit);
}

export function undatedPlays(
  db: Db,
  userId: number,
  filter: PlayFilter,
  after: Place | undefined,
  limit: number,
) {
  return filterPlays(selectPlays(db, userId), filter)
    .where('plays.played_on', 'is', null)
    .$if(after !== undefined, (query) => query.where('plays.id', '<', after?.[1] ?? 0))
    .orderBy('plays.id', 'desc')
    .limit(limit);
}

function isPlace(parts: readonly unknown[]): parts is Place {
  const [playedOn, id] = parts;
  return (
    parts.length === 2 && (playedOn === null || typeof playedOn === 'string') && Number.isSafeInteger(id)
  );
}

// What the diary counts: plays per year, the days of a month and of a year, tags.
import { sql } from 'kysely';
import type { MethodOutput } from '#shared/api/index.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import type { PartialDate } from '#shared/domain/partial-date.ts';
import type { Db } from '../db/db.ts';
import { playsOf, rowToPlay, selectPlays, type PlayRow } from './play-rows.ts';

/** How many titles of a day the month shows. */
const titlesPerDay = 4;

export async function yearFigures(db: Db, userId: number): Promise<MethodOutput<'diary.years'>> {
  const rows = await playsOf(db, userId)
    .select((is) => [
      sql<string | null>`substr(plays.played_on, 1, 4)`.as('in_year'),
      is.fn.countAll<number>().as('count'),
    ])
    .groupBy('in_year')
    .orderBy('in_year', 'desc')
    .execute();
  return {
    total: rows.reduce((sum, { count }) => sum + count, 0),
    undated: rows.find(({ in_year: year }) => year === null)?.count ?? 0,
    years: rows.flatMap(({ in_year: year, count }) => (year === null ? [] : { year: Number(year), count })),
  };
}

export async function monthFigures(
  db: Db,
  userId: number,
  year: number,
  month: number,
): Promise<MethodOutput<'diary.month'>> {
  const name = `${year}-${String(month).padStart(2, '0')}` as PartialDate;
  const numbered = selectPlays(db, userId)
    .where('plays.played_on', '>=', name)
    .where('plays.played_on', '<=', `${name}~`)
    .select([
      sql<number>`row_number() OVER (PARTITION BY plays.played_on, plays.media_id ORDER BY plays.id DESC)`.as(
        'place',
      ),
      sql<number>`count(*) OVER (PARTITION BY plays.played_on)`.as('count'),
    ]);
  const rows = await db
    .selectFrom(numbered.as('numbered'))
    .selectAll()
    .where('place', '=', 1)
    .orderBy('played_on')
    .orderBy('id', 'desc')
    .execute();
  const byDay = Map.groupBy(rows as (PlayRow & { readonly count: number })[], (row) => row.played_on);
  const vague = byDay.get(name)?.[0]?.count ?? 0;
  byDay.delete(name);
  const days = [...byDay].map(([day, plays]) => ({
    day: day as PartialDate,
    count: plays[0]?.count ?? 0,
    plays: plays.slice(0, titlesPerDay).map(rowToPlay),
  }));
  return { days, vague };
}

export async function dayFigures(
  db: Db,
  userId: number,
  year: number,
  kind: MediaKind | undefined,
): Promise<MethodOutput<'diary.days'>> {
  const rows = await playsOf(db, userId)
    .select((is) => ['plays.played_on', is.fn.countAll<number>().as('count')])
    .where('plays.played_on', '>=', String(year))
    .where('plays.played_on', '<=', `${year}~`)
    .$if(kind !== undefined, (query) => query.where('media.kind', '=', kind ?? 'movie'))
    .groupBy('plays.played_on')
    .orderBy('plays.played_on')
    .execute();
  const isDay = ({ played_on: day }: { readonly played_on: string | null }) => day?.length === 10;
  return {
    days: rows.filter(isDay).map(({ played_on: day, count }) => ({ day: day as PartialDate, count })),
    vague: rows.filter((row) => !isDay(row)).reduce((sum, { count }) => sum + count, 0),
  };
}

export async function tagFigures(db: Db, userId: number): Promise<MethodOutput<'diary.tags'>> {
  const { rows } = await sql<{ tag: string; count: number }>`
    SELECT value AS tag, count(*) AS count FROM plays, json_each(plays.tags)
    WHERE plays.user_id = ${userId} AND plays.deleted_at IS NULL AND plays.tags <> '[]'
    GROUP BY lower(value) ORDER BY count DESC, tag LIMIT 500`.execute(db);
  return rows;
}

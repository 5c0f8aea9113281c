// Reading plays: their columns with those of their titles. Plays come first in every join, so that the index on
// (profile, date) leads however big the catalogue is.
import { sql, type SelectQueryBuilder } from 'kysely';
import type { Play, PlayFilter, PlayId } from '#shared/api/diary.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import type { PartialDate } from '#shared/domain/partial-date.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { rowToReference } from '../catalog/media-rows.ts';
import type { Db } from '../db/db.ts';
import type { Schema } from '../db/schema.ts';

export interface PlayRow {
  readonly id: number;
  readonly uid: Buffer;
  readonly media_id: number;
  readonly played_on: string | null;
  readonly played_at: string | null;
  readonly season: number | null;
  readonly episode: number | null;
  readonly rewatch: 0 | 1;
  readonly rating: number | null;
  readonly note: string | null;
  readonly tags: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly media_uid: Buffer;
  readonly kind: MediaKind;
  readonly title: string;
  readonly year: number | null;
  readonly creator: string | null;
}

/** A profile's plays that aren't deleted, of titles that aren't. Callers add conditions, order and limit. */
export function selectPlays(db: Db, userId: number) {
  return playsOf(db, userId)
    .select(['plays.id', 'plays.uid', 'plays.media_id', 'plays.played_on', 'plays.played_at'])
    .select(['plays.season', 'plays.episode', 'plays.rewatch', 'plays.rating', 'plays.note', 'plays.tags'])
    .select(['plays.created_at', 'plays.updated_at'])
    .select(['media.uid as media_uid', 'media.kind', 'media.title', 'media.year', 'media.creator']);
}

/** The same without columns, for counting. NOTE: in SQLite, CROSS JOIN keeps the order of the tables. */
export function playsOf(db: Db, userId: number) {
  return db
    .selectFrom('plays')
    .crossJoin('media')
    .whereRef('media.id', '=', 'plays.media_id')
    .where('plays.user_id', '=', userId)
    .where('plays.deleted_at', 'is', null)
    .where('media.deleted_at', 'is', null);
}

export function filterPlays<O>(
  query: SelectQueryBuilder<Schema, 'plays' | 'media', O>,
  { kind, mediaId, from, to, rewatch, tag }: PlayFilter,
): SelectQueryBuilder<Schema, 'plays' | 'media', O> {
  let result = query;
  if (kind !== undefined) result = result.where('media.kind', '=', kind);
  if (mediaId !== undefined) result = result.where('plays.media_id', '=', mediaId);
  if (from !== undefined) result = result.where('plays.played_on', '>=', from);
  // "~" sorts after every digit and dash: 2019-05 holds all its days.
  if (to !== undefined) result = result.where('plays.played_on', '<=', `${to}~` as PartialDate);
  if (rewatch !== undefined) result = result.where('plays.rewatch', '=', rewatch ? 1 : 0);
  if (tag !== undefined) {
    result = result.where(
      sql<boolean>`EXISTS (SELECT 1 FROM json_each(plays.tags) WHERE lower(value) = lower(${tag}))`,
    );
  }
  return result;
}

export function rowToPlay(row: PlayRow): Play {
  return {
    id: row.id as PlayId,
    uid: row.uid.toString('hex'),
    media: rowToReference({ ...row, id: row.media_id, uid: row.media_uid }),
    playedOn: row.played_on as PartialDate | null,
    playedAt: row.played_at,
    season: row.season,
    episode: row.episode,
    rewatch: row.rewatch === 1,
    rating: row.rating as Rating | null,
    note: row.note,
    tags: JSON.parse(row.tags) as string[],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

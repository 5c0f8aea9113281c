// A profile's reviews in the order in which they were written, page by page, for a book of them.
import { sql } from 'kysely';
import type { PrintedReview } from '#shared/api/exports.ts';
import type { HandlerInput, MethodOutput } from '#shared/api/index.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { AppError } from '#shared/errors.ts';
import { rowToReference } from '../catalog/media-rows.ts';
import type { Db } from '../db/db.ts';

interface Row {
  readonly id: number;
  readonly uid: Buffer;
  readonly kind: MediaKind;
  readonly title: string;
  readonly year: number | null;
  readonly creator: string | null;
  readonly review_id: number;
  readonly rating: number | null;
  readonly body: string | null;
  readonly spoiler: 0 | 1;
  readonly created_at: string;
  readonly played_on: string | null;
}

export async function ownReviews(
  db: Db,
  userId: number,
  { year, withText, cursor, limit }: HandlerInput<'exports.reviews'>,
): Promise<MethodOutput<'exports.reviews'>> {
  const [time, id] = readCursor(cursor);
  const { rows } = await sql<Row>`
    SELECT m.id, m.uid, m.kind, m.title, m.year, m.creator, r.id AS review_id, r.rating, r.body, r.spoiler, r.created_at,
      (SELECT max(played_on) FROM plays WHERE user_id = ${userId} AND media_id = m.id AND plays.deleted_at IS NULL) AS played_on
    FROM reviews AS r JOIN media AS m ON m.id = r.media_id
    WHERE r.user_id = ${userId} AND r.deleted_at IS NULL AND m.deleted_at IS NULL
      AND (r.created_at, r.id) > (${time}, ${id})
      ${withText ? sql`AND r.body IS NOT NULL` : sql``}
      ${year === null ? sql`` : sql`AND r.created_at >= ${String(year)} AND r.created_at < ${String(year + 1)}`}
    ORDER BY r.created_at, r.id LIMIT ${limit + 1}`.execute(db);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(rowToPrinted),
    nextCursor: last ? `${last.created_at} ${last.review_id}` : null,
  };
}

function rowToPrinted(row: Row): PrintedReview {
  return {
    media: rowToReference(row),
    rating: row.rating as Rating | null,
    body: row.body,
    spoiler: row.spoiler === 1,
    createdAt: row.created_at,
    playedOn: row.played_on,
  };
}

function readCursor(cursor: string | null): readonly [time: string, id: number] {
  if (cursor === null) return ['', 0];
  const match = /^(\S{1,40}) (\d{1,15})$/.exec(cursor);
  if (!match)
    throw new AppError('invalid_input', 'cursor: does not belong to this list', { field: 'cursor' });
  return [match[1] ?? '', Number(match[2])];
}

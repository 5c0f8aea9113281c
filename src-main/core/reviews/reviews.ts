// Reviews: one per person and title, a rating or a text or both. Answers come after the commit.
import { sql } from 'kysely';
import type Database from 'better-sqlite3';
import type { MediaId, UserId } from '#shared/api/contract.ts';
import type { Review } from '#shared/api/reviews.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { AppError } from '#shared/errors.ts';
import type { Caches } from '../cache.ts';
import { rowToReference, type SummaryRow } from '../catalog/media-rows.ts';
import type { Clock } from '../clock.ts';
import { readCursor } from '../db/cursor.ts';
import { transact, type Db } from '../db/db.ts';
import type { Handlers } from '../dispatch.ts';
import type { Events } from '../events.ts';
import { createTotalsWriter } from './rating-totals.ts';
import { createReviewWriter } from './review-writer.ts';

export interface ReviewsDeps {
  readonly db: Db;
  readonly sqlite: Database.Database;
  readonly clock: Clock;
  readonly events: Events;
  readonly caches: Caches;
}

interface ReviewRow {
  readonly id: number;
  readonly media_id: number;
  readonly user_id: number;
  readonly rating: number | null;
  readonly body: string | null;
  readonly spoiler: 0 | 1;
  readonly created_at: string;
  readonly updated_at: string;
  readonly author_name: string;
  readonly author_hue: number;
}

export function createReviews({ db, sqlite, clock, events, caches }: ReviewsDeps): Handlers<'reviews'> {
  const writer = createReviewWriter(sqlite, { notify: true, addToTotals: createTotalsWriter(sqlite) });
  const now = () => clock.now().toISOString();

  function changed(event: 'review.saved' | 'review.deleted', mediaId: MediaId, userId: UserId): void {
    caches.clear();
    events.publish(event, { mediaId, userId });
  }

  async function findMine(tx: Db, mediaId: number, userId: number): Promise<Review | null> {
    const row = await selectReviews(tx)
      .where('media_id', '=', mediaId)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    return row ? rowToReview(row, userId) : null;
  }

  return {
    'reviews.save': ({ mediaId, rating, body, spoiler }, { person }) =>
      transact(db, async (tx, afterCommit) => {
        await assertTitle(tx, mediaId);
        const before = writer.find(person.id, mediaId);
        const old = before?.deleted === false ? before : undefined;
        const facts = {
          rating: rating === undefined ? (old?.rating ?? null) : rating,
          body: body === undefined ? (old?.body ?? null) : emptyToNull(body),
          spoiler: spoiler ?? old?.spoiler ?? false,
        };
        if (facts.rating === null && facts.body === null) {
          throw new AppError('invalid_input', 'rating: a review needs a rating or a text', {
            field: 'rating',
            reason: 'empty_review',
          });
        }
        const time = now();
        writer.write({ userId: person.id, mediaId, facts, before, createdAt: old?.createdAt ?? time, time });
        afterCommit(() => changed('review.saved', mediaId, person.id));
        const saved = await findMine(tx, mediaId, person.id);
        if (!saved) throw new Error('a review that was just written is not there');
        return saved;
      }),

    'reviews.delete': ({ mediaId }, { person }) =>
      transact(db, async (_tx, afterCommit) => {
        const before = writer.find(person.id, mediaId);
        if (!before || before.deleted)
          throw new AppError('not_found', 'You have no review of this title.', { mediaId });
        writer.remove(mediaId, before, now());
        afterCommit(() => changed('review.deleted', mediaId, person.id));
        return {};
      }),

    'reviews.mine': ({ mediaId }, { person }) => findMine(db, mediaId, person.id),

    'reviews.listForMedia': async ({ mediaId, cursor, limit }, { person }) => {
      await assertTitle(db, mediaId);
      const after = cursor === null ? undefined : readCursor(cursor, isPlace);
      const rows = await selectReviews(db)
        .where('media_id', '=', mediaId)
        .where('user_id', '!=', person.id)
        .$if(after !== undefined, (query) =>
          query.where(sql<boolean>`(reviews.updated_at, reviews.id) < (${after?.[0]}, ${after?.[1]})`),
        )
        .orderBy('reviews.updated_at', 'desc')
        .orderBy('reviews.id', 'desc')
        .limit(limit + 1)
        .execute();
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      const nextCursor = rows.length > limit && last ? JSON.stringify([last.updated_at, last.id]) : null;
      return { items: items.map((row) => rowToReview(row, person.id)), nextCursor };
    },

    'reviews.recent': async ({ by, limit }, { person }) => {
      const people =
        by === 'me'
          ? [person.id]
          : (await db.selectFrom('users').select('id').where('password_hash', 'is not', null).execute()).map(
              ({ id }) => id,
            );
      // Each person's newest through the index on (user, time): a crowd of imported authors costs nothing here.
      const rows = await Promise.all(
        people.map((userId) =>
          selectReviews(db)
            .innerJoin('media', 'media.id', 'reviews.media_id')
            .select(['media.uid', 'media.kind', 'media.title', 'media.year', 'media.creator'])
            .where('media.deleted_at', 'is', null)
            .where('reviews.user_id', '=', userId)
            .orderBy('reviews.updated_at', 'desc')
            .orderBy('reviews.id', 'desc')
            .limit(limit)
            .execute(),
        ),
      );
      return rows
        .flat()
        .sort((one, other) =>
          one.updated_at < other.updated_at ? 1 : one.updated_at > other.updated_at ? -1 : other.id - one.id,
        )
        .slice(0, limit)
        .map((row) => ({
          ...rowToReview(row, person.id),
          media: rowToReference({ ...(row as unknown as SummaryRow), id: row.media_id }),
        }));
    },
  };
}

/** Throws `not_found` where there is no such title. */
export async function assertTitle(db: Db, mediaId: number): Promise<void> {
  const row = await db
    .selectFrom('media')
    .select('id')
    .where('id', '=', mediaId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw new AppError('not_found', `There is no title with the id ${mediaId}.`, { mediaId });
}

function selectReviews(db: Db) {
  return db
    .selectFrom('reviews')
    .innerJoin('users', 'users.id', 'reviews.user_id')
    .select([
      'reviews.id',
      'reviews.media_id',
      'reviews.user_id',
      'reviews.rating',
      'reviews.body',
      'reviews.spoiler',
    ])
    .select([
      'reviews.created_at',
      'reviews.updated_at',
      'users.name as author_name',
      'users.hue as author_hue',
    ])
    .where('reviews.deleted_at', 'is', null);
}

function rowToReview(row: ReviewRow, asking: number): Review {
  return {
    mediaId: row.media_id as MediaId,
    author: { id: row.user_id as UserId, name: row.author_name, hue: row.author_hue },
    rating: row.rating as Rating | null,
    body: row.body,
    spoiler: row.spoiler === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    own: row.user_id === asking,
  };
}

function isPlace(parts: readonly unknown[]): parts is [updatedAt: string, id: number] {
  return typeof parts[0] === 'string' && Number.isSafeInteger(parts[1]);
}

function emptyToNull(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text;
}

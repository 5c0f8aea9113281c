// Merging as people ask for it: what would happen, doing it, and taking it apart again; by whoever may edit both.
import type Database from 'better-sqlite3';
import { sql } from 'kysely';
import type { MediaId, UserId } from '#shared/api/contract.ts';
import type { MergeId, MergeSide } from '#shared/api/title-merges.ts';
import { AppError } from '#shared/errors.ts';
import type { Caches } from '../cache.ts';
import type { Clock } from '../clock.ts';
import { transact, type Db } from '../db/db.ts';
import { isModerator, type Handlers, type Person } from '../dispatch.ts';
import type { Events } from '../events.ts';
import { recountAllOf } from '../reviews/rating-totals.ts';
import { mediaDetails } from './media-details.ts';
import type { MediaWriter } from './media-writer.ts';
import { mergeTitles, partTitles, takenFacts } from './title-merge.ts';

export type MergeHandlers = Pick<
  Handlers<'catalog'>,
  'catalog.mergePreview' | 'catalog.merge' | 'catalog.merges' | 'catalog.unmerge'
>;

export interface MergesDeps {
  readonly db: Db;
  readonly sqlite: Database.Database;
  readonly writer: MediaWriter;
  readonly clock: Clock;
  readonly events: Events;
  readonly caches: Caches;
}

const mostComment = 300;

export function createMerges({ db, sqlite, writer, clock, events, caches }: MergesDeps): MergeHandlers {
  const now = () => clock.now().toISOString();

  function changed(): void {
    caches.clear();
    // Shelves, feeds and lists of everybody may have changed, not only two titles.
    events.publish('catalog.changed', { mediaId: null });
  }

  async function write<T>(work: (tx: Db, afterCommit: (hook: () => void) => void) => Promise<T>): Promise<T> {
    try {
      return await transact(db, work);
    } catch (error) {
      writer.reset();
      throw error;
    }
  }

  async function sideOf(id: number, person: Person): Promise<MergeSide> {
    const details = await mediaDetails(db, id, person);
    if (!details) throw noTitle(id);
    const {
      id: mediaId,
      uid,
      kind,
      title,
      year,
      creator,
      genres,
      averageRating,
      ratingCount,
      mine,
    } = details;
    const counts = await countsOf(db, id);
    return {
      media: { id: mediaId, uid, kind, title, year, creator, genres, averageRating, ratingCount, mine },
      runtime: details.runtime,
      externalIds: details.externalIds,
      ...counts,
      own: await ownOf(db, id, person.id),
    };
  }

  return {
    'catalog.mergePreview': async ({ keepId, dropId }, { person }) => {
      const [keep, drop] = [await sideOf(keepId, person), await sideOf(dropId, person)];
      const facts = await db
        .selectFrom('media')
        .select(['id', ...takenFacts])
        .where('id', 'in', [keepId, dropId])
        .execute();
      const [kept, other] = [keepId, dropId].map((id) => facts.find((row) => row.id === id));
      const { rows } = await sql<{ count: number }>`
        SELECT count(*) AS count FROM reviews AS kept JOIN reviews AS other ON other.user_id = kept.user_id AND other.media_id = ${dropId}
        WHERE kept.media_id = ${keepId} AND kept.deleted_at IS NULL AND other.deleted_at IS NULL`.execute(db);
      return {
        keep,
        drop,
        reviewedBoth: rows[0]?.count ?? 0,
        taken: [
          ...takenFacts.filter((name) => kept?.[name] === null && (other?.[name] ?? null) !== null),
          ...(keep.media.genres.length === 0 && drop.media.genres.length > 0 ? (['genres'] as const) : []),
        ],
        allowed: await mayMerge(db, [keepId, dropId], person),
      };
    },

    'catalog.merge': async ({ keepId, dropId }, { person }) => {
      const mergeId = await write(async (tx, afterCommit) => {
        for (const id of [keepId, dropId]) if (!(await isThere(tx, id))) throw noTitle(id);
        if (!(await mayMerge(tx, [keepId, dropId], person))) throw notAllowed();
        const made = mergeTitles(sqlite, writer, { keepId, dropId, userId: person.id, time: now() });
        await recountAllOf(tx, [keepId, dropId]);
        afterCommit(changed);
        return made;
      });
      return { mergeId: mergeId as MergeId };
    },

    'catalog.merges': async ({ id }, { person }) => {
      const rows = await db
        .selectFrom('title_merges')
        .innerJoin('media', 'media.id', 'drop_id')
        .leftJoin('users', 'users.id', 'merged_by')
        .select(['title_merges.id', 'drop_id', 'merged_at', 'merged_by', 'users.name'])
        .select(['media.title', 'media.year', 'media.kind'])
        .where('keep_id', '=', id)
        .where('parted_at', 'is', null)
        .orderBy('title_merges.id', 'desc')
        .execute();
      return rows.map((row) => ({
        mergeId: row.id as MergeId,
        dropId: row.drop_id as MediaId,
        title: row.title,
        year: row.year,
        kind: row.kind,
        mergedAt: row.merged_at,
        mergedBy: row.name,
        allowed: mayPart(row.merged_by, person),
      }));
    },

    'catalog.unmerge': async ({ mergeId }, { person }) =>
      await write(async (tx, afterCommit) => {
        const merge = await tx
          .selectFrom('title_merges')
          .selectAll()
          .where('id', '=', mergeId)
          .where('parted_at', 'is', null)
          .executeTakeFirst();
        if (!merge)
          throw new AppError('not_found', `There is no merge with the number ${mergeId}.`, { mergeId });
        if (!mayPart(merge.merged_by, person)) throw notAllowed();
        const { keep_id: keepId, drop_id: dropId } = merge;
        const later = await mergeOf(tx, keepId);
        if (later)
          throw new AppError('conflict', 'The title went into another one since. Take that apart first.', {
            reason: 'merged_since',
            mergeId: later.id,
            mediaId: later.keep_id,
          });
        const left = partTitles(sqlite, writer, { mergeId, keepId, dropId, time: now() });
        await recountAllOf(tx, [keepId, dropId]);
        afterCommit(changed);
        return { keepId: keepId as MediaId, dropId: dropId as MediaId, left };
      }),
  };
}

/** The merge by which this title went into another. */
export async function mergeOf(db: Db, dropId: number): Promise<{ id: number; keep_id: number } | undefined> {
  return await db
    .selectFrom('title_merges')
    .select(['id', 'keep_id'])
    .where('drop_id', '=', dropId)
    .where('parted_at', 'is', null)
    .executeTakeFirst();
}

async function countsOf(db: Db, id: number) {
  const { rows } = await sql<Record<'reviews' | 'plays' | 'favorites' | 'watchlist' | 'lists', number>>`
    SELECT (SELECT count(*) FROM reviews WHERE media_id = ${id} AND deleted_at IS NULL) AS reviews,
      (SELECT count(*) FROM plays WHERE media_id = ${id} AND deleted_at IS NULL) AS plays,
      (SELECT count(*) FROM favorites WHERE media_id = ${id} AND deleted_at IS NULL) AS favorites,
      (SELECT count(*) FROM watchlist WHERE media_id = ${id} AND deleted_at IS NULL) AS watchlist,
      (SELECT count(*) FROM list_items WHERE media_id = ${id} AND deleted_at IS NULL) AS lists`.execute(db);
  return rows[0] ?? { reviews: 0, plays: 0, favorites: 0, watchlist: 0, lists: 0 };
}

async function ownOf(db: Db, id: number, userId: UserId): Promise<MergeSide['own']> {
  const review = await db
    .selectFrom('reviews')
    .select(['rating', 'body'])
    .where('user_id', '=', userId)
    .where('media_id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  const { plays } = await db
    .selectFrom('plays')
    .select((is) => is.fn.countAll<number>().as('plays'))
    .where('user_id', '=', userId)
    .where('media_id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow();
  return {
    rating: (review?.rating ?? null) as MergeSide['own']['rating'],
    comment: review?.body?.slice(0, mostComment) ?? null,
    plays,
  };
}

async function isThere(db: Db, id: number): Promise<boolean> {
  const row = await db
    .selectFrom('media')
    .select('id')
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** As editing does: who added both titles, and moderators. */
async function mayMerge(db: Db, ids: readonly number[], person: Person): Promise<boolean> {
  if (isModerator(person)) return true;
  const rows = await db.selectFrom('media').select('added_by').where('id', 'in', ids).execute();
  return rows.every(({ added_by: addedBy }) => addedBy === person.id);
}

function mayPart(mergedBy: number | null, person: Person): boolean {
  return mergedBy === person.id || isModerator(person);
}

function notAllowed(): AppError {
  return new AppError('forbidden', 'Only who added both titles, or a moderator, may merge them.', {
    reason: 'not_owner',
  });
}

function noTitle(id: number): AppError {
  return new AppError('not_found', `There is no title with the id ${id}.`, { mediaId: id });
}

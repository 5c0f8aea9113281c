// What a profile keeps of titles besides reviews: favourites, the watchlist, and news about favourites.
import type Database from 'better-sqlite3';
import type { MediaId, UserId } from '#shared/api/contract.ts';
import type { Rating } from '#shared/domain/rating.ts';
import type { Caches } from '../cache.ts';
import { rowToReference } from '../catalog/media-rows.ts';
import type { Clock } from '../clock.ts';
import { transact, type Db } from '../db/db.ts';
import type { Handlers, Person } from '../dispatch.ts';
import type { Events } from '../events.ts';
import { assertTitle } from './reviews.ts';
import { createShelfWriter, type Shelf } from './shelf-writer.ts';
import { pickFromWatchlist, watchlistPage } from './watchlist.ts';

export interface ShelvesDeps {
  readonly db: Db;
  readonly sqlite: Database.Database;
  readonly clock: Clock;
  readonly events: Events;
  readonly caches: Caches;
}

export function createShelves({
  db,
  sqlite,
  clock,
  events,
  caches,
}: ShelvesDeps): Handlers<'favorites' | 'watchlist' | 'notifications'> {
  const writer = createShelfWriter(sqlite);
  const now = () => clock.now().toISOString();

  /** Putting a title where it is already, or taking it from where it isn't, changes nothing. */
  async function set(
    shelf: Shelf,
    { mediaId, on }: { mediaId: MediaId; on: boolean },
    person: Person,
  ): Promise<Record<string, never>> {
    await transact(db, async (tx, afterCommit) => {
      await assertTitle(tx, mediaId);
      const time = now();
      if (on) writer.put(shelf, person.id, mediaId, time, time);
      else writer.take(shelf, person.id, mediaId, time);
      afterCommit(() => {
        caches.clear();
        events.publish('shelves.changed', { mediaId, userId: person.id }, person.id);
      });
    });
    return {};
  }

  return {
    'favorites.set': (input, { person }) => set('favorites', input, person),
    'watchlist.set': (input, { person }) => set('watchlist', input, person),
    'watchlist.list': (input, { person }) => watchlistPage(db, person.id, input),
    'watchlist.pick': (input, { person }) => pickFromWatchlist(db, person.id, input),

    'notifications.list': async ({ unreadOnly, limit }, { person }) => {
      const mine = db
        .selectFrom('notifications')
        .innerJoin('media', 'media.id', 'notifications.media_id')
        .innerJoin('users', 'users.id', 'notifications.author_id')
        .where('notifications.user_id', '=', person.id)
        .where('media.deleted_at', 'is', null);
      const rows = await mine
        .leftJoin('reviews', (join) =>
          join
            .onRef('reviews.media_id', '=', 'notifications.media_id')
            .onRef('reviews.user_id', '=', 'notifications.author_id')
            .on('reviews.deleted_at', 'is', null),
        )
        .select(['notifications.id', 'notifications.created_at', 'notifications.read_at', 'reviews.rating'])
        .select([
          'media.id as media_id',
          'media.uid',
          'media.kind',
          'media.title',
          'media.year',
          'media.creator',
        ])
        .select(['users.id as author_id', 'users.name as author_name', 'users.hue as author_hue'])
        .$if(unreadOnly, (query) => query.where('notifications.read_at', 'is', null))
        .orderBy('notifications.created_at', 'desc')
        .orderBy('notifications.id', 'desc')
        .limit(limit)
        .execute();
      const unread = await mine
        .where('notifications.read_at', 'is', null)
        .select((is) => is.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      const items = rows.map((row) => ({
        id: row.id,
        media: rowToReference({ ...row, id: row.media_id }),
        author: { id: row.author_id as UserId, name: row.author_name, hue: row.author_hue },
        rating: row.rating as Rating | null,
        createdAt: row.created_at,
        read: row.read_at !== null,
      }));
      return { items, unread: unread.count };
    },

    'notifications.markRead': async (_input, { person }) => {
      await db
        .updateTable('notifications')
        .set({ read_at: now() })
        .where('user_id', '=', person.id)
        .where('read_at', 'is', null)
        .execute();
      events.publish('notifications.changed', { userId: person.id }, person.id);
      return {};
    },
  };
}

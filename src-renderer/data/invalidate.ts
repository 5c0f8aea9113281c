// Core's events → which answers are no longer right. A title that somebody rated is mended in place in the lists that show
// it, so that a long list neither reloads nor loses its row under the pointer; everything else is asked again.
import type { QueryClient } from '@tanstack/react-query';
import type { Client } from '#shared/api/client.ts';
import type { MediaId } from '#shared/api/contract.ts';
import type { ListId } from '#shared/api/lists.ts';
import { AppError } from '#shared/errors.ts';
import { keys } from './keys.ts';
import { replaceTitle } from './replace-title.ts';

/** Gives the function that ends the subscriptions. `onProfileChanged` hears which profile changed. */
export function followEvents(
  client: Client,
  queries: QueryClient,
  onProfileChanged: (userId: number) => void,
): () => void {
  const drop = (key: readonly unknown[]) => void queries.invalidateQueries({ queryKey: key });

  const titleTouched = (mediaId: MediaId) => {
    drop(keys.title(mediaId));
    drop(keys.reviews);
    drop(keys.statisticsAll);
    // News is what others write about one's favourites: a new review or a new favourite changes it.
    drop(keys.notifications);
    void mendTitle(client, queries, mediaId);
  };

  const ends = [
    client.on('catalog.changed', ({ mediaId }) => {
      drop(keys.catalog);
      drop(keys.diary);
      drop(keys.lists);
      drop(keys.statisticsAll);
      drop(mediaId === null ? keys.titles : keys.title(mediaId));
      if (mediaId === null) drop(keys.reviews);
      drop(keys.notifications);
    }),
    client.on('review.saved', ({ mediaId }) => titleTouched(mediaId)),
    client.on('review.deleted', ({ mediaId }) => titleTouched(mediaId)),
    client.on('shelves.changed', ({ mediaId }) => titleTouched(mediaId)),
    client.on('diary.changed', () => {
      drop(keys.diary);
      drop(keys.discovery);
      drop(keys.statisticsAll);
    }),
    client.on('lists.changed', ({ listId }) => {
      drop(keys.lists);
      drop(keys.listItems(listId as ListId));
    }),
    client.on('notifications.changed', () => drop(keys.notifications)),
    client.on('profiles.changed', ({ userId }) => {
      drop(keys.profiles);
      drop(keys.reviews);
      drop(keys.notifications);
      onProfileChanged(userId);
    }),
    client.on('discovery.changed', () => drop(keys.discovery)),
    client.on('imports.job', (job) => {
      if (job.state !== 'running') drop(keys.imports);
    }),
    client.on('jobs.changed', ({ state }) => {
      if (state !== 'running') drop(keys.backups);
    }),
    client.on('database.restored', () => void queries.invalidateQueries()),
    client.on('database.changed', () => void queries.invalidateQueries()),
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** Shows a title's new figures in every list that holds it, marks long lists as old, and asks short ones again. */
async function mendTitle(client: Client, queries: QueryClient, id: MediaId): Promise<void> {
  const isList = (key: readonly unknown[]) => key[1] === 'list';
  void queries.invalidateQueries({ queryKey: keys.catalog, predicate: (query) => !isList(query.queryKey) });
  try {
    const fresh = await client.call('catalog.get', { id });
    queries.setQueriesData<unknown>({ queryKey: ['catalog', 'list'] }, (data: unknown) =>
      replaceTitle(data, fresh),
    );
  } catch (error) {
    // It went away meanwhile, or nobody is logged in any more: the lists below are asked again when they are seen.
    if (!(error instanceof AppError)) throw error;
  }
  void queries.invalidateQueries({ queryKey: ['catalog', 'list'], refetchType: 'none' });
}

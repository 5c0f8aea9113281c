// What the sync worker's store writes and doesn't.
import { expect, test } from 'vitest';
import type { Rating } from '#shared/domain/rating.ts';
import { addTitle, testCore } from '../../support/core.ts';
import { acknowledge, linkedStore, openDatabase, waiting } from '../../support/sync.ts';
import { writeField } from '#main/core/sync/write-field.ts';

test('a transaction in which nothing is new commits nothing', async () => {
  const app = await testCore();
  const { client, profile } = await app.register('Ada');
  const mediaId = await addTitle(client, 'Alien');
  await client.call('reviews.save', { mediaId, rating: 80 as Rating });
  const { store } = linkedStore(app, profile.id);
  acknowledge(store);
  store.transact(() => store.markSent([store.clock().last]));
  const other = openDatabase(app);
  const version = () => other.pragma('data_version', { simple: true });
  const before = version();
  store.transact(() => {
    expect(store.dirtyRows(10)).toEqual([]);
    store.saveFeed(store.feed());
    store.saveClock(store.clock());
    store.markSent([store.clock().last]);
  });
  expect(version()).toBe(before);
});

test('a field can be written by its name in records, and is an edit like any other', async () => {
  const app = await testCore();
  const { client, profile } = await app.register('Ada');
  const mediaId = await addTitle(client, 'Alien');
  await client.call('reviews.save', { mediaId, rating: 80 as Rating, body: 'Cold.' });
  const { sqlite, store } = linkedStore(app, profile.id);
  acknowledge(store);
  const { uid } = await client.call('catalog.get', { id: mediaId });
  sqlite.transaction(() => {
    const time = app.clock.now().toISOString();
    writeField(sqlite, { userId: profile.id, c: 'review', k: uid, field: 'rating', value: 50, time });
  })();
  expect(await client.call('reviews.mine', { mediaId })).toMatchObject({ rating: 50, body: 'Cold.' });
  expect((await client.call('catalog.get', { id: mediaId })).averageRating).toBe(50);
  expect(waiting(store).get(`review/${uid}`)?.v['rating']).toBe(50);
});

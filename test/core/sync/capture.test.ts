// What linked profiles write becomes records, whoever writes it.
import { describe, expect, test } from 'vitest';
import { msOf, noStamp } from '#shared/sync/stamp.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { addTitle, testCore } from '../../support/core.ts';
import { acknowledge, linkedStore, openDatabase, waiting } from '../../support/sync.ts';

const half = 50 as Rating;
const good = 80 as Rating;

test('what a profile holds waits to be sent from its link on, each as old as it is', async () => {
  const app = await testCore();
  const { client, profile } = await app.register('Ada');
  const mediaId = await addTitle(client, 'Alien');
  const saved = await client.call('reviews.save', { mediaId, rating: good, body: 'Cold.' });
  await client.call('favorites.set', { mediaId, on: true });
  app.clock.advance(86_400);
  const { store } = linkedStore(app, profile.id);
  const { uid } = await client.call('catalog.get', { id: mediaId });
  const records = waiting(store);
  expect([...records.keys()]).toEqual([`title/${uid}`, `review/${uid}`, `favorite/${uid}`]);
  const review = records.get(`review/${uid}`);
  expect(review?.v).toEqual({
    _x: 0,
    rating: good,
    body: { text: 'Cold.', spoiler: false },
    createdAt: saved.createdAt,
  });
  expect(new Date(msOf(review?.r ?? noStamp)).toISOString()).toBe(saved.updatedAt);
  expect(records.get(`title/${uid}`)?.v['identity']).toEqual({
    kind: 'movie',
    title: 'Alien',
    year: 1999,
    disambiguator: '',
  });
});

test('an edit stamps the fields that it changed, and no others', async () => {
  const app = await testCore();
  const { client, profile } = await app.register('Ada');
  const mediaId = await addTitle(client, 'Alien');
  await client.call('reviews.save', { mediaId, rating: good, body: 'Cold.' });
  const { store } = linkedStore(app, profile.id);
  acknowledge(store);
  expect(waiting(store).size).toBe(0);
  await client.call('reviews.save', { mediaId, rating: half });
  const [record] = waiting(store).values();
  expect(record?.v['rating']).toBe(half);
  expect(Object.keys(record?.o ?? {})).toEqual(['body', 'createdAt']);
});

test('a merge gives rows other keys, and taking it apart their own again', async () => {
  const app = await testCore();
  const { client, profile } = await app.register('Ada');
  const [keepId, dropId] = [await addTitle(client, 'Alien'), await addTitle(client, 'Aliens')];
  for (const mediaId of [dropId, keepId]) await client.call('reviews.save', { mediaId, rating: good });
  const { store } = linkedStore(app, profile.id);
  const { uid } = await client.call('catalog.get', { id: dropId });
  acknowledge(store);
  const { mergeId } = await client.call('catalog.merge', { keepId, dropId });
  expect(waiting(store).get(`review/${uid}`)?.v['_x']).toBe(1);
  acknowledge(store);
  await client.call('catalog.unmerge', { mergeId });
  expect(waiting(store).get(`review/${uid}`)?.v).toMatchObject({ _x: 0, rating: good });
});

test('rows whose ids come again, because the newest were erased, are captured', async () => {
  const app = await testCore();
  const { client, profile } = await app.register('Ada');
  const mediaId = await addTitle(client, 'Alien');
  const { sqlite, store } = linkedStore(app, profile.id);
  const note = { mediaId, playedOn: null, rating: null, tags: [] };
  await client.call('diary.log', { ...note, note: 'first' });
  acknowledge(store);
  sqlite.exec('DELETE FROM plays');
  acknowledge(store);
  await client.call('diary.log', { ...note, note: 'second' });
  expect([...waiting(store).values()].map(({ v }) => v['note'])).toEqual(['second']);
});

describe('nothing is captured', () => {
  test('while no profile is linked', async () => {
    const app = await testCore();
    const { client } = await app.register('Ada');
    const mediaId = await addTitle(client, 'Alien');
    await client.call('reviews.save', { mediaId, rating: good });
    await client.call('watchlist.set', { mediaId, on: true });
    const sqlite = openDatabase(app);
    for (const table of ['stamps', 'records', 'ranges', 'marks', 'gone', 'through'])
      expect(sqlite.prepare(`SELECT count(*) FROM sync_${table}`).pluck().get()).toBe(0);
  });
});

// Records come in any order: what needs a title or a list that isn't here yet is shown when that comes, however it comes.
import { expect, test } from 'vitest';
import { edit, type SyncRecord } from '#shared/sync/record.ts';
import { makeStamp, type NodeId, type Stamp } from '#shared/sync/stamp.ts';
import type { SqliteStore } from '#main/core/sync/sqlite-store.ts';
import { mediaUid } from '#main/core/catalog/media-uid.ts';
import { addTitle, testCore } from '../../support/core.ts';
import { linkedStore } from '../../support/sync.ts';

const identity = { kind: 'movie', title: 'Alien', year: 1999, disambiguator: '' };
const alien = mediaUid(identity).toString('hex');
const list = 'ab'.repeat(16);
const createdAt = '2024-05-06T07:08:09.000Z';
const record = (values: SyncRecord['v']) =>
  edit(undefined, values, makeStamp(Date.parse(createdAt), 0, 'cd'.repeat(8) as NodeId), 1);
const title = record({
  identity,
  creator: null,
  genres: ['Horror'],
  runtime: 117,
  description: null,
  externalIds: [],
});

function receive(store: SqliteStore, c: string, k: string, arriving: SyncRecord): void {
  store.transact(() =>
    store.saveRow(c, k, { record: arriving, dirty: false, ackedAt: 1, scan: 0, refused: null }),
  );
}

test('a review, a play and a place on a list are shown when their title and list have come', async () => {
  const app = await testCore();
  const { client, profile } = await app.register('Ada');
  const { store } = linkedStore(app, profile.id);
  receive(store, 'review', alien, record({ rating: 90, body: null, createdAt }));
  receive(store, 'item', `${list}/${alien}`, record({ position: 'a0', note: null, createdAt }));
  receive(
    store,
    'list',
    list,
    record({ name: 'Best', description: null, ranked: false, tags: [], createdAt }),
  );
  expect((await client.call('lists.index', {})).map(({ name, count }) => ({ name, count }))).toEqual([
    { name: 'Best', count: 0 },
  ]);
  expect((await client.call('catalog.list', {})).items).toEqual([]);
  receive(store, 'title', alien, title);
  const [shown] = (await client.call('catalog.list', {})).items;
  expect(shown).toMatchObject({ title: 'Alien', averageRating: 90, genres: ['Horror'] });
  expect((await client.call('lists.index', {})).map(({ count }) => count)).toEqual([1]);
  expect((await client.call('catalog.search', { text: 'alien' })).items.length).toBe(1);
});

test('a title that somebody adds here is what a review waited for', async () => {
  const app = await testCore();
  const { client, profile } = await app.register('Ada');
  const { store } = linkedStore(app, profile.id);
  receive(store, 'review', alien, record({ rating: 90, body: null, createdAt }));
  const mediaId = await addTitle(client, 'Alien');
  expect(await client.call('reviews.mine', { mediaId })).toBe(null);
  store.transact(() => undefined);
  expect((await client.call('reviews.mine', { mediaId }))?.rating).toBe(90);
});

test('what is not valid is kept and not shown', async () => {
  const app = await testCore();
  const { client, profile } = await app.register('Ada');
  const { store } = linkedStore(app, profile.id);
  const mediaId = await addTitle(client, 'Alien');
  const wrong = record({ rating: 900, body: 'no body', createdAt, mood: 'light' });
  receive(store, 'review', alien, wrong);
  receive(store, 'mood', 'tired', record({ since: 'Monday' }));
  expect(await client.call('reviews.mine', { mediaId })).toBe(null);
  store.transact(() => {
    expect(store.row('review', alien)?.record).toEqual(wrong);
    expect(store.row('mood', 'tired')?.record.v).toEqual({ since: 'Monday', _x: 0 });
  });
});

test('a stamp that is replaced may become the newest of its record', async () => {
  const app = await testCore();
  const { profile } = await app.register('Ada');
  const { store } = linkedStore(app, profile.id);
  const [first, second, third] = [1, 2, 3].map((ms) => makeStamp(ms, 0, 'cd'.repeat(8) as NodeId)) as [
    Stamp,
    Stamp,
    Stamp,
  ];
  const mixed = edit(
    edit(undefined, { mood: 'light', since: 'Monday' }, first, 1),
    { mood: 'dark' },
    second,
    1,
  );
  receive(store, 'mood', 'a', mixed);
  store.transact(() => store.replaceStamps(new Map([[first, third]])));
  store.transact(() => {
    const { record: renewed } = store.row('mood', 'a') ?? {};
    expect(renewed).toEqual({ s: 1, r: third, o: { mood: second, _x: second }, v: mixed.v });
  });
});

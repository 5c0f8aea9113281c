import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Rating } from '#shared/domain/rating.ts';
import { addTitle, testCore } from '../support/core.ts';

const r = (tenths: number) => tenths as Rating;

test('one review per person and title: saving again edits it and keeps what is left out', async () => {
  const { client } = await (await testCore()).register('Ada');
  const mediaId = await addTitle(client, 'Heat');
  const first = await client.call('reviews.save', {
    mediaId,
    rating: r(87),
    body: 'Two\nlines 🎬',
    spoiler: true,
  });
  expect(first).toMatchObject({
    rating: 87,
    body: 'Two\nlines 🎬',
    spoiler: true,
    own: true,
    author: { name: 'Ada' },
  });
  const second = await client.call('reviews.save', { mediaId, rating: r(91) });
  expect(second).toMatchObject({
    rating: 91,
    body: 'Two\nlines 🎬',
    spoiler: true,
    createdAt: first.createdAt,
  });
  expect(await client.call('reviews.mine', { mediaId })).toEqual(second);
  expect(await client.call('catalog.get', { id: mediaId })).toMatchObject({
    ratingCount: 1,
    averageRating: 91,
    mine: { rating: 91, reviewed: true },
  });
});

test.each([
  [{ rating: 9 as Rating }, 'rating'],
  [{ rating: 101 as Rating }, 'rating'],
  [{ rating: 85.5 as Rating }, 'rating'],
  [{ rating: '85' as never }, 'rating'],
  [{ rating: null, body: '   ' }, 'rating'],
  [{ rating: r(80), body: 'x'.repeat(20_001) }, 'body'],
  [{ rating: r(80), body: 'a\0b' }, 'body'],
])('a review of %j is refused, naming the field %s', async (review, field) => {
  const { client } = await (await testCore()).register('Ada');
  const mediaId = await addTitle(client, 'Heat');
  await expect(client.call('reviews.save', { mediaId, ...review })).rejects.toMatchObject({
    code: 'invalid_input',
    details: { field },
  });
  expect(await client.call('reviews.mine', { mediaId })).toBeNull();
});

test('a title that is not there cannot be reviewed, kept or listed', async () => {
  const { client } = await (await testCore()).register('Ada');
  const mediaId = 999 as never;
  for (const call of [
    client.call('reviews.save', { mediaId, rating: r(80) }),
    client.call('reviews.delete', { mediaId }),
    client.call('reviews.listForMedia', { mediaId }),
    client.call('favorites.set', { mediaId, on: true }),
  ]) {
    await expect(call).rejects.toMatchObject({ code: 'not_found', details: { mediaId } });
  }
});

test('whatever is saved and deleted, the totals of a title are those of its reviews', async () => {
  const setup = await testCore();
  const people = await Promise.all(['Ada', 'Ben', 'Eve'].map((name) => setup.register(name)));
  const mediaId = await addTitle(people[0]?.client as never, 'Heat');
  const ratings = new Map<number, number | null>();
  await fc.assert(
    fc.asyncProperty(
      fc.nat(2),
      fc.option(fc.integer({ min: 10, max: 100 })),
      fc.boolean(),
      async (who, rating, remove) => {
        const client = people[who]?.client;
        if (!client) throw new Error('nobody');
        if (remove) {
          await client.call('reviews.delete', { mediaId }).catch(() => undefined);
          ratings.delete(who);
        } else {
          await client.call('reviews.save', { mediaId, rating: rating as Rating | null, body: 'text' });
          ratings.set(who, rating);
        }
        const known = [...ratings.values()].filter((value) => value !== null);
        const sum = known.reduce((total, value) => total + value, 0);
        const title = await client.call('catalog.get', { id: mediaId });
        expect(title.ratingCount).toBe(known.length);
        expect(title.averageRating).toBe(known.length === 0 ? null : sum / known.length);
        expect(title.weightedRating).toBeCloseTo(
          known.length === 0 ? 0 : (sum + 5 * 65) / (known.length + 5),
          10,
        );
        expect(title.histogram.reduce((total, value) => total + value, 0)).toBe(known.length);
      },
    ),
    { numRuns: 60 },
  );
});

test('the leaderboard puts many good ratings before one perfect one, and shows the plain average', async () => {
  const setup = await testCore();
  const people = await Promise.all(['Ada', 'Ben', 'Eve', 'Joe'].map((name) => setup.register(name)));
  const [ada] = people;
  if (!ada) throw new Error('nobody');
  const lone = await addTitle(ada.client, 'Lone');
  const loved = await addTitle(ada.client, 'Loved');
  const song = await addTitle(ada.client, 'Song', { kind: 'song', creator: 'Somebody' });
  await addTitle(ada.client, 'Unrated');
  await ada.client.call('reviews.save', { mediaId: lone, rating: r(100) });
  for (const { client } of people) await client.call('reviews.save', { mediaId: loved, rating: r(95) });
  await ada.client.call('reviews.save', { mediaId: song, rating: r(70) });
  const top = await ada.client.call('catalog.topRated', { limit: 10 });
  expect(top.map((title) => [title.title, title.averageRating, title.ratingCount])).toEqual([
    ['Loved', 95, 4],
    ['Lone', 100, 1],
    ['Song', 70, 1],
  ]);
  expect((await ada.client.call('catalog.topRated', { kind: 'song' })).map((title) => title.title)).toEqual([
    'Song',
  ]);
});

test('others’ reviews come newest first, page by page, without one’s own', async () => {
  const setup = await testCore();
  const ada = await setup.register('Ada');
  const mediaId = await addTitle(ada.client, 'Heat');
  await ada.client.call('reviews.save', { mediaId, rating: r(50) });
  for (const name of ['Ben', 'Eve', 'Joe'])
    await (await setup.register(name)).client.call('reviews.save', { mediaId, body: `by ${name}` });
  const first = await ada.client.call('reviews.listForMedia', { mediaId, limit: 2 });
  const second = await ada.client.call('reviews.listForMedia', {
    mediaId,
    limit: 2,
    cursor: first.nextCursor,
  });
  expect([...first.items, ...second.items].map((review) => review.author.name)).toEqual([
    'Joe',
    'Eve',
    'Ben',
  ]);
  expect(second.nextCursor).toBeNull();
  expect((await ada.client.call('reviews.recent', {})).map((review) => review.author.name)).toEqual([
    'Joe',
    'Eve',
    'Ben',
    'Ada',
  ]);
  expect((await ada.client.call('reviews.recent', { by: 'me' })).map((review) => review.media.title)).toEqual(
    ['Heat'],
  );
});

test('a new review by another person on a favourite is news until it is looked at; edits and own reviews are not', async () => {
  const setup = await testCore();
  const ada = await setup.register('Ada');
  const ben = await setup.register('Ben');
  const mediaId = await addTitle(ada.client, 'Heat');
  const other = await addTitle(ada.client, 'Alien');
  await ada.client.call('favorites.set', { mediaId, on: true });
  await ada.client.call('reviews.save', { mediaId, rating: r(90) });
  await ben.client.call('reviews.save', { mediaId: other, rating: r(90) });
  expect((await ada.client.call('notifications.list', {})).items).toEqual([]);
  await ben.client.call('reviews.save', { mediaId, rating: r(80) });
  const news = await ada.client.call('notifications.list', {});
  expect(news).toMatchObject({
    unread: 1,
    items: [{ media: { title: 'Heat' }, author: { name: 'Ben' }, rating: 80, read: false }],
  });
  await ada.client.call('notifications.markRead', {});
  await ben.client.call('reviews.save', { mediaId, rating: r(85) });
  expect(await ada.client.call('notifications.list', { unreadOnly: true })).toEqual({ items: [], unread: 0 });
  await ben.client.call('reviews.delete', { mediaId });
  expect((await ada.client.call('notifications.list', {})).items).toEqual([]);
  await ben.client.call('reviews.save', { mediaId, rating: r(70) });
  expect((await ada.client.call('notifications.list', {})).unread).toBe(1);
  expect((await ben.client.call('notifications.list', {})).items).toEqual([]);
});

test('favourites and the watchlist can be set twice and taken back', async () => {
  const { client } = await (await testCore()).register('Ada');
  const mediaId = await addTitle(client, 'Heat');
  const mine = async () => (await client.call('catalog.get', { id: mediaId })).mine;
  for (const on of [true, true]) await client.call('favorites.set', { mediaId, on });
  await client.call('watchlist.set', { mediaId, on: true });
  expect(await mine()).toMatchObject({ favorite: true, watchlist: true });
  for (const on of [false, false]) await client.call('favorites.set', { mediaId, on });
  expect(await mine()).toMatchObject({ favorite: false, watchlist: true });
});

test('events reach everybody they concern and nobody else', async () => {
  const setup = await testCore();
  const ada = await setup.register('Ada');
  const ben = await setup.register('Ben');
  const heard: string[] = [];
  for (const { client, profile } of [ada, ben]) {
    client.on('review.saved', () => heard.push(`review:${profile.name}`));
    client.on('shelves.changed', () => heard.push(`shelf:${profile.name}`));
  }
  const mediaId = await addTitle(ada.client, 'Heat');
  await ada.client.call('reviews.save', { mediaId, rating: r(80) });
  await ada.client.call('favorites.set', { mediaId, on: true });
  expect(heard).toEqual(['review:Ada', 'review:Ben', 'shelf:Ada']);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Client } from '#shared/api/client.ts';
import type { MethodInput } from '#shared/api/index.ts';
import { addTitle, movie, testCore } from '../support/core.ts';

const titles = async (client: Client, input: MethodInput<'catalog.list'> = {}) =>
  (await client.call('catalog.list', input)).items.map((item) => item.title);

test('a title is kept with all its facts', async () => {
  const { client } = await (await testCore()).register('Ada');
  const added = await client.call('catalog.add', {
    kind: 'movie',
    title: '  The Matrix ',
    year: 1999,
    creator: 'Lana & Lilly Wachowski',
    genres: ['Science fiction', 'Action', 'action'],
    runtime: 136,
    description: 'A hacker learns the truth.\nThen flies.',
    externalIds: { imdb: 'tt0133093' },
  });
  expect(added).toMatchObject({
    title: 'The Matrix',
    slug: 'the-matrix-1999',
    genres: ['Science fiction', 'Action'],
    externalIds: { imdb: ['tt0133093'] },
    averageRating: null,
    ratingCount: 0,
    editable: true,
  });
  expect(await client.call('catalog.get', { id: added.id })).toEqual(added);
});

test('a duplicate is answered with the title that is there, by name or by external id', async () => {
  const { client } = await (await testCore()).register('Ada');
  const id = await addTitle(client, 'Pinocchio', { year: 2022, externalIds: { imdb: 'tt1488589' } });
  const there = {
    code: 'conflict',
    details: { reason: 'duplicate_title', mediaId: id, title: 'Pinocchio', deleted: false },
  };
  await expect(client.call('catalog.add', movie('PINOCCHIO!', { year: 2022 }))).rejects.toMatchObject(there);
  await expect(
    client.call('catalog.add', movie('Guillermo', { externalIds: { imdb: 'tt1488589' } })),
  ).rejects.toMatchObject(there);
  expect(await addTitle(client, 'Pinocchio', { year: 2022, disambiguator: 'Robert Zemeckis' })).not.toBe(id);
});

test('two songs of one name and year are two where their artists differ', async () => {
  const { client } = await (await testCore()).register('Ada');
  const one = await addTitle(client, 'Hurt', { kind: 'song', creator: 'Johnny Cash' });
  expect(await addTitle(client, 'Hurt', { kind: 'song', creator: 'Christina Aguilera' })).not.toBe(one);
  await expect(
    client.call('catalog.add', movie('Hurt', { kind: 'song', creator: 'JOHNNY CASH feat. Nobody' })),
  ).rejects.toMatchObject({ code: 'conflict' });
});

test.each([
  [{ title: '' }, 'title'],
  [{ title: '   ' }, 'title'],
  [{ title: 'x'.repeat(300) }, 'title'],
  [{ title: 'a\nb' }, 'title'],
  [{ title: 'a\0b' }, 'title'],
  [{ title: '\ud800' }, 'title'],
  [{ year: 1700 }, 'year'],
  [{ year: 3000 }, 'year'],
  [{ year: 1999.5 }, 'year'],
  [{ kind: 'song' as const, creator: null }, 'creator'],
  [{ runtime: -1 }, 'runtime'],
  [{ kind: 'opera' as never }, 'kind'],
])('a title with %j is refused, naming the field %s', async (rest, field) => {
  const { client } = await (await testCore()).register('Ada');
  await expect(client.call('catalog.add', movie('X', rest))).rejects.toMatchObject({
    code: 'invalid_input',
    details: { field },
  });
  expect((await client.call('catalog.list', {})).total).toBe(0);
});

test('editing replaces the facts, what search finds and the identity; another title in the way is named', async () => {
  const { client } = await (await testCore()).register('Ada');
  const id = await addTitle(client, 'Sevn', { year: 1995, genres: ['Drama'] });
  const other = await addTitle(client, 'Heat', { year: 1995 });
  await client.call('catalog.edit', { id, draft: movie('Se7en', { year: 1995, genres: ['Crime'] }) });
  expect((await client.call('catalog.search', { text: 'se7' })).items.map((item) => item.id)).toEqual([id]);
  expect((await client.call('catalog.search', { text: 'sevn' })).items).toEqual([]);
  expect((await client.call('catalog.search', { text: 'crime' })).items.map((item) => item.id)).toEqual([id]);
  await expect(
    client.call('catalog.edit', { id, draft: movie('Heat', { year: 1995 }) }),
  ).rejects.toMatchObject({
    code: 'conflict',
    details: { mediaId: other },
  });
});

test('only who added a title, or a moderator, may change it', async () => {
  const { register } = await testCore();
  const ada = await register('Ada');
  const ben = await register('Ben');
  const eve = await register('Eve');
  const id = await addTitle(ben.client, 'Heat');
  await expect(eve.client.call('catalog.delete', { id })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(eve.client.call('catalog.edit', { id, draft: movie('Cold') })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await ada.client.call('profiles.setRole', { userId: eve.profile.id, role: 'moderator' });
  expect((await eve.client.call('catalog.get', { id })).editable).toBe(true);
  await eve.client.call('catalog.delete', { id });
});

test('a deleted title is gone from lists and search, and comes back whole', async () => {
  const { client } = await (await testCore()).register('Ada');
  const id = await addTitle(client, 'Heat', { creator: 'Michael Mann', genres: ['Crime'] });
  await client.call('reviews.save', { mediaId: id, rating: 90 as never });
  const before = await client.call('catalog.get', { id });
  await client.call('catalog.delete', { id });
  await expect(client.call('catalog.get', { id })).rejects.toMatchObject({ code: 'not_found' });
  expect((await client.call('catalog.search', { text: 'heat' })).items).toEqual([]);
  expect(await client.call('catalog.topRated', {})).toEqual([]);
  expect(await client.call('catalog.restore', { id })).toEqual({
    ...before,
    updatedAt: expect.any(String) as string,
  });
  expect((await client.call('catalog.search', { text: 'mann crime' })).items.map((item) => item.id)).toEqual([
    id,
  ]);
  // Adding it anew brings back the same title instead of a second one.
  await client.call('catalog.delete', { id });
  expect(await addTitle(client, 'Heat')).toBe(id);
});

test('every sort gives every title once, page by page, in both directions', async () => {
  const { client } = await (await testCore()).register('Ada');
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('title', 'added', 'year', 'rating', 'mine'),
      fc.boolean(),
      fc.integer({ min: 1, max: 7 }),
      async (sort, descending, limit) => {
        if ((await client.call('catalog.counts', {})).movie === 0) {
          for (let index = 0; index < 23; index++) {
            const mediaId = await addTitle(client, `Film ${index % 5}`, {
              year: index % 4 === 0 ? null : 1990 + (index % 3),
              disambiguator: String(index),
            });
            if (index % 2 === 0)
              await client.call('reviews.save', { mediaId, rating: (10 + (index % 3) * 30) as never });
          }
        }
        const seen: number[] = [];
        const whole = (await client.call('catalog.list', { sort, descending, limit: 200 })).items.map(
          (item) => item.id as number,
        );
        let cursor: string | null = null;
        do {
          const page: { items: { id: number }[]; nextCursor: string | null } = await client.call(
            'catalog.list',
            { sort, descending, limit, cursor },
          );
          seen.push(...page.items.map((item) => item.id));
          cursor = page.nextCursor;
        } while (cursor !== null);
        expect(seen).toEqual(whole);
        expect(new Set(seen).size).toBe(sort === 'mine' ? 12 : 23);
      },
    ),
    { numRuns: 40 },
  );
});

test('a cursor of another sort, or rubbish, is refused', async () => {
  const { client } = await (await testCore()).register('Ada');
  for (const cursor of ['rubbish', '["year",1,2]', '[1]', '["title",{},1]']) {
    await expect(client.call('catalog.list', { cursor })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { field: 'cursor' },
    });
  }
});

test('filters narrow the list and its total', async () => {
  const { client } = await (await testCore()).register('Ada');
  const heat = await addTitle(client, 'Heat', { year: 1995, creator: 'Michael Mann', genres: ['Crime'] });
  const ali = await addTitle(client, 'Ali', { year: 2001, creator: 'michael mann', genres: ['Drama'] });
  await addTitle(client, 'Hurt', { kind: 'song', creator: 'Johnny Cash', year: 2002 });
  await addTitle(client, 'Unknown', { year: null });
  await client.call('reviews.save', { mediaId: heat, rating: 90 as never });
  await client.call('favorites.set', { mediaId: ali, on: true });
  await client.call('watchlist.set', { mediaId: heat, on: true });
  const list = async (filter: MethodInput<'catalog.list'>['filter']) => {
    const { items, total } = await client.call('catalog.list', { filter });
    expect(total).toBe(items.length);
    return items.map((item) => item.title);
  };
  expect(await list({})).toEqual(['Ali', 'Heat', 'Hurt', 'Unknown']);
  expect(await list({ kind: 'song' })).toEqual(['Hurt']);
  expect(await list({ genre: 'Crime' })).toEqual(['Heat']);
  expect(await list({ creator: 'MICHAEL MANN' })).toEqual(['Ali', 'Heat']);
  expect(await list({ yearFrom: 1995, yearTo: 2001 })).toEqual(['Ali', 'Heat']);
  expect(await list({ yearTo: 2001 })).toEqual(['Ali', 'Heat']);
  expect(await list({ ratingFrom: 80 as never })).toEqual(['Heat']);
  expect(await list({ ratingTo: 80 as never })).toEqual([]);
  expect(await list({ shelf: 'rated' })).toEqual(['Heat']);
  expect(await list({ shelf: 'unrated' })).toEqual(['Ali', 'Hurt', 'Unknown']);
  expect(await list({ shelf: 'favorites' })).toEqual(['Ali']);
  expect(await list({ shelf: 'watchlist', kind: 'movie' })).toEqual(['Heat']);
});

test('alphabetical lists go past articles', async () => {
  const { client } = await (await testCore()).register('Ada');
  for (const title of ['The Matrix', 'Alien', 'A Bug’s Life', 'Zodiac']) await addTitle(client, title);
  expect(await titles(client)).toEqual(['Alien', 'A Bug’s Life', 'The Matrix', 'Zodiac']);
});

test('search finds words and prefixes of titles, creators and genres, accents or not, best first', async () => {
  const { client } = await (await testCore()).register('Ada');
  const add = (title: string, rest = {}) => addTitle(client, title, rest);
  const matrix = await add('The Matrix', { creator: 'Wachowski', genres: ['Action'] });
  const reloaded = await add('The Matrix Reloaded', { year: 2003 });
  const animatrix = await add('Enter the Matrix: Making Of', { year: 2004 });
  const amelie = await add('Le fabuleux destin d’Amélie Poulain', { creator: 'Jean-Pierre Jeunet' });
  const tokyo = await add('東京物語', { year: 1953 });
  const bang = await add('!!!', { kind: 'song', creator: 'Chk Chk Chk' });
  const search = async (text: string, kind?: 'movie' | 'song') =>
    (await client.call('catalog.search', { text, ...(kind ? { kind } : {}) })).items.map((item) => item.id);
  expect(await search('matrix')).toEqual([matrix, reloaded, animatrix]);
  expect(await search('MATR')).toEqual([matrix, reloaded, animatrix]);
  expect(await search('the matrix rel')).toEqual([reloaded]);
  expect(await search('wachowski act')).toEqual([matrix]);
  expect(await search('amelie')).toEqual([amelie]);
  expect(await search('jeunét')).toEqual([amelie]);
  expect(await search('東京')).toEqual([tokyo]);
  expect(await search('!!!')).toEqual([bang]);
  expect(await search('chk', 'movie')).toEqual([]);
  expect(await search('')).toEqual([]);
});

test('whatever is typed, search answers', async () => {
  const { client } = await (await testCore()).register('Ada');
  await addTitle(client, 'Heat "quoted" NEAR(x) AND OR NOT *');
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ maxLength: 60 }),
        fc.constantFrom('"', '*', 'AND', 'NEAR(', 'title:heat', '^heat', '(', "'", '-heat'),
      ),
      async (text) => {
        expect((await client.call('catalog.search', { text })).items.length).toBeLessThanOrEqual(1);
      },
    ),
  );
  expect((await client.call('catalog.search', { text: '"quoted" NEAR(x)' })).items).toHaveLength(1);
});

test('searches and leaderboards are cached until a commit makes them wrong', async () => {
  const { client } = await (await testCore()).register('Ada');
  const id = await addTitle(client, 'Heat');
  const search = () => client.call('catalog.search', { text: 'heat' });
  expect((await search()).cached).toBe(false);
  expect((await search()).cached).toBe(true);
  await client.call('reviews.save', { mediaId: id, rating: 80 as never });
  const after = await search();
  expect(after).toMatchObject({ cached: false, items: [{ averageRating: 80, mine: { rating: 80 } }] });
  const { caches } = await client.call('diagnostics.get', {});
  expect(caches.find((cache) => cache.name === 'searches')).toMatchObject({
    hits: 1,
    misses: 2,
    size: 1,
    lifetime: 120,
  });
});

test('what another process writes empties the cache and is announced', async () => {
  const setup = await testCore();
  const { client, profile } = await setup.register('Ada');
  await addTitle(client, 'Heat');
  await client.call('catalog.search', { text: 'heat' });
  const other = await testCore(setup.dataFolder, setup.clock);
  const terminal = other.connect('tty').client;
  await terminal.call('profiles.login', { who: profile.name, password: 'quiet-otter-lamp-42' });
  const told = new Promise<void>((resolve) => void client.on('database.changed', () => resolve()));
  await terminal.call('catalog.add', movie('Heat Wave'));
  expect((await client.call('catalog.search', { text: 'heat' })).items).toHaveLength(2);
  await told;
});

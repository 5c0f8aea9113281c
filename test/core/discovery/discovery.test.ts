import Database from 'better-sqlite3';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Client } from '#shared/api/client.ts';
import type { MediaId } from '#shared/api/contract.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { addTitle, testCore, type TestCore } from '../../support/core.ts';
import { endOfJob } from '../jobs/support.ts';

const r = (tenths: number) => tenths as Rating;
const ids = (items: readonly { id: MediaId }[]) => items.map((item) => item.id);

/** Two circles: some people love the first twelve titles, others the last twelve. Ada is new. */
async function village() {
  const setup = await testCore();
  const ada = await setup.register('Ada');
  const titles: MediaId[] = [];
  for (let number = 0; number < 24; number++) {
    const first = number < 12;
    titles.push(
      await addTitle(
        ada.client,
        `${first ? 'Space' : 'Love'} ${String.fromCodePoint(65 + number).repeat(4)}`,
        {
          year: (first ? 1980 : 2000) + (number % 12),
          creator: `${first ? 'Ridley' : 'Nora'} ${number % 4}`,
          genres: [first ? 'Sci-Fi' : 'Romance', number % 2 === 0 ? 'Drama' : 'Comedy'],
          runtime: 80 + number * 5,
        },
      ),
    );
  }
  for (let person = 0; person < 6; person++) {
    const { client } = await setup.register(`Person ${person}`);
    for (const [number, mediaId] of titles.entries()) {
      if ((number + person) % 5 === 0) continue;
      const own = number < 12 === person < 3;
      await client.call('reviews.save', { mediaId, rating: r(own ? 85 + (number % 3) * 5 : 20) });
    }
  }
  return { setup, ada, titles };
}

const recommend = async (
  client: Client,
  input: { limit?: number; kind?: 'movie' | 'song'; genre?: string } = {},
) => (await client.call('discovery.recommend', input)).items;

/** Writes what no method of this milestone does. */
function onDatabase(setup: TestCore, work: (sqlite: Database.Database) => void): void {
  const sqlite = new Database(join(setup.dataFolder, 'mediary.sqlite3'));
  work(sqlite);
  sqlite.close();
}

function logPlay(setup: TestCore, userId: number, mediaId: number, playedOn: string): void {
  onDatabase(setup, (sqlite) =>
    sqlite
      .prepare(
        `INSERT INTO plays (uid, user_id, media_id, played_on, created_at, updated_at) VALUES (randomblob(16), ?, ?, ?, '2026-03-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z')`,
      )
      .run(userId, mediaId, playedOn),
  );
}

test('the first rating changes the page, and it follows the circle that the profile belongs to', async () => {
  const { ada, titles } = await village();
  const before = await recommend(ada.client);
  expect(before[0]?.reason.because).toBe('popular');
  await ada.client.call('reviews.save', { mediaId: titles[3] as MediaId, rating: r(95) });
  const after = await recommend(ada.client);
  expect(ids(after)).not.toEqual(ids(before));
  const loved = new Set(titles.slice(0, 12));
  expect(after.slice(0, 6).filter((item) => loved.has(item.id)).length).toBeGreaterThanOrEqual(5);
  await ada.client.call('reviews.save', { mediaId: titles[3] as MediaId, rating: r(10) });
  await ada.client.call('reviews.save', { mediaId: titles[15] as MediaId, rating: r(95) });
  expect(
    (await recommend(ada.client)).slice(0, 6).filter((item) => loved.has(item.id)).length,
  ).toBeLessThanOrEqual(1);
});

test('what was reviewed, played or dismissed never comes, and a dismissal can be taken back', async () => {
  const { setup, ada, titles } = await village();
  const all = await recommend(ada.client, { limit: 100 });
  expect(new Set(ids(all))).toEqual(new Set(titles));
  expect(all).toHaveLength(titles.length);
  const [first, second, third, fourth] = ids(all) as [MediaId, MediaId, MediaId, MediaId];
  await ada.client.call('reviews.save', { mediaId: first, rating: r(90) });
  await ada.client.call('reviews.save', { mediaId: second, body: 'No rating, a text.' });
  logPlay(setup, ada.profile.id, third, '2020-01-01');
  await ada.client.call('discovery.dismiss', { mediaId: fourth, on: true });
  await ada.client.call('discovery.dismiss', { mediaId: fourth, on: true });
  const left = ids(await recommend(ada.client, { limit: 100 }));
  expect(left).toHaveLength(titles.length - 4);
  for (const gone of [first, second, third, fourth]) expect(left).not.toContain(gone);
  const gems = ids(await ada.client.call('discovery.hiddenGems', { limit: 100 }));
  for (const gone of [first, second, third, fourth]) expect(gems).not.toContain(gone);
  await ada.client.call('discovery.dismiss', { mediaId: fourth, on: false });
  expect(ids(await recommend(ada.client, { limit: 100 }))).toContain(fourth);
});

test('every reason is true', async () => {
  const { ada, titles } = await village();
  await ada.client.call('reviews.save', { mediaId: titles[0] as MediaId, rating: r(95) });
  await ada.client.call('reviews.save', { mediaId: titles[1] as MediaId, rating: r(80) });
  await ada.client.call('reviews.save', { mediaId: titles[14] as MediaId, rating: r(15) });
  await ada.client.call('favorites.set', { mediaId: titles[2] as MediaId, on: true });
  await addTitle(ada.client, 'Brand new', { creator: 'Ridley 0', genres: ['Sci-Fi'] });
  const items = await recommend(ada.client, { limit: 100 });
  expect(items.find((item) => item.title === 'Brand new')?.reason).toEqual({
    because: 'creator',
    creator: 'Ridley 0',
  });
  expect(items.some((item) => item.reason.because === 'rated')).toBe(true);
  for (const { reason, ...item } of items) {
    if (reason.because === 'rated') {
      const known = await ada.client.call('reviews.mine', { mediaId: reason.media.id });
      expect(known?.rating).toBe(reason.rating);
      expect(reason.rating).toBeGreaterThanOrEqual(80);
    }
    if (reason.because === 'favorite') expect(reason.media.id).toBe(titles[2]);
    if (reason.because === 'creator') expect(reason.creator).toBe(item.creator);
    if (reason.because === 'genres') for (const genre of reason.genres) expect(item.genres).toContain(genre);
    if (reason.because === 'popular')
      expect(reason).toMatchObject({ ratingCount: item.ratingCount, averageRating: item.averageRating });
  }
});

test('the same library gives the same answers, also after a restart, which needs no new model', async () => {
  const { setup, ada, titles } = await village();
  await ada.client.call('reviews.save', { mediaId: titles[3] as MediaId, rating: r(95) });
  await recommend(ada.client);
  const file = join(setup.dataFolder, 'discovery-model.bin');
  await expect.poll(() => existsSync(file)).toBe(true);
  const before = await recommend(ada.client, { limit: 50 });
  expect(await recommend(ada.client, { limit: 50 })).toEqual(before);
  for (const damage of [false, true]) {
    const again = await setup.reopen();
    if (damage) writeFileSync(file, 'nonsense');
    const { client } = again.connect();
    await client.call('profiles.login', { who: 'Ada', password: 'quiet-otter-lamp-42' });
    expect(ids(await recommend(client, { limit: 50 }))).toEqual(ids(before));
  }
});

test('a kind and a genre narrow the page', async () => {
  const { ada } = await village();
  await addTitle(ada.client, 'A song', { kind: 'song', creator: 'Somebody', genres: ['Pop'] });
  const romance = await recommend(ada.client, { genre: 'romance', limit: 50 });
  expect(romance).toHaveLength(12);
  for (const item of romance) expect(item.genres).toContain('Romance');
  expect((await recommend(ada.client, { kind: 'song' })).map((item) => item.title)).toEqual(['A song']);
  expect(await recommend(ada.client, { genre: 'Nothing' })).toEqual([]);
});

test('without any title there is nothing, and without any rating there is something', async () => {
  const { client } = await (await testCore()).register('Ada');
  expect(await recommend(client)).toEqual([]);
  expect(await client.call('discovery.pick', {})).toBeNull();
  const mediaId = await addTitle(client, 'Heat');
  expect(await recommend(client)).toMatchObject([{ id: mediaId, reason: { because: 'untried' } }]);
});

test('also liked: the neighbours of a title are of its circle, without itself', async () => {
  const { ada, titles } = await village();
  const near = await ada.client.call('discovery.similar', { mediaId: titles[13] as MediaId, limit: 8 });
  expect(near).toHaveLength(8);
  expect(ids(near)).not.toContain(titles[13]);
  const circle = new Set(titles.slice(12));
  expect(near.filter((item) => circle.has(item.id)).length).toBeGreaterThanOrEqual(7);
  await expect(ada.client.call('discovery.similar', { mediaId: 999 })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('trending: a fresh play beats two of a month ago', async () => {
  const setup = await testCore();
  const { client, profile } = await setup.register('Ada');
  const [old, fresh, song] = [
    await addTitle(client, 'Old'),
    await addTitle(client, 'Fresh'),
    await addTitle(client, 'Song', { kind: 'song', creator: 'X' }),
  ];
  for (const day of ['2026-02-01', '2026-02-02']) logPlay(setup, profile.id, old, day);
  logPlay(setup, profile.id, fresh, '2026-02-28');
  logPlay(setup, profile.id, song, '2026-02-22');
  logPlay(setup, profile.id, song, '2019');
  const hot = await client.call('discovery.trending', {});
  expect(ids(hot)).toEqual([fresh, song, old]);
  expect(hot[1]?.heat).toBeCloseTo(0.5 ** ((7 + 10 / 24) / 7), 3);
  expect(ids(await client.call('discovery.trending', { kind: 'song' }))).toEqual([song]);
});

test('on this day: the plays of earlier years, the newest first, nobody else’s', async () => {
  const setup = await testCore();
  const ada = await setup.register('Ada');
  const ben = await setup.register('Ben');
  const mediaId = await addTitle(ada.client, 'Heat');
  const now = setup.clock.now();
  const day = `${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
  for (const date of [`2019-${day}`, `2024-${day}`, `2026-${day}`, '2023-07-07', '2022'])
    logPlay(setup, ada.profile.id, mediaId, date);
  logPlay(setup, ben.profile.id, mediaId, `2021-${day}`);
  const memories = await ada.client.call('discovery.onThisDay', {});
  expect(memories.map((play) => play.playedOn)).toEqual([`2024-${day}`, `2019-${day}`]);
  expect(memories[0]?.media.title).toBe('Heat');
});

test('pick: fits mood and time, prefers the watchlist, and another one is another one', async () => {
  const { ada, titles } = await village();
  const pick = await ada.client.call('discovery.pick', { mood: 'light', longestMinutes: 120 });
  expect(pick?.genres).toContain('Comedy');
  const details = await ada.client.call('catalog.get', { id: pick?.id as MediaId });
  expect(details.runtime).toBeLessThanOrEqual(120);
  expect(await ada.client.call('discovery.pick', { mood: 'light', longestMinutes: 120 })).toEqual(pick);
  const next = await ada.client.call('discovery.pick', {
    mood: 'light',
    longestMinutes: 120,
    exclude: [pick?.id as MediaId],
  });
  expect(next?.id).not.toBe(pick?.id);
  for (const mediaId of titles.slice(0, 3)) await ada.client.call('watchlist.set', { mediaId, on: true });
  expect(await ada.client.call('discovery.pick', {})).toMatchObject({ reason: { because: 'watchlist' } });
  expect(await ada.client.call('discovery.pick', { longestMinutes: 5 })).toBeNull();
});

test('hidden gems are well rated and known to few', async () => {
  const { setup, ada, titles } = await village();
  const gem = await addTitle(ada.client, 'Gem');
  for (const name of ['Ben', 'Eve'])
    await (await setup.register(name)).client.call('reviews.save', { mediaId: gem, rating: r(100) });
  await setup.reopen().then(async (again) => {
    const { client } = again.connect();
    await client.call('profiles.login', { who: 'Ada', password: 'quiet-otter-lamp-42' });
    const gems = await client.call('discovery.hiddenGems', {});
    expect(gems[0]?.title).toBe('Gem');
    for (const item of gems) expect(item.ratingCount).toBeLessThanOrEqual(4);
    expect(titles).not.toContain(gems[0]?.id);
  });
});

test('answers are kept until a commit makes them wrong', async () => {
  const { ada, titles } = await village();
  const figures = async () =>
    (await ada.client.call('diagnostics.get', {})).caches.find(({ name }) => name === 'recommendations');
  await recommend(ada.client);
  // A model that arrives makes every answer wrong, and its second half may still be on its way.
  await expect.poll(() => ada.client.call('discovery.status', {})).toMatchObject({ building: false });
  await recommend(ada.client);
  const { hits } = (await figures()) ?? expect.fail('no such cache');
  await recommend(ada.client);
  expect(await figures()).toMatchObject({ hits: hits + 1, lifetime: 3600 });
  await ada.client.call('reviews.save', { mediaId: titles[0] as MediaId, rating: r(90) });
  expect(ids(await recommend(ada.client, {}))).not.toContain(titles[0]);
  expect(await figures()).toMatchObject({ hits: hits + 1 });
});

test('after a restore the model is made anew, even where the figures are the same', async () => {
  const { setup, ada } = await village();
  await ada.client.call('discovery.recommend', {});
  await endOfJob(ada.client, await ada.client.call('backups.create', {}));
  const [backup] = (await ada.client.call('backups.list', {})).items;
  const modelFile = join(setup.dataFolder, 'discovery-model.bin');
  await expect.poll(() => existsSync(modelFile)).toBe(true);

  const job = await endOfJob(
    ada.client,
    await ada.client.call('backups.restore', { name: backup?.name ?? '' }),
  );
  expect(job.state).toBe('done');
  await expect.poll(() => existsSync(modelFile)).toBe(false);
  let models = 0;
  setup.core.connect('window').subscribe('discovery.changed', () => models++);
  expect(await recommend(ada.client)).not.toEqual([]);
  await expect.poll(() => models).toBeGreaterThan(0);
});

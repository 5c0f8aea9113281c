import { expect, test } from 'vitest';
import type { Client } from '#shared/api/client.ts';
import type { MediaId } from '#shared/api/contract.ts';
import type { MethodInput } from '#shared/api/index.ts';
import type { PartialDate } from '#shared/domain/partial-date.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { addTitle, testCore } from '../../support/core.ts';

const d = (text: string) => text as PartialDate;
const r = (tenths: number) => tenths as Rating;

async function log(
  client: Client,
  mediaId: MediaId,
  playedOn: string | null,
  rest: Partial<MethodInput<'diary.log'>> = {},
) {
  const [play] = await client.call('diary.log', {
    mediaId,
    playedOn: playedOn === null ? null : d(playedOn),
    ...rest,
  });
  if (!play) throw new Error('nothing was logged');
  return play;
}

test('a play is logged whole, edited field by field, removed and restored', async () => {
  const { client } = await (await testCore()).register('Ada');
  const mediaId = await addTitle(client, 'Heat');
  const play = await log(client, mediaId, '2024-05-01', {
    rating: r(87),
    note: ' In the cinema 🎬 ',
    tags: ['35 mm', 'with Ben', '35 MM'],
  });
  expect(play).toMatchObject({
    playedOn: '2024-05-01', rating: 87, note: 'In the cinema 🎬', tags: ['35 mm', 'with Ben'], rewatch: false,
    media: { id: mediaId, title: 'Heat' }, season: null, episode: null,
  }); // prettier-ignore
  const edited = await client.call('diary.edit', { id: play.id, playedOn: d('2024-05'), note: null });
  expect(edited).toMatchObject({ playedOn: '2024-05', note: null, rating: 87, tags: ['35 mm', 'with Ben'] });
  await client.call('diary.delete', { ids: [play.id] });
  expect((await client.call('diary.list', {})).items).toEqual([]);
  await expect(client.call('diary.delete', { ids: [play.id] })).rejects.toMatchObject({ code: 'not_found' });
  await client.call('diary.restore', { ids: [play.id] });
  expect(await client.call('diary.get', { id: play.id })).toMatchObject({ playedOn: '2024-05', rating: 87 });
});

test('a later play of the same is a rewatch, unless somebody says otherwise', async () => {
  const { client } = await (await testCore()).register('Ada');
  const heat = await addTitle(client, 'Heat');
  const show = await addTitle(client, 'Dark', { kind: 'web_show' });
  expect((await log(client, heat, '2020')).rewatch).toBe(false);
  expect((await log(client, heat, null)).rewatch).toBe(true);
  expect((await log(client, heat, '2021', { rewatch: false })).rewatch).toBe(false);
  expect((await log(client, show, '2021', { episodes: [{ season: 1, episode: 1 }] })).rewatch).toBe(false);
  expect((await log(client, show, '2021', { episodes: [{ season: 1, episode: 2 }] })).rewatch).toBe(false);
  expect((await log(client, show, '2022', { episodes: [{ season: 1, episode: 1 }] })).rewatch).toBe(true);
});

test('a rating given with a play stays with it, and becomes the review’s only where that is asked for', async () => {
  const core = await testCore();
  const { client } = await core.register('Ada');
  const mediaId = await addTitle(client, 'Heat');
  await client.call('reviews.save', { mediaId, rating: r(70), body: 'Words' });
  await log(client, mediaId, '2024', { rating: r(80) });
  expect(await client.call('reviews.mine', { mediaId })).toMatchObject({ rating: 70 });
  const play = await log(client, mediaId, '2025', { rating: r(90), updateReview: true });
  expect(await client.call('reviews.mine', { mediaId })).toMatchObject({ rating: 90, body: 'Words' });
  expect(await client.call('catalog.get', { id: mediaId })).toMatchObject({
    ratingCount: 1,
    averageRating: 90,
  });
  await client.call('diary.edit', { id: play.id, rating: r(60), updateReview: true });
  expect(await client.call('catalog.get', { id: mediaId })).toMatchObject({
    ratingCount: 1,
    averageRating: 60,
  });
  const plays = (await client.call('diary.ofTitle', { mediaId })).plays;
  expect(plays.map(({ rating }) => rating)).toEqual([60, 80]);
});

test('logging takes a title off the watchlist where that is asked for', async () => {
  const { client } = await (await testCore()).register('Ada');
  const mediaId = await addTitle(client, 'Heat');
  await client.call('watchlist.set', { mediaId, on: true });
  await log(client, mediaId, '2024');
  expect((await client.call('watchlist.list', {})).total).toBe(1);
  await log(client, mediaId, '2024', { offWatchlist: true });
  expect((await client.call('watchlist.list', {})).items).toEqual([]);
});

test.each([
  [{ playedOn: d('2026-03-03') }, 'playedOn', 'future_date'],
  [{ playedOn: d('2027') }, 'playedOn', 'future_date'],
  [{ playedOn: d('2026-04') }, 'playedOn', 'future_date'],
  [{ playedOn: '2024-02-30' as PartialDate }, 'playedOn', undefined],
  [{ playedOn: null, episodes: [{ season: 1, episode: 1 }] }, 'season', 'no_episodes'],
  [{ playedOn: null, note: 'x'.repeat(5001) }, 'note', undefined],
  [{ playedOn: null, tags: ['a\nb'] }, 'tags.0', undefined],
  [{ playedOn: null, rating: r(9) }, 'rating', undefined],
])('logging %j is refused, naming the field %s', async (input, field, reason) => {
  const { client } = await (await testCore()).register('Ada');
  const mediaId = await addTitle(client, 'Heat');
  await expect(client.call('diary.log', { mediaId, ...input })).rejects.toMatchObject({
    code: 'invalid_input',
    details: { field, ...(reason && { reason }) },
  });
  expect((await client.call('diary.years', {})).total).toBe(0);
});

test('this year, this month and tomorrow (the date line) are no future', async () => {
  const { client } = await (await testCore()).register('Ada');
  const mediaId = await addTitle(client, 'Heat');
  for (const day of ['2026', '2026-03', '2026-03-01', '2026-03-02']) await log(client, mediaId, day);
  expect((await client.call('diary.years', {})).years).toEqual([{ year: 2026, count: 4 }]);
});

test('nobody reads or changes somebody else’s diary', async () => {
  const core = await testCore();
  const [ada, ben] = [await core.register('Ada'), await core.register('Ben')];
  const mediaId = await addTitle(ada.client, 'Heat');
  const { id } = await log(ada.client, mediaId, '2024');
  for (const call of [
    ben.client.call('diary.get', { id }),
    ben.client.call('diary.edit', { id, note: 'mine' }),
    ben.client.call('diary.delete', { ids: [id] }),
    ben.client.call('diary.restore', { ids: [id] }),
  ]) {
    await expect(call).rejects.toMatchObject({ code: 'not_found' });
  }
  expect((await ben.client.call('diary.list', {})).items).toEqual([]);
  expect((await ben.client.call('diary.ofTitle', { mediaId })).total).toBe(0);
  expect(await ada.client.call('diary.get', { id })).toMatchObject({ note: null });
});

test('of several plays all are removed or none', async () => {
  const { client } = await (await testCore()).register('Ada');
  const mediaId = await addTitle(client, 'Heat');
  const { id } = await log(client, mediaId, '2024');
  await expect(client.call('diary.delete', { ids: [id, 999] })).rejects.toMatchObject({
    code: 'not_found',
  });
  expect((await client.call('diary.list', {})).items).toHaveLength(1);
});

test('the diary comes newest first, page by page, vague dates behind what they hold, unknown ones last', async () => {
  const { client } = await (await testCore()).register('Ada');
  const mediaId = await addTitle(client, 'Heat');
  const dates = ['2024-05-02', null, '2024-05', '2023-12-31', '2024', '2024-05-02', '2025-01-01', null];
  for (const date of dates) await log(client, mediaId, date);
  const seen: (string | null)[] = [];
  let cursor: string | null = null;
  let pages = 0;
  do {
    const page: { items: { playedOn: string | null }[]; nextCursor: string | null } = await client.call(
      'diary.list',
      { limit: 3, cursor },
    );
    seen.push(...page.items.map(({ playedOn }) => playedOn));
    cursor = page.nextCursor;
    pages++;
  } while (cursor !== null);
  expect(seen).toEqual([
    '2025-01-01',
    '2024-05-02',
    '2024-05-02',
    '2024-05',
    '2024',
    '2023-12-31',
    null,
    null,
  ]);
  expect(pages).toBe(3);
  await expect(client.call('diary.list', { cursor: '[1,"x"]' })).rejects.toMatchObject({
    details: { field: 'cursor' },
  });
});

test('filters narrow the diary to a kind, a period, rewatches, a tag, a title', async () => {
  const { client } = await (await testCore()).register('Ada');
  const heat = await addTitle(client, 'Heat');
  const dark = await addTitle(client, 'Dark', { kind: 'web_show' });
  await log(client, heat, '2024-05-31', { tags: ['Cinema'] });
  await log(client, heat, '2024-06-01');
  await log(client, dark, '2024-05');
  await log(client, dark, null);
  const dates = async (filter: MethodInput<'diary.list'>['filter']) =>
    (await client.call('diary.list', { filter: filter ?? {} })).items.map(({ playedOn }) => playedOn);
  expect(await dates({ from: d('2024-05'), to: d('2024-05') })).toEqual(['2024-05-31', '2024-05']);
  expect(await dates({ from: d('2024-06') })).toEqual(['2024-06-01']);
  expect(await dates({ kind: 'web_show' })).toEqual(['2024-05', null]);
  expect(await dates({ rewatch: true })).toEqual(['2024-06-01', null]);
  expect(await dates({ tag: 'cinema' })).toEqual(['2024-05-31']);
  expect(await dates({ mediaId: heat })).toEqual(['2024-06-01', '2024-05-31']);
  expect(await client.call('diary.tags', {})).toEqual([{ tag: 'Cinema', count: 1 }]);
});

test('months and years count their days, and what has no day apart', async () => {
  const { client } = await (await testCore()).register('Ada');
  const heat = await addTitle(client, 'Heat');
  for (const date of [
    '2024-02-29',
    ...Array.from({ length: 6 }, () => '2024-02-03'),
    '2024-02',
    '2024',
    '2024-03-01',
    null,
  ]) {
    await log(client, heat, date);
  }
  await log(client, await addTitle(client, 'Ran'), '2024-02-03');
  const month = await client.call('diary.month', { year: 2024, month: 2 });
  expect(month.vague).toBe(1);
  expect(month.days.map(({ day, count, plays }) => [day, count, plays.length])).toEqual([
    ['2024-02-03', 7, 2],
    ['2024-02-29', 1, 1],
  ]);
  expect(await client.call('diary.days', { year: 2024 })).toEqual({
    days: [{ day: '2024-02-03', count: 7 }, { day: '2024-02-29', count: 1 }, { day: '2024-03-01', count: 1 }],
    vague: 2,
  }); // prettier-ignore
  expect((await client.call('diary.days', { year: 2024, kind: 'song' })).days).toEqual([]);
  expect(await client.call('diary.years', {})).toEqual({
    total: 12,
    undated: 1,
    years: [{ year: 2024, count: 11 }],
  });
});

test('plays of a title that was deleted are out of sight, and back with it', async () => {
  const { client } = await (await testCore()).register('Ada');
  const heat = await addTitle(client, 'Heat');
  await log(client, heat, '2024-02-03');
  await client.call('catalog.delete', { id: heat });
  expect((await client.call('diary.list', {})).items).toEqual([]);
  expect((await client.call('diary.years', {})).total).toBe(0);
  await client.call('catalog.restore', { id: heat });
  expect((await client.call('diary.list', {})).items).toHaveLength(1);
});

test('episodes are logged several at once, and the show tells how far one is', async () => {
  const { client } = await (await testCore()).register('Ada');
  const show = await addTitle(client, 'Dark', { kind: 'web_show' });
  const plays = await client.call('diary.log', {
    mediaId: show,
    playedOn: d('2024-05-01'),
    episodes: [1, 2, 3].map((episode) => ({ season: 1, episode })),
  });
  expect(plays.map(({ season, episode }) => [season, episode])).toEqual([[1, 1], [1, 2], [1, 3]]); // prettier-ignore
  const { progress, total } = await client.call('diary.ofTitle', { mediaId: show, limit: 2 });
  expect(total).toBe(3);
  expect(progress).toEqual({
    episodes: 3,
    last: { season: 1, episode: 3, playedOn: '2024-05-01' },
    next: { season: 1, episode: 4 },
    seasons: [{ season: 1, seen: [1, 2, 3] }],
  });
  expect(
    (await client.call('diary.ofTitle', { mediaId: await addTitle(client, 'Heat') })).progress,
  ).toBeNull();
});

test('what was played is not recommended', async () => {
  const core = await testCore();
  const { client } = await core.register('Ada');
  const [heat, ran] = [
    await addTitle(client, 'Heat', { genres: ['Crime'] }),
    await addTitle(client, 'Ran', { genres: ['Crime'] }),
  ];
  const suggested = async () => (await client.call('discovery.recommend', {})).items.map(({ id }) => id);
  expect(await suggested()).toEqual(expect.arrayContaining([heat, ran]));
  const play = await log(client, heat, '2024');
  expect(await suggested()).not.toContain(heat);
  await client.call('diary.delete', { ids: [play.id] });
  expect(await suggested()).toContain(heat);
});

test('each change is told to its own profile', async () => {
  const core = await testCore();
  const { client, profile } = await core.register('Ada');
  const ben = await core.register('Ben');
  const mediaId = await addTitle(client, 'Heat');
  const heard: unknown[] = [];
  client.on('diary.changed', (payload) => heard.push(payload));
  ben.client.on('diary.changed', () => heard.push('ben'));
  await ben.client.call('diary.years', {});
  await log(client, mediaId, '2024');
  expect(heard).toEqual([{ mediaId, userId: profile.id }]);
});

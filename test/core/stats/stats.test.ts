// Hand-computed statistics of a small diary, through dispatch.
import { beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '#shared/api/client.ts';
import type { MediaId } from '#shared/api/contract.ts';
import type { Facet } from '#shared/api/stats.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { addTitle, testCore, type TestCore } from '../../support/core.ts';
import { logPlays } from '../../support/plays.ts';

let setup: TestCore;
let client: Client;
let titles: Record<'heat' | 'ran' | 'lost' | 'song' | 'seen' | 'noted', MediaId>;

const rate = (mediaId: MediaId, tenths: number, who = client) =>
  who.call('reviews.save', { mediaId, rating: tenths as Rating });

/**
 * Six titles. Heat (170 min, Mann, 90) three times in 2024, Ran (162, Kurosawa, 75) once in 2023 and once "in 2024",
 * Lost (show, 45 min an episode) two episodes and one of them again, a song of unknown length once without any date.
 * Seen is rated 50 and Noted has words alone, both on 1 March 2026 and never logged.
 */
beforeEach(async () => {
  setup = await testCore();
  const ada = await setup.register('Ada');
  client = ada.client;
  titles = {
    heat: await addTitle(client, 'Heat', { year: 1995, creator: 'Michael Mann', genres: ['Crime', 'Drama'], runtime: 170 }),
    ran: await addTitle(client, 'Ran', { year: 1985, creator: 'Akira Kurosawa', genres: ['Drama'], runtime: 162 }),
    lost: await addTitle(client, 'Lost', { kind: 'web_show', year: 2004, genres: ['Mystery'], runtime: 45 }),
    song: await addTitle(client, 'A song', { kind: 'song', year: 1999, creator: 'Somebody' }),
    seen: await addTitle(client, 'Seen', { year: 1990, creator: 'MICHAEL MANN', genres: ['Crime'], runtime: 100 }),
    noted: await addTitle(client, 'Noted', { year: null, runtime: 90 }),
  }; // prettier-ignore
  await rate(titles.heat, 90);
  await client.call('reviews.save', { mediaId: titles.heat, body: 'Still holds up.' });
  await rate(titles.ran, 75);
  await rate(titles.seen, 50);
  await client.call('reviews.save', { mediaId: titles.noted, body: 'Who made this?' });
  logPlays(setup.dataFolder, ada.profile.id, [
    { mediaId: titles.heat, playedOn: '2024-02-28', playedAt: new Date(2024, 1, 28, 21, 5).toISOString() },
    { mediaId: titles.heat, playedOn: '2024-02-29' },
    { mediaId: titles.heat, playedOn: '2024-05' },
    { mediaId: titles.ran, playedOn: '2023-12-31', rating: 60 },
    { mediaId: titles.ran, playedOn: '2024' },
    { mediaId: titles.lost, playedOn: '2024-03-01', season: 1, episode: 1, rating: 80 },
    { mediaId: titles.lost, playedOn: '2024-03-02', season: 1, episode: 2, rating: 70 },
    { mediaId: titles.lost, playedOn: '2024-03-04', season: 1, episode: 1 },
    { mediaId: titles.song, playedOn: null },
  ]);
});

const behind = async (facet: Facet, value: string | null, rest: object = {}) => {
  const { items, total } = await client.call('stats.titles', { facet, value, ...rest });
  expect(total).toBe(items.length);
  return items.map(({ title, entries }) => `${title} ${entries}`);
};

describe('over all time', () => {
  test('totals count plays, and a title that was never logged once', async () => {
    const { totals, leftOut, years, kinds } = await client.call('stats.get', {});
    expect(totals).toEqual({
      titles: 6,
      plays: 9,
      unlogged: 2,
      again: 4,
      minutes: 3 * 170 + 2 * 162 + 3 * 45 + 100 + 90,
      // Lost has no review: its last play's rating stands for one.
      rated: 4,
      written: 2,
      average: (90 + 75 + 50 + 70) / 4,
      days: 7,
      creators: 3,
      genres: 3,
    });
    expect(leftOut).toEqual({ vague: 0, undated: 0, untimed: 1 });
    expect(years).toEqual([2026, 2024, 2023]);
    expect(kinds).toEqual([
      { kind: 'movie', titles: 4, entries: 7, minutes: 1024, average: 215 / 3 },
      { kind: 'web_show', titles: 1, entries: 3, minutes: 135, average: 70 },
      { kind: 'song', titles: 1, entries: 1, minutes: 0, average: null },
    ]);
  });

  test('each title counts once in the histogram, and in each of its groups', async () => {
    const figures = await client.call('stats.get', {});
    expect(figures.ratings).toEqual([0, 0, 0, 0, 1, 0, 2, 0, 1, 0]);
    expect(figures.genres).toEqual([
      { name: 'Drama', titles: 2, entries: 5, average: 82.5 },
      { name: 'Crime', titles: 2, entries: 4, average: 70 },
      { name: 'Mystery', titles: 1, entries: 3, average: 70 },
    ]);
    expect(figures.creators.map(({ name, titles: count }) => [name, count])).toEqual([
      ['Michael Mann', 2],
      ['Akira Kurosawa', 1],
      ['Somebody', 1],
    ]);
    expect(figures.bestCreators).toEqual([{ name: 'Michael Mann', titles: 2, entries: 4, average: 70 }]);
    expect(figures.releases.map(({ year }) => year)).toEqual([1985, 1990, 1995, 1999, 2004]);
    expect(figures.decades).toEqual([
      { decade: 1980, titles: 1, average: 75 },
      { decade: 1990, titles: 3, average: 70 },
      { decade: 2000, titles: 1, average: 70 },
    ]);
  });

  test('days, weekdays, hours and streaks take dates that are known to the day', async () => {
    const figures = await client.call('stats.get', {});
    expect(figures.days).toEqual([
      { day: '2023-12-31', entries: 1 },
      { day: '2024-02-28', entries: 1 },
      { day: '2024-02-29', entries: 1 },
      { day: '2024-03-01', entries: 1 },
      { day: '2024-03-02', entries: 1 },
      { day: '2024-03-04', entries: 1 },
      { day: '2026-03-01', entries: 2 },
    ]);
    // 28 February 2024 was a Wednesday, 1 March 2026 a Sunday.
    expect(figures.weekdays).toEqual([1, 0, 1, 1, 1, 1, 3]);
    expect(figures.hours?.[21]).toBe(1);
    expect(figures.hours?.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(figures.streaks.days).toEqual({
      longest: { length: 4, from: '2024-02-28', to: '2024-03-02' },
      current: { length: 1, from: '2026-03-01', to: '2026-03-01' },
    });
    expect(figures.streaks.weeks.longest).toEqual({ length: 2, from: '2024-02-26', to: '2024-03-10' });
  });

  test('first, last, most played and best are told', async () => {
    const { first, last, mostPlayed, best } = await client.call('stats.get', {});
    expect([first?.media.title, first?.date]).toEqual(['Ran', '2023-12-31']);
    expect(last?.date).toBe('2026-03-01');
    expect(mostPlayed.map(({ media, plays, again }) => [media.title, plays, again])).toEqual([
      ['Heat', 3, 2],
      ['Lost', 3, 1],
      ['Ran', 2, 1],
    ]);
    expect(best.map(({ media }) => media.title)).toEqual(['Heat', 'Ran', 'Lost', 'Seen']);
  });
});

describe('over a period', () => {
  test('a vague date counts where all of it lies inside, and is told of where it may', async () => {
    const year = await client.call('stats.get', { period: { from: '2024', to: '2024' } });
    expect(year.totals).toMatchObject({ titles: 3, plays: 7, unlogged: 0, again: 4, days: 5 });
    expect(year.leftOut).toEqual({ vague: 0, undated: 1, untimed: 0 });
    const may = await client.call('stats.get', { period: { from: '2024-05', to: '2024-05' } });
    expect(may.totals).toMatchObject({ titles: 1, plays: 1 });
    expect(may.leftOut).toMatchObject({ vague: 1, undated: 1 });
    const days = await client.call('stats.get', { period: { from: '2024-02-29', to: '2024-03-01' } });
    expect(days.totals.plays).toBe(2);
    // The month ends with the period: all of May lies inside.
    const spring = await client.call('stats.get', { period: { from: '2024-03-05', to: '2024-05-31' } });
    expect(spring.totals.plays).toBe(1);
  });

  test('a year is told month by month, a life year by year', async () => {
    const year = (await client.call('stats.get', { period: { from: '2024', to: '2024' } })).time;
    expect([year.step, year.points.length]).toEqual(['month', 12]);
    expect(year.points.filter(({ titles: count }) => count > 0)).toEqual([
      { span: '2024-02', titles: 1, entries: 2, minutes: 340, average: 90, genres: [{ name: 'Crime', titles: 1 }, { name: 'Drama', titles: 1 }] },
      { span: '2024-03', titles: 1, entries: 3, minutes: 135, average: 70, genres: [{ name: 'Mystery', titles: 1 }] },
      { span: '2024-05', titles: 1, entries: 1, minutes: 170, average: 90, genres: [{ name: 'Crime', titles: 1 }, { name: 'Drama', titles: 1 }] },
    ]); // prettier-ignore
    const me = await client.call('profiles.whoami', {});
    logPlays(setup.dataFolder, me?.id ?? 0, [{ mediaId: titles.song, playedOn: '2021-07' }]);
    const life = (await client.call('stats.get', {})).time;
    expect(life.step).toBe('year');
    expect(life.points.map(({ span, entries }) => [span, entries])).toEqual([
      ['2021', 1],
      ['2022', 0],
      ['2023', 1],
      ['2024', 7],
      ['2025', 0],
      ['2026', 2],
    ]);
  });

  test('a period that ends before it begins is refused, and so is a date that is none', async () => {
    const ask = (period: { from: string; to: string }) => client.call('stats.get', { period });
    await expect(ask({ from: '2024-02', to: '2024-01' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(ask({ from: '2024-02-30', to: '2024-03' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(ask({ from: '2024-02', to: '2024' })).resolves.toBeDefined();
  });
});

test('every figure opens the titles behind it', async () => {
  expect(await behind('all', null)).toEqual(['Noted 1', 'Seen 1', 'Heat 3', 'Lost 3', 'Ran 2', 'A song 1']);
  expect(await behind('unlogged', null)).toEqual(['Noted 1', 'Seen 1']);
  expect(await behind('logged', null, { kind: 'movie' })).toEqual(['Heat 3', 'Ran 2']);
  expect(await behind('again', null)).toEqual(['Heat 2', 'Lost 1', 'Ran 1']);
  expect(await behind('rated', null, { period: { from: '2026' } })).toEqual(['Seen 1']);
  expect(await behind('written', null)).toEqual(['Noted 1', 'Heat 3']);
  expect(await behind('untimed', null)).toEqual(['A song 1']);
  expect(await behind('kind', 'web_show')).toEqual(['Lost 3']);
  expect(await behind('rating', '7')).toEqual(['Lost 3', 'Ran 2']);
  expect(await behind('release', '1995')).toEqual(['Heat 3']);
  expect(await behind('decade', '1990')).toEqual(['Seen 1', 'Heat 3', 'A song 1']);
  expect(await behind('genre', 'crime')).toEqual(['Seen 1', 'Heat 3']);
  expect(await behind('creator', 'Michael Mann')).toEqual(['Seen 1', 'Heat 3']);
  expect(await behind('span', '2024-02')).toEqual(['Heat 2']);
  expect(await behind('span', '2024')).toEqual(['Heat 3', 'Lost 3', 'Ran 1']);
  expect(await behind('day', '2024-03-01')).toEqual(['Lost 1']);
  expect(await behind('weekday', '0')).toEqual(['Lost 1']);
  expect(await behind('hour', '21')).toEqual(['Heat 1']);
});

test.each([
  ['rating', '11'],
  ['rating', null],
  ['kind', 'opera'],
  ['genre', ''],
  ['span', 'May'],
  ['weekday', '7'],
] as const)('the figure %s has no %j', async (facet, value) => {
  await expect(client.call('stats.titles', { facet, value })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

test('pages follow one another and end', async () => {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof ask>> = await ask(cursor);
    seen.push(...page.items.map(({ title }) => title));
    expect(page.total).toBe(cursor === null ? 6 : null);
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen).toEqual(['Noted', 'Seen', 'Heat', 'Lost', 'Ran', 'A song']);
  await expect(ask('[1]')).rejects.toMatchObject({ code: 'invalid_input' });

  function ask(from: string | null) {
    return client.call('stats.titles', { limit: 2, cursor: from });
  }
});

test('figures follow what is written: a rating, a deleted title, a play of another process', async () => {
  const total = async () => (await client.call('stats.get', {})).totals;
  expect((await total()).titles).toBe(6);
  await rate(titles.song, 30);
  expect((await total()).rated).toBe(5);
  await client.call('catalog.delete', { id: titles.heat });
  expect(await total()).toMatchObject({ titles: 5, plays: 6 });
  const me = await client.call('profiles.whoami', {});
  logPlays(setup.dataFolder, me?.id ?? 0, [{ mediaId: titles.noted, playedOn: '2026-02-01' }]);
  expect(await total()).toMatchObject({ titles: 5, plays: 7, unlogged: 1 });
});

test('others are compared with by their own ratings', async () => {
  const ben = (await setup.register('Ben')).client;
  await rate(titles.heat, 70, ben);
  await rate(titles.ran, 85, ben);
  await rate(titles.song, 100, ben);
  const { besideOthers } = await client.call('stats.get', {});
  expect(besideOthers).toEqual({ titles: 2, own: 82.5, others: 77.5 });
  expect(await client.call('stats.everyone', {})).toEqual({
    ratings: [0, 0, 0, 0, 0, 0, 1, 1, 0, 1],
    average: 85,
  });
  expect((await client.call('stats.everyone', { kind: 'song' })).average).toBe(100);
  // Another's new rating shows at once, one's own changes nothing of it.
  await rate(titles.ran, 15, ben);
  await rate(titles.seen, 55);
  expect((await client.call('stats.everyone', { kind: 'movie' })).ratings).toEqual([
    1, 0, 0, 0, 0, 0, 1, 0, 0, 0,
  ]);
  expect((await client.call('stats.get', {})).besideOthers?.others).toBe((70 + 15) / 2);
});

test('nobody sees what another logged', async () => {
  const ben = (await setup.register('Ben')).client;
  const figures = await ben.call('stats.get', {});
  expect(figures.totals).toMatchObject({ titles: 0, plays: 0, average: null });
  expect(figures).toMatchObject({ years: [], days: [], first: null, hours: null });
  expect((await ben.call('stats.titles', {})).items).toEqual([]);
});

test('what the page shows first is counted a moment after somebody signed in', async () => {
  const ben = (await setup.register('Ben')).client;
  const kept = async () => {
    const { caches } = await ben.call('diagnostics.get', {});
    return caches.find(({ name }) => name === 'statistics')?.size;
  };
  const before = (await kept()) ?? 0;
  await expect.poll(kept).toBeGreaterThan(before);
});

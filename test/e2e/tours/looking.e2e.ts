// Every page of discovery, looking back, diary and lists, as somebody new sees it, with the starter catalogue and with
// a real history: MovieLens small, as one of its people. Saved in both themes at three sizes, to be looked at, and scanned.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { MediaId } from '#shared/api/contract.ts';
import type { PartialDate } from '#shared/domain/partial-date.ts';
import { benchCore, benchPassword, importFile } from '../../bench/import-core.ts';
import { scratchFolder } from '../../support/core.ts';
import { logPlays } from '../../support/plays.ts';
import { projectRoot } from '../../support/built.ts';
import { lookAt, openApp, type OpenApp } from '../support/app.ts';
import { doorOf } from '../support/pages.ts';

const movieLens = join(projectRoot, '..', 'shared', 'data', 'movielens-small');
/** Rated more than anybody, over many years. */
const somebody = '414';

const places: Readonly<Record<string, string>> = {
  home: '#/',
  'for-you': '#/for-you',
  top: '#/top',
  statistics: '#/statistics',
  year: '#/year',
  diary: '#/diary',
  'diary-year': '#/diary?view=year',
  lists: '#/lists',
  watchlist: '#/watchlist',
  together: '#/together',
};

async function lookAround(
  opened: OpenApp,
  prefix: string,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { page } = opened;
  for (const [name, address] of Object.entries({ ...places, ...more })) {
    await page.evaluate((to) => void (location.hash = to), address);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    // What is still on its way has the shape of what comes.
    await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
    await lookAt(opened, `${prefix}-${name}`);
  }
}

test('for somebody new, empty and with the starter catalogue', { timeout: 240_000 }, async () => {
  const opened = await openApp();
  const { page } = opened;
  await doorOf(page).register('Ada Lovelace');
  await doorOf(page).beginEmpty();
  await lookAround(opened, 'empty');
  expect(opened.complaints).toEqual([]);

  const starter = await openApp();
  await doorOf(starter.page).register('Ben Ochre');
  await doorOf(starter.page).takeStarter();
  await lookAround(starter, 'starter');
  expect(starter.complaints).toEqual([]);
});

test.skipIf(!existsSync(movieLens))('with a history of years', { timeout: 400_000 }, async () => {
  const dataFolder = scratchFolder();
  const bench = await benchCore(dataFolder);
  await importFile(bench, join(movieLens, 'movies.csv'));
  const mapping = { movielens: 'movieId', rating: 'rating', date: 'timestamp' };
  await importFile(bench, join(movieLens, 'ratings.csv'), {
    mapping: { ...mapping, author: 'userId' },
    where: [],
  });
  await importFile(bench, join(movieLens, 'ratings.csv'), {
    mapping,
    where: [{ column: 'userId', value: somebody }],
  });
  const { client } = bench;
  const { id: userId } = (await client.call('profiles.list', {}))[0] ?? { id: 1 };
  const { items } = await client.call('catalog.list', { sort: 'rating', descending: true, limit: 120 });
  const year = new Date().getFullYear();
  logPlays(
    dataFolder,
    userId,
    items.flatMap(({ id: mediaId }, at) =>
      Array.from({ length: 1 + (at % 3) }, (_nothing, time) => {
        const day = new Date(Date.UTC(year - 1 - time, (at * 7) % 12, 1 + ((at * 11) % 27)));
        return { mediaId, playedOn: day.toISOString().slice(0, 10), rewatch: time > 0 };
      }),
    ),
  );
  const list = await client.call('lists.create', {
    name: 'Rainy days',
    ranked: true,
    mediaIds: items.slice(0, 40).map(({ id }) => id),
  });
  const { items: unseen } = await client.call('catalog.list', { sort: 'added', limit: 60 });
  for (const { id } of unseen) await client.call('watchlist.set', { mediaId: id, on: true });
  await client.call('diary.log', {
    mediaId: items[0]?.id as MediaId,
    playedOn: `${year - 1}-05-31` as PartialDate,
  });
  await bench.core.close();

  const opened = await openApp(dataFolder);
  await doorOf(opened.page).signIn(benchPassword);
  // The door has a heading as well.
  await opened.page.getByRole('navigation').waitFor();
  await lookAround(opened, 'movielens', { year: `#/year/${year - 1}`, list: `#/lists/${list.id}` });
  expect(opened.complaints).toEqual([]);
});

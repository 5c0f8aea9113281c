import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { PartialDate } from '#shared/domain/partial-date.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { periodOf } from '#renderer/features/statistics/statistics-address.ts';
import { addTitle } from '../../support/core.ts';
import { pageCore } from '../app/page-core.ts';
import { heading, openWindow } from '../app/render-app.tsx';

async function rated(count: number) {
  const core = await pageCore();
  const { client } = await core.register('Ada');
  for (let at = 0; at < count; at++) {
    const mediaId = await addTitle(client, `Title ${at}`, {
      year: 1990 + at,
      genres: ['Drama'],
      runtime: 90,
    });
    await client.call('reviews.save', { mediaId, rating: (70 + at) as Rating });
  }
  return { core, client };
}

test('with nothing rated or logged the page says what will bring it to life', async () => {
  await openWindow({ as: 'Ada', hash: '#/statistics' });
  expect(await screen.findByText('Nothing to count yet')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Year in review' })).toBeNull();
});

test('a profile that never logged is told of what it rated, and that this is so', async () => {
  const { core } = await rated(2);
  await openWindow({ core, as: 'Ada', hash: '#/statistics' });
  await screen.findByRole('button', { name: '2 titles' });
  expect(screen.getByText(/Nothing is logged yet, so this counts the 2 titles that you rated/)).toBeDefined();
  // Groups of two titles would say nothing.
  expect(screen.getByText(/A few more, and there are genres/)).toBeDefined();
  expect(screen.queryByRole('heading', { name: 'Genres' })).toBeNull();
});

test('a chart is one stop, its arrows go along it, and the same figures are a table', async () => {
  const { core } = await rated(5);
  const { user } = await openWindow({ core, as: 'Ada', hash: '#/statistics' });
  const chart = within(await screen.findByRole('region', { name: 'Ratings' }));
  const bars = chart.getAllByRole('button').filter((bar) => bar.dataset['bar'] !== undefined);
  expect(bars.map((bar) => bar.tabIndex)).toEqual([0, ...Array.from({ length: 9 }, () => -1)]);
  bars[0]?.focus();
  await user.keyboard('{End}{ArrowLeft}');
  expect(document.activeElement?.textContent).toMatch(/^Rated 9\.0: Titles 0/);
  await user.click(chart.getByRole('button', { name: 'Ratings as a table' }));
  const row = within(within(screen.getByRole('region', { name: 'Ratings' })).getByRole('table')).getByRole('row', {
    name: /Rated 7\.0/,
  });
  expect(within(row).getByRole('cell').textContent).toBe('5');
}); // prettier-ignore

test('a number follows a play that is logged while the page is open', async () => {
  const { core, client } = await rated(1);
  await openWindow({ core, as: 'Ada', hash: '#/statistics' });
  await screen.findByRole('button', { name: '1 title' });
  const { items } = await client.call('catalog.list', {});
  await client.call('diary.log', { mediaId: items[0]?.id ?? 0, playedOn: '2024-05-31' as PartialDate });
  expect(await screen.findByRole('button', { name: '1 play' })).toBeDefined();
});

test('a period is read from the address, and one that can’t be is left open', async () => {
  expect(periodOf('2024-05', '2024')).toEqual({ from: '2024-05', to: '2024' });
  expect(periodOf('2024', '')).toEqual({ from: '2024' });
  expect(periodOf('2024', '2023')).toEqual({});
  expect(periodOf('May', '2023')).toEqual({ to: '2023' });
  const { core } = await rated(1);
  const { user } = await openWindow({ core, as: 'Ada', hash: '#/statistics?from=1999&to=1999' });
  await user.click(await screen.findByRole('button', { name: 'Show all time' }));
  await screen.findByRole('button', { name: '1 title' });
});

test('a year is reviewed and saved as a picture, in German too', async () => {
  const { core } = await rated(3);
  const year = new Date().getFullYear();
  const { user, shellCalls } = await openWindow({
    core, as: 'Ada', hash: `#/year/${year}`, languages: ['de-DE'], shell: { 'shell.saveYearPicture': { saved: true } },
  }); // prettier-ignore
  await heading(`Rückblick ${year}`);
  const poster = within(await screen.findByRole('article', { name: `Rückblick ${year}` }));
  expect(poster.getByText('Das Jahr von Ada')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Als Bild sichern' }));
  expect(await screen.findByText('Das Bild ist gesichert.')).toBeDefined();
  expect(shellCalls).toContainEqual({ method: 'shell.saveYearPicture', input: { year } });
});

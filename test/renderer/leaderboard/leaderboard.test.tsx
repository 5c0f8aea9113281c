import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { isRating } from '#shared/domain/rating.ts';
import { addTitle } from '../../support/core.ts';
import { pageCore } from '../app/page-core.ts';
import { openWindow } from '../app/render-app.tsx';

test('titles stand in their weighted order with their plain average, and one kind can be looked at alone', async () => {
  const core = await pageCore();
  const people = [await core.register('Ada'), await core.register('Ben'), await core.register('Cleo')];
  const [ada] = people;
  if (!ada) throw new Error('nobody');
  const loved = await addTitle(ada.client, 'Loved by all');
  const once = await addTitle(ada.client, 'Ten from one');
  const song = await addTitle(ada.client, 'A song', { kind: 'song', creator: 'Somebody' });
  const rate = async (client: typeof ada.client, mediaId: typeof loved, rating: number) =>
    await client.call('reviews.save', { mediaId, ...(isRating(rating) && { rating }) });
  for (const { client } of people) await rate(client, loved, 90);
  await rate(ada.client, once, 100);
  await rate(ada.client, song, 60);

  const { user } = await openWindow({ core, as: 'Ada', hash: '#/top' });
  const list = within(await screen.findByRole('list', { name: 'Titles by weighted rating' }));
  const names = list.getAllByRole('link').map((link) => link.textContent);
  expect(names[0]).toMatch(/Place 1.*Loved by all.*3 ratings.*9\.0/);
  expect(names[1]).toMatch(/Place 2.*Ten from one.*1 rating.*10\.0/);
  await user.click(screen.getByRole('radio', { name: 'Songs' }));
  await screen.findByRole('link', { name: /Place 1.*A song/ });
});

test('a period leaves what came out in it', async () => {
  const core = await pageCore();
  const { client } = await core.register('Ada');
  const rating = 90;
  for (const [title, year] of [
    ['Solaris', 1972],
    ['Ran', 1985],
  ] as const) {
    const mediaId = await addTitle(client, title, { year });
    await client.call('reviews.save', { mediaId, ...(isRating(rating) && { rating }) });
  }
  const { user } = await openWindow({ core, as: 'Ada', hash: '#/top' });
  await screen.findByRole('link', { name: /Place 2/ });
  await user.click(screen.getByRole('button', { name: /Came out/ }));
  await user.click(await screen.findByRole('option', { name: 'In the 1980s' }));
  await screen.findByRole('link', { name: /Place 1.*Ran/ });
  await waitFor(() => expect(screen.queryByRole('link', { name: /Solaris/ })).toBeNull());
});

test('without ratings the page says what will bring it to life', async () => {
  await openWindow({ as: 'Ada', hash: '#/top' });
  expect(await screen.findByText('Nothing is rated yet')).toBeDefined();
});

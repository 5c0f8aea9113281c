import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { isRating } from '#shared/domain/rating.ts';
import { addTitle } from '../../support/core.ts';
import { pageCore } from '../app/page-core.ts';
import { heading, openWindow } from '../app/render-app.tsx';

test('an empty library offers three ways to begin, and the starter catalogue fills it', async () => {
  const { user, client } = await openWindow({ as: 'Ada' });
  await screen.findByRole('heading', { name: 'Your library is empty' });
  await user.click(screen.getByRole('button', { name: 'Take the starter catalogue' }));
  await screen.findByRole('heading', { name: 'Recently added' }, { timeout: 20_000 });
  const counts = await client.call('catalog.counts', {});
  expect(counts.movie + counts.web_show + counts.song).toBeGreaterThan(300);
  screen.getByRole('heading', { name: 'Do you know these?' });
});

test('home shows what was rated lately, what waits for a rating, and what is thought best', async () => {
  const core = await pageCore();
  const { client } = await core.register('Ada');
  const solaris = await addTitle(client, 'Solaris');
  const stalker = await addTitle(client, 'Stalker');
  const rating = 90;
  await client.call('reviews.save', { mediaId: solaris, ...(isRating(rating) && { rating }) });
  await client.call('watchlist.set', { mediaId: stalker, on: true });
  await openWindow({ core, as: 'Ada' });
  await heading(/, Ada$/);
  within(await section('Rated lately')).getByRole('link', { name: /Solaris/ });
  within(await section('Waiting for your rating')).getByRole('link', { name: /^Stalker/ });
  within(await section('Top rated')).getByRole('link', { name: /#1 · avg 9\.0/ });
  await client.call('watchlist.set', { mediaId: stalker, on: false });
  await waitFor(() => expect(screen.queryByRole('heading', { name: 'Waiting for your rating' })).toBeNull());
});

async function section(name: string): Promise<HTMLElement> {
  const title = await screen.findByRole('heading', { name });
  const found = title.closest('section');
  if (!found) throw new Error(`"${name}" stands in no section`);
  return found;
}

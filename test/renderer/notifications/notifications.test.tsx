import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { isRating } from '#shared/domain/rating.ts';
import { groupBySpan } from '#renderer/features/notifications/notifications-page.tsx';
import { addTitle } from '../../support/core.ts';
import { pageCore } from '../app/page-core.ts';
import { heading, openWindow } from '../app/render-app.tsx';

test('a review of a favourite by somebody else is news at once, until it is marked as read', async () => {
  const core = await pageCore();
  const ada = await core.register('Ada');
  const ben = await core.register('Ben');
  const mediaId = await addTitle(ada.client, 'Solaris');
  await ada.client.call('favorites.set', { mediaId, on: true });
  const { user } = await openWindow({ core, as: 'Ada', hash: '#/notifications' });
  await screen.findByText('No news yet');
  const rating = 85;
  await ben.client.call('reviews.save', {
    mediaId,
    ...(isRating(rating) && { rating }),
    body: 'Long, and not a minute too long.',
  });
  const entry = await screen.findByRole('link', { name: /^New:\s*Ben\s*reviewed\s*Solaris/ });
  within(entry).getByText('8.5');
  await screen.findByRole('link', { name: /Notifications.*1 unread/ });
  await user.click(screen.getByRole('button', { name: 'Mark all as read' }));
  await waitFor(() => expect(screen.queryByRole('link', { name: /unread/ })).toBeNull());
  await screen.findByText('All marked as read');
  await user.click(screen.getByRole('link', { name: /Ben\s*reviewed\s*Solaris/ }));
  await heading('Solaris');
});

test('news stands in groups of days', () => {
  const at = (createdAt: string) => ({ createdAt }) as Parameters<typeof groupBySpan>[0][number];
  const now = new Date(2026, 2, 10, 9);
  const day = (back: number, hour: number) => new Date(2026, 2, 10 - back, hour).toISOString();
  const groups = groupBySpan(
    [at(day(0, 1)), at(day(1, 23)), at(day(1, 1)), at(day(4, 12)), at(day(30, 12))],
    now,
  );
  expect(groups.map(([span, items]) => [span, items.length])).toEqual([
    ['today', 1],
    ['yesterday', 2],
    ['week', 1],
    ['earlier', 1],
  ]);
});

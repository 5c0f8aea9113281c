import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Client } from '#shared/api/client.ts';
import type { MediaId } from '#shared/api/contract.ts';
import { isRating } from '#shared/domain/rating.ts';
import { addTitle } from '../../support/core.ts';
import { pageCore } from '../app/page-core.ts';
import { heading, openWindow } from '../app/render-app.tsx';

const rate = async (client: Client, mediaId: MediaId, rating: number) =>
  await client.call('reviews.save', { mediaId, ...(isRating(rating) && { rating }) });

/** Ben likes space, Cleo likes love; Ada is new. */
async function village() {
  const core = await pageCore();
  const ada = await core.register('Ada');
  const ben = await core.register('Ben');
  const cleo = await core.register('Cleo');
  const space: MediaId[] = [];
  const love: MediaId[] = [];
  for (let number = 0; number < 6; number++) {
    space.push(await addTitle(ada.client, `Orbit ${'ABCDEF'[number]}`, { genres: ['Sci-Fi'], runtime: 90 }));
    love.push(
      await addTitle(ada.client, `Letters ${'ABCDEF'[number]}`, { genres: ['Romance'], runtime: 140 }),
    );
  }
  for (const mediaId of space) await rate(ben.client, mediaId, 90);
  for (const mediaId of love) await rate(cleo.client, mediaId, 90);
  return { core, ada, space, love };
}

const names = (list: HTMLElement) =>
  within(list)
    .getAllByRole('link')
    .map((link) => link.querySelector('[title]')?.getAttribute('title') ?? '');

test('suggestions follow each rating at once, with their reasons, and the first ten are counted', async () => {
  const { core, ada, space } = await village();
  await openWindow({ core, as: 'Ada', hash: '#/for-you' });
  await heading('For you');
  await screen.findByText('From 12 ratings by 2 people here');
  await screen.findByText('0 of 10');
  for (const [index, mediaId] of space.slice(0, 2).entries()) await rate(ada.client, mediaId, 95 - index);
  await screen.findByText('2 of 10');
  const first = within(await screen.findByRole('region', { name: 'First of all' }));
  await waitFor(() => first.getByRole('heading', { name: /^Orbit/ }));
  first.getByText(/Because you gave Orbit [AB] 9\.[45]/);
  await waitFor(() =>
    expect(
      names(screen.getByRole('list', { name: 'Suggestions' }))
        .slice(0, 3)
        .every((name) => name.startsWith('Orbit')),
    ).toBe(true),
  );
});

test('"not interested" takes a suggestion away by pointer or by x, the focus stays, and undo brings it back', async () => {
  const { core, ada, space } = await village();
  await rate(ada.client, space[0] as MediaId, 95);
  const { user } = await openWindow({ core, as: 'Ada', hash: '#/for-you' });
  const list = await screen.findByRole('list', { name: 'Suggestions' });
  const [gone = '', next = ''] = names(list);
  within(list).getAllByRole('link')[0]?.focus();
  await user.keyboard('x');
  await screen.findByText(`${gone} won’t be suggested again`);
  expect(names(list)).not.toContain(gone);
  await waitFor(() => expect(document.activeElement?.textContent).toContain(next));
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(names(screen.getByRole('list', { name: 'Suggestions' }))).toContain(gone));
});

test('a reason opens the whole story, which leads to the title that it comes from', async () => {
  const { core, ada, space } = await village();
  await rate(ada.client, space[0] as MediaId, 95);
  const { user } = await openWindow({ core, as: 'Ada', hash: '#/for-you' });
  const list = within(await screen.findByRole('list', { name: 'Suggestions' }));
  await user.click(
    list.getAllByRole('button', { name: /^Why Orbit .: Because you gave Orbit A 9\.5$/ })[0] as HTMLElement,
  );
  const why = within(await screen.findByRole('dialog', { name: 'Why this one' }));
  await user.click(why.getByRole('link', { name: 'Orbit A' }));
  await heading('Orbit A');
  const also = within(await screen.findByRole('region', { name: 'Also liked' }));
  const other = await also.findByRole('link', { name: /^Orbit B/ });
  expect(other.getAttribute('href')).toMatch(/^#\/title\/\d+$/);
});

test('one is picked by mood, time and kind; r deals another, and an exhausted deck can be shuffled again', async () => {
  const { core, ada, space } = await village();
  await rate(ada.client, space[0] as MediaId, 95);
  const { user } = await openWindow({ core, as: 'Ada', hash: '#/for-you' });
  await user.click(await screen.findByRole('button', { name: 'Moving' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'One, for now' }));
  const first = await dialog.findByRole('heading', { name: /^Letters/ });
  const before = first.textContent;
  await user.keyboard('r');
  await waitFor(() => expect(dialog.getByRole('heading', { name: /^Letters/ }).textContent).not.toBe(before));
  dialog.getByText('One turned down');
  await user.click(dialog.getByRole('radio', { name: 'Up to 90 min' }));
  await dialog.findByRole('heading', { name: 'That was all' });
  await user.click(dialog.getByRole('radio', { name: 'Any mood' }));
  const orbit = await dialog.findByRole('heading', { name: /^Orbit/ });
  await user.click(dialog.getByRole('button', { name: 'That’s it' }));
  await heading(orbit.textContent ?? '');
});

test('an empty library has nothing to suggest and says where more comes from', async () => {
  await openWindow({ as: 'Ada', hash: '#/for-you' });
  await screen.findByRole('heading', { name: 'Nothing to suggest yet' });
  expect(screen.queryByText('Rate a few to begin')).toBeNull();
});

test('g r leads there, and home shows the first of it with what goes with a title that was liked', async () => {
  const { core, ada, space } = await village();
  await rate(ada.client, space[0] as MediaId, 95);
  const { user } = await openWindow({ core, as: 'Ada' });
  await screen.findByRole('heading', { name: 'Because you liked Orbit A' });
  await screen.findByRole('heading', { name: 'For you' });
  await user.keyboard('gr');
  expect(await heading('For you')).toBeDefined();
});

import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { addTitle } from '../../support/core.ts';
import { pageCore } from '../app/page-core.ts';
import { heading, openWindow } from '../app/render-app.tsx';

test('a review is saved by Ctrl Enter, and what is not saved outlives a change of page', async () => {
  const core = await pageCore();
  const { client } = await core.register('Ada');
  const mediaId = await addTitle(client, 'Ran');
  const { user } = await openWindow({ core, as: 'Ada', hash: `#/title/${mediaId}` });
  await user.type(await field(), 'Wind over');
  window.location.hash = '#/library';
  await heading('Library');
  window.location.hash = `#/title/${mediaId}`;
  expect(await field()).toHaveProperty('value', 'Wind over');
  expect(await client.call('reviews.mine', { mediaId })).toBeNull();
  await user.type(await field(), ' everything');
  await user.keyboard('{Control>}{Enter}{/Control}');
  await waitFor(async () => {
    expect(await client.call('reviews.mine', { mediaId })).toMatchObject({
      body: 'Wind over everything',
      rating: null,
    });
  });
  await screen.findByText('Wind over everything');
});

test('deleting can be undone, and the reviews are there again', async () => {
  const core = await pageCore();
  const { client } = await core.register('Ada');
  const mediaId = await addTitle(client, 'Ran');
  await client.call('reviews.save', { mediaId, body: 'A king and his sons' });
  const { user } = await openWindow({ core, as: 'Ada', hash: `#/title/${mediaId}` });
  await user.click(await screen.findByRole('button', { name: 'More actions' }));
  await user.click(await screen.findByRole('menuitem', { name: /Delete title/ }));
  await heading('Library');
  await expect(client.call('catalog.get', { id: mediaId })).rejects.toMatchObject({ code: 'not_found' });
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await heading('Ran');
  await screen.findByText('A king and his sons');
});

test('a review that gives the plot away stays covered until somebody wants to read it', async () => {
  const core = await pageCore();
  const { client } = await core.register('Ada');
  const { client: grace } = await core.register('Grace');
  const mediaId = await addTitle(client, 'Ran');
  await grace.call('reviews.save', { mediaId, body: 'They all die', spoiler: true });
  const { user } = await openWindow({ core, as: 'Ada', hash: `#/title/${mediaId}` });
  await screen.findByText('This review gives the plot away.');
  expect(screen.queryByText('They all die')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Read it anyway' }));
  screen.getByText('They all die');
});

test('an id that leads nowhere is explained', async () => {
  await openWindow({ as: 'Ada', hash: '#/title/4711' });
  await heading('This title isn’t here');
  expect(screen.getByRole('button', { name: 'Go to the library' })).toHaveProperty('disabled', false);
});

function field(): Promise<HTMLElement> {
  return screen.findByRole('textbox', { name: 'Your review' });
}

test('two titles are made one after both were seen, and taken apart again on the page', async () => {
  const core = await pageCore();
  const { client } = await core.register('Ada');
  const keep = await addTitle(client, 'Heat', { year: 1995 });
  const drop = await addTitle(client, 'Heat', { year: 1996 });
  await client.call('reviews.save', { mediaId: drop, body: 'Coffee' });
  const { user } = await openWindow({ core, as: 'Ada', hash: `#/title/${keep}` });
  await user.click(await screen.findByRole('button', { name: 'More actions' }));
  await user.click(await screen.findByRole('menuitem', { name: /Merge with/ }));
  await user.click(await screen.findByRole('option', { name: /1996/ }));
  await screen.findByText('“Coffee”');
  await user.click(screen.getByRole('button', { name: 'Merge' }));
  await screen.findByText(/Heat \(1996\) went into this title/);
  expect((await client.call('reviews.mine', { mediaId: keep }))?.body).toBe('Coffee');
  // An address of the other title leads here.
  window.location.hash = `#/title/${drop}`;
  await waitFor(() => expect(window.location.hash).toBe(`#/title/${keep}`));
  await user.click(await screen.findByRole('button', { name: 'Take apart' }));
  await screen.findByText('They are two titles again');
  expect(await client.call('reviews.mine', { mediaId: keep })).toBeNull();
});

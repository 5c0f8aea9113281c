import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { addTitle } from '../../support/core.ts';
import { pageCore } from '../app/page-core.ts';
import { heading, openWindow } from '../app/render-app.tsx';

test('a title that is there already is answered with the way to it', async () => {
  const core = await pageCore();
  const { client } = await core.register('Ada');
  await addTitle(client, 'Solaris', { year: 1972 });
  const { user } = await openWindow({ core, as: 'Ada', hash: '#/library' });
  await user.click(await screen.findByRole('button', { name: 'Add title' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Add a title' }));
  await user.type(dialog.getByRole('textbox', { name: 'Title' }), 'SOLARIS');
  await user.type(dialog.getByRole('textbox', { name: 'Year' }), '1972');
  await user.click(dialog.getByRole('button', { name: 'Add to the library' }));
  await dialog.findByText('“Solaris” is in the library already.');
  await user.click(dialog.getByRole('button', { name: 'Open it' }));
  await heading('Solaris');
  expect(await client.call('catalog.counts', {})).toMatchObject({ movie: 1 });
});

test('what the kind asks for is told at its field before anything is sent', async () => {
  const { user, client } = await openWindow({ as: 'Ada', hash: '#/library' });
  await user.click(await screen.findByRole('button', { name: 'Add title' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Add a title' }));
  await user.click(dialog.getByRole('radio', { name: 'Song' }));
  await user.type(dialog.getByRole('textbox', { name: 'Title' }), 'Espresso');
  await user.type(dialog.getByRole('textbox', { name: 'Year' }), '1700');
  await user.click(dialog.getByRole('button', { name: 'Add to the library' }));
  dialog.getByText('A song needs its artist.');
  dialog.getByText('Between 1860 and 2100 for this kind.');
  await user.type(dialog.getByRole('textbox', { name: 'Artist' }), 'Sabrina Carpenter');
  await user.clear(dialog.getByRole('textbox', { name: 'Year' }));
  await user.type(dialog.getByRole('textbox', { name: 'Year' }), '2024');
  await user.type(dialog.getByRole('combobox', { name: 'Genres' }), 'Pop,Disco{Enter}');
  await user.click(dialog.getByRole('button', { name: 'Add to the library' }));
  await screen.findByText('Espresso added');
  const { items } = await client.call('catalog.list', {});
  expect(items).toMatchObject([{ kind: 'song', title: 'Espresso', year: 2024, genres: ['Pop', 'Disco'] }]);
});

test('an empty library teaches how to fill it', async () => {
  const { user } = await openWindow({ as: 'Ada', hash: '#/library' });
  await screen.findByText('Nothing on the shelves yet');
  await user.click(screen.getByRole('button', { name: 'Import a file' }));
  await waitFor(() => expect(window.location.hash).toBe('#/import'));
});

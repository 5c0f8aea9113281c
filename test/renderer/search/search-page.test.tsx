import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { addTitle } from '../../support/core.ts';
import { pageCore } from '../app/page-core.ts';
import { heading, openWindow } from '../app/render-app.tsx';

test('results come while one types, Enter opens the best, and the search is remembered', async () => {
  const core = await pageCore();
  const { client } = await core.register('Ada');
  await addTitle(client, 'Stalker');
  await addTitle(client, 'Solaris');
  const { user } = await openWindow({ core, as: 'Ada', hash: '#/search' });
  await user.type(await screen.findByRole('combobox'), 'stal');
  await screen.findByRole('link', { name: /Stalker/ });
  // What the first letters found may still be there.
  await waitFor(() => expect(screen.queryByRole('link', { name: /Solaris/ })).toBeNull());
  await waitFor(() => expect(window.location.hash).toBe('#/search?q=stal'));
  await user.keyboard('{Enter}');
  await heading('Stalker');
  window.location.hash = '#/search';
  await heading('Search');
  await user.click(await screen.findByRole('button', { name: 'stal' }));
  await screen.findByRole('link', { name: /Stalker/ });
});

test('what is not there can be added', async () => {
  const { user } = await openWindow({ as: 'Ada', hash: '#/search?q=Zardoz' });
  await user.click(await screen.findByRole('button', { name: 'Add “Zardoz”' }));
  expect(await screen.findByRole('textbox', { name: 'Title' })).toHaveProperty('value', 'Zardoz');
});

test('the window’s own keys work from within the field', async () => {
  const { user } = await openWindow({ as: 'Ada', hash: '#/search' });
  await user.type(await screen.findByRole('combobox'), 'stal');
  await user.keyboard('{Control>}k{/Control}');
  expect(await screen.findByRole('dialog', { name: 'Go to or do' })).toBeTruthy();
});

test('a filter is completed from the keyboard, and a reader hears what there is to choose from', async () => {
  const core = await pageCore();
  const { client } = await core.register('Ada');
  await addTitle(client, 'Heat', { genres: ['Crime', 'Drama'] });
  await addTitle(client, 'Ran', { genres: ['Drama'] });
  const { user } = await openWindow({ core, as: 'Ada', hash: '#/search' });
  const field = await screen.findByRole<HTMLInputElement>('combobox');
  expect(field.getAttribute('aria-expanded')).toBe('false');
  await user.type(field, 'gen');
  await screen.findByRole('option', { name: /^genre:/ });
  await user.keyboard('{Tab}');
  expect(field.value).toBe('genre:');
  const first = await screen.findByRole('option', { name: 'Drama' });
  expect(field.getAttribute('aria-activedescendant')).toBe(first.id);
  expect(field.getAttribute('aria-controls')).toBe(screen.getByRole('listbox').id);
  await screen.findByText('2 completions, Tab takes the chosen one');
  await user.keyboard('{ArrowDown}');
  const second = screen.getByRole('option', { name: 'Crime' });
  expect(field.getAttribute('aria-activedescendant')).toBe(second.id);
  await user.keyboard('{Enter}');
  expect(field.value).toBe('genre:Crime ');
  expect(field.getAttribute('aria-expanded')).toBe('false');
  await screen.findByRole('link', { name: /Heat/ });
  await waitFor(() => expect(screen.queryByRole('link', { name: /Ran/ })).toBeNull());
});

test('a saved search stands among the lists and in the palette, and comes back after it was deleted', async () => {
  const core = await pageCore();
  const { client } = await core.register('Ada');
  await addTitle(client, 'Heat', { genres: ['Crime'] });
  await client.call('search.save', { name: 'Old crimes', query: 'genre:crime' });
  await client.call('search.remember', { text: 'heat 1995' });
  const { user } = await openWindow({ core, as: 'Ada', hash: '#/lists' });
  await user.click(await screen.findByRole('link', { name: /Old crimes/ }));
  expect((await screen.findByRole<HTMLInputElement>('combobox')).value).toBe('genre:crime');
  await screen.findByRole('link', { name: /Heat/ });
  await user.keyboard('{Control>}k{/Control}');
  await screen.findByRole('option', { name: /^Old crimes/ });
  await user.click(await screen.findByRole('option', { name: 'heat 1995' }));
  await waitFor(() =>
    expect(screen.getByRole<HTMLInputElement>('combobox', { name: /Search titles/ }).value).toBe('heat 1995'),
  );
  await user.clear(screen.getByRole('combobox', { name: /Search titles/ }));
  await user.click(await screen.findByRole('button', { name: 'More for “Old crimes”' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
  await waitFor(async () => expect(await client.call('search.saved', {})).toEqual([]));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(async () =>
    expect(await client.call('search.saved', {})).toMatchObject([
      { name: 'Old crimes', query: 'genre:crime' },
    ]),
  );
});

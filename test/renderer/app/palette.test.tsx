import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { addTitle } from '../../support/core.ts';
import { pageCore } from './page-core.ts';
import { heading, openWindow } from './render-app.tsx';

async function libraryOf(...titles: string[]) {
  const core = await pageCore();
  const { client } = await core.register('Ada');
  for (const title of titles) await addTitle(client, title);
  return core;
}

test('the palette opens with the keyboard, finds a title while one types, and opens it with Enter', async () => {
  const core = await libraryOf('Solaris', 'Stalker');
  const { user } = await openWindow({ core, as: 'Ada' });
  await heading(/, Ada$/);
  await user.keyboard('{Control>}k{/Control}');
  const palette = within(await screen.findByRole('dialog', { name: 'Go to or do' }));
  const field = palette.getByRole('combobox');
  expect(field).toBe(document.activeElement);
  await user.keyboard('solar');
  const option = await palette.findByRole('option', { name: /^Solaris/ });
  await waitFor(() => expect(field.getAttribute('aria-activedescendant')).toBe(option.id));
  // What its first letter found may still be there.
  await waitFor(() => expect(palette.queryByRole('option', { name: /^Stalker/ })).toBeNull());
  await user.keyboard('{Enter}');
  await heading('Solaris');
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('the palette changes the theme and goes to pages', async () => {
  const core = await libraryOf('Solaris');
  const { user, client } = await openWindow({ core, as: 'Ada' });
  await heading(/, Ada$/);
  await user.keyboard('{Control>}k{/Control}');
  await screen.findByRole('combobox');
  await user.keyboard('dark');
  await screen.findByRole('option', { name: 'Use the dark theme' });
  await user.keyboard('{Enter}');
  await waitFor(() => expect(document.documentElement.dataset['theme']).toBe('dark'));
  await waitFor(async () => expect(await client.call('settings.get', {})).toMatchObject({ theme: 'dark' }));
  await user.keyboard('{Control>}k{/Control}');
  await screen.findByRole('combobox');
  await user.keyboard('diag{Enter}');
  await heading('Diagnostics');
});

test('what is called nothing is said, and Escape closes', async () => {
  const core = await libraryOf('Solaris');
  const { user } = await openWindow({ core, as: 'Ada' });
  await heading(/, Ada$/);
  await user.keyboard('{Control>}k{/Control}');
  await screen.findByRole('combobox');
  await user.keyboard('zzzz');
  await screen.findByText('Nothing is called “zzzz”.');
  await user.keyboard('{Escape}{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

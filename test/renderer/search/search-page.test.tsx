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
  await user.type(await screen.findByRole('searchbox'), 'stal');
  await screen.findByRole('link', { name: /Stalker/ });
  expect(screen.queryByRole('link', { name: /Solaris/ })).toBeNull();
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
  await user.type(await screen.findByRole('searchbox'), 'stal');
  await user.keyboard('{Control>}k{/Control}');
  expect(await screen.findByRole('dialog', { name: 'Go to or do' })).toBeTruthy();
});

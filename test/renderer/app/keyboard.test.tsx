import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { heading, openWindow } from './render-app.tsx';

test('g and a letter go to a place, whose heading takes the focus and whose name is the window’s title', async () => {
  const { user } = await openWindow({ as: 'Ada' });
  await heading(/, Ada$/);
  await user.keyboard('gt');
  const top = await heading('Top rated');
  await waitFor(() => expect(document.activeElement).toBe(top));
  expect(document.title).toBe('Top rated · Mediary');
  await user.keyboard('{Escape}');
  await heading(/, Ada$/);
});

test('single letters are text while somebody types', async () => {
  const { user } = await openWindow({ as: 'Ada', hash: '#/settings/profile' });
  const name = await screen.findByLabelText('Your name');
  await user.type(name, 'gt?');
  expect(name).toHaveProperty('value', 'Adagt?');
  expect(window.location.hash).toBe('#/settings/profile');
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('? shows every key', async () => {
  const { user } = await openWindow({ as: 'Ada' });
  await heading(/, Ada$/);
  await user.keyboard('?');
  const sheet = within(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' }));
  expect(sheet.getByRole('heading', { name: 'On a title' })).toBeDefined();
});

test('an address that leads nowhere says so', async () => {
  await openWindow({ as: 'Ada', hash: '#/nowhere' });
  expect(await heading('Nothing lives here')).toBeDefined();
});

test('a database that could not be opened is explained, with the way to its folder', async () => {
  const { user, shellCalls } = await openWindow({
    hash: '#/failed?reason=newer_version&file=%2Fdata%2Fmediary.sqlite3',
  });
  await heading('This library is from a newer Mediary');
  screen.getByText('Nothing was deleted and nothing was changed. The file is as it was before.');
  screen.getByText('/data/mediary.sqlite3');
  await user.click(screen.getByRole('button', { name: 'Show the data folder' }));
  expect(shellCalls).toEqual([{ method: 'shell.showDataFolder', input: {} }]);
});

test('a file dropped on the window goes to the import dialog', async () => {
  const token = 'file-00000000-0000-4000-8000-000000000000';
  const { shellCalls } = await openWindow({
    as: 'Ada',
    shell: { 'shell.takeDroppedFiles': [{ token, name: 'ratings.csv', size: 12 }] },
  });
  await heading(/, Ada$/);
  const file = new File(['title\n'], 'ratings.csv', { type: 'text/csv' });
  const drop = new Event('drop', { bubbles: true, cancelable: true });
  Object.assign(drop, { dataTransfer: { types: ['Files'], files: [file] } });
  window.dispatchEvent(drop);
  await waitFor(() => expect(window.location.hash).toBe('#/import'));
  expect(shellCalls[0]).toEqual({ method: 'shell.takeDroppedFiles', input: [file] });
});

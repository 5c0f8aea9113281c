import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Client } from '#shared/api/client.ts';
import type { MediaId } from '#shared/api/contract.ts';
import type { Connection } from '#main/core/core.ts';
import { addTitle, type TestCore } from '../../support/core.ts';
import { pageCore } from '../app/page-core.ts';
import { openWindow } from '../app/render-app.tsx';

test('digits rate the title that has the focus, and Undo takes the rating back', async () => {
  const { core, client, ids } = await twoTitles();
  const { user } = await openWindow({ core, as: 'Ada', hash: '#/search?q=ran' });
  await ready();
  await user.keyboard('{ArrowDown}');
  await waitFor(() => expect(document.activeElement?.textContent).toContain('Ran'));
  await user.keyboard('8');
  await waitFor(async () => expect(await ratingOf(client, ids.ran)).toBe(80));
  await user.keyboard('{Shift>}9{/Shift}');
  await waitFor(async () => expect(await ratingOf(client, ids.ran)).toBe(85));
  await screen.findByText('Ran: 8.5');
  await user.keyboard('{Control>}z{/Control}');
  await waitFor(async () => expect(await ratingOf(client, ids.ran)).toBe(80));
});

test('j and k move, w and f put on shelves, and up from the first row goes back to the field', async () => {
  const { core, client, ids } = await twoTitles();
  const { user } = await openWindow({ core, as: 'Ada', hash: '#/search?q=ran' });
  await ready();
  await user.keyboard('{ArrowDown}');
  await waitFor(() => expect(document.activeElement?.tagName).toBe('A'));
  await user.keyboard('jwf');
  await waitFor(async () => {
    expect(await mineOf(client, ids.ranma)).toMatchObject({ watchlist: true, favorite: true });
  });
  expect(await mineOf(client, ids.ran)).toMatchObject({ watchlist: false, favorite: false });
  await user.keyboard('kk');
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('combobox')));
});

test('a rating that could not be saved goes back to what it was, and says so', async () => {
  const { core } = await twoTitles();
  const { user } = await openWindow({ core: fullDisk(core), as: 'Ada', hash: '#/search?q=ran' });
  await ready();
  await user.keyboard('{ArrowDown}');
  await waitFor(() => expect(document.activeElement?.tagName).toBe('A'));
  await user.keyboard('7');
  await screen.findByText(/^Your rating of Ran was not saved\. The disk is full/);
  expect(document.activeElement?.textContent).not.toContain('7.0');
});

test('Space looks at a title without leaving the list, and the focus comes back', async () => {
  const { core } = await twoTitles();
  const { user } = await openWindow({ core, as: 'Ada', hash: '#/search?q=ran' });
  await ready();
  await user.keyboard('{ArrowDown}');
  await waitFor(() => expect(document.activeElement?.tagName).toBe('A'));
  await user.keyboard(' ');
  const sheet = await screen.findByRole('dialog', { name: 'Ran' });
  within(sheet).getByRole('slider', { name: 'Your rating of Ran' });
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await waitFor(() => expect(document.activeElement?.textContent).toContain('Ran'));
});

async function twoTitles(): Promise<{
  core: TestCore;
  client: Client;
  ids: { ran: MediaId; ranma: MediaId };
}> {
  const core = await pageCore();
  const { client } = await core.register('Ada');
  const ids = {
    ran: await addTitle(client, 'Ran', { year: 1985 }),
    ranma: await addTitle(client, 'Ranma', { year: 1989 }),
  };
  return { core, client, ids };
}

/** A core whose disk is full as soon as somebody rates. */
function fullDisk(core: TestCore): TestCore {
  const error = { code: 'storage', message: 'full', details: { reason: 'disk_full' } } as const;
  return {
    ...core,
    connect() {
      const { client, connection } = core.connect();
      const invoke: Connection['invoke'] = (method, input) =>
        method === 'reviews.save' ? Promise.resolve({ ok: false, error }) : connection.invoke(method, input);
      return { client, connection: { ...connection, invoke } };
    },
  };
}

/** The results are there: the page's code may have to be loaded first. */
async function ready(): Promise<void> {
  await screen.findByRole('link', { name: /Ranma/ }, { timeout: 10_000 });
}

async function mineOf(client: Client, id: MediaId) {
  return (await client.call('catalog.get', { id })).mine;
}

async function ratingOf(client: Client, id: MediaId) {
  return (await mineOf(client, id)).rating;
}

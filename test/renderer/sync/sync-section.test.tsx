import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { addTitle, goodPassword, scratchFolder, testCore } from '../../support/core.ts';
import { accountPassword, createFakeServer, type FakeServer } from '../../core/sync/fake-server.ts';
import { linkedComputer, realClock, testNetwork, until } from '../../core/sync/support.ts';
import { openWindow, type TestWindow, type WindowOptions } from '../app/render-app.tsx';

async function open(server: FakeServer, options: WindowOptions = {}): Promise<TestWindow> {
  const core = await testCore(scratchFolder(), realClock, undefined, { network: testNetwork(server.fetch) });
  return await openWindow({ core, as: 'Ada', hash: '#/settings/sync', ...options });
}

async function signIn({ user }: TestWindow, address = 'sync.example.org'): Promise<void> {
  await user.click(await screen.findByRole('button', { name: 'Link to an account…' }));
  await user.type(await screen.findByLabelText('Address of the server'), `${address}{Enter}`);
  await user.type(await screen.findByLabelText('Password of the account'), accountPassword);
  await user.type(screen.getByLabelText('Password of Ada on this computer'), goodPassword);
  await user.click(screen.getByRole('button', { name: 'Continue' }));
}

test('linking shows both sides before anything comes together, and then that they are in step', async () => {
  const server = createFakeServer();
  const { client: first } = await linkedComputer(server.fetch);
  const mediaId = await addTitle(first, 'Heat');
  await first.call('reviews.save', { mediaId, rating: 85 as never });
  await until(first, ({ waiting, state }) => waiting === 0 && state === 'idle');
  const window = await open(server);
  await signIn(window);
  const dialog = within(await screen.findByRole('dialog', { name: 'Bring both together?' }));
  expect(dialog.getByRole('region', { name: 'On this computer' }).textContent).toContain('Nothing yet');
  expect(dialog.getByRole('region', { name: 'In the account of Ada' }).textContent).toContain(
    'Reviews and ratings',
  );
  expect(await window.client.call('sync.status', {})).toMatchObject({ state: 'off' });
  await window.user.click(dialog.getByRole('button', { name: 'Bring together' }));
  await screen.findByText('In step with your other devices');
  expect(await screen.findByRole('link', { name: 'In step' })).toBeDefined();
  expect(await screen.findByText('This device')).toBeDefined();
});

test('what is wrong is said where it is wrong', async () => {
  const server = createFakeServer();
  const window = await open(server);
  const { user } = window;
  await user.click(await screen.findByRole('button', { name: 'Link to an account…' }));
  const address = await screen.findByLabelText('Address of the server');
  await user.type(address, 'http://192.0.2.7{Enter}');
  await screen.findByText(/^That isn’t encrypted/);
  await user.click(screen.getByRole('checkbox', { name: /Use it without encryption/ }));
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  await user.type(await screen.findByLabelText('Password of the account'), 'not the one');
  await user.type(screen.getByLabelText('Password of Ada on this computer'), 'wrong');
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  await screen.findByText('Check Caps Lock and try again.');
  await user.clear(screen.getByLabelText('Password of Ada on this computer'));
  await user.type(screen.getByLabelText('Password of Ada on this computer'), goodPassword);
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  await screen.findByText('The e-mail address or the password of the account isn’t right.');
  expect(await window.client.call('sync.status', {})).toMatchObject({ state: 'off' });
});

test('being offline is said as it is, and nothing is lost', async () => {
  const server = createFakeServer();
  const window = await open(server);
  const { user, client } = window;
  await user.click(await screen.findByRole('button', { name: 'Link to an account…' }));
  await user.type(await screen.findByLabelText('Address of the server'), `sync.example.org{Enter}`);
  await user.click(await screen.findByRole('radio', { name: 'Make one' }));
  await user.type(screen.getByLabelText('A password for the account'), accountPassword);
  await user.type(screen.getByLabelText('Password of Ada on this computer'), goodPassword);
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  await user.click(await screen.findByRole('button', { name: 'Bring together' }));
  await screen.findByText('In step with your other devices');
  server.setOffline(true);
  const mediaId = await addTitle(client, 'Heat');
  await act(async () => {
    await client.call('reviews.save', { mediaId, rating: 85 as never });
  });
  await screen.findByText('Not in step; it tries again by itself');
  expect(screen.getByText(/changes? (is|are) waiting to be sent/)).toBeDefined();
  expect(screen.getByText(/Nothing is lost: what you do here waits/)).toBeDefined();
  expect(screen.getByRole('link', { name: 'Not in step' })).toBeDefined();
  server.setOffline(false);
  await user.click(screen.getByRole('button', { name: 'Sync now' }));
  await screen.findByText('In step with your other devices');
});

test('unlinking says what was never sent, and keeps the library', async () => {
  const server = createFakeServer();
  const window = await open(server, { languages: ['de-AT'] });
  const { user, client } = window;
  const { token } = await client.call('sync.signIn', {
    server: 'sync.example.org', email: 'ada@example.org', password: accountPassword, create: 'Ada', profilePassword: goodPassword,
  }); // prettier-ignore
  await act(async () => void (await client.call('sync.link', { token })));
  await screen.findByText('Im Gleichschritt mit deinen anderen Geräten');
  await user.click(screen.getByRole('button', { name: 'Trennen' }));
  const dialog = within(await screen.findByRole('alertdialog'));
  await user.click(dialog.getByRole('button', { name: 'Trennen' }));
  await screen.findByRole('button', { name: 'Mit einem Konto verbinden …' });
  expect(await client.call('sync.status', {})).toMatchObject({ state: 'off' });
});

test('what the server refuses is listed by its reason, and goes when it is sent again', async () => {
  const server = createFakeServer();
  const window = await open(server);
  const { user, client } = window;
  const { token } = await client.call('sync.signIn', {
    server: 'sync.example.org', email: 'ada@example.org', password: accountPassword, create: 'Ada', profilePassword: goodPassword,
  }); // prettier-ignore
  server.refuse('review', 'q');
  const mediaId = await addTitle(client, 'Heat');
  await act(async () => {
    await client.call('sync.link', { token });
    await client.call('reviews.save', { mediaId, rating: 85 as never });
  });
  await screen.findByText('In step, except for what the server doesn’t take');
  const part = within(
    await screen
      .findByRole('heading', { name: 'Not taken by the server' })
      .then((heading) => heading.parentElement ?? heading),
  );
  expect(await part.findByText(/^The account is full\./)).toBeDefined();
  expect(part.getByRole('listitem').textContent).toBe('HeatReview and rating');
  server.refuse('review', null);
  await user.click(part.getByRole('button', { name: 'Send again' }));
  await screen.findByText('In step with your other devices');
  expect(screen.queryByRole('heading', { name: 'Not taken by the server' })).toBeNull();
});

test.each<{ case: string; options: WindowOptions }>([
  { case: 'as ever', options: {} },
  { case: 'when the reply comes late', options: { late: 'sync.settleConflict' } },
])(
  'a conflict is settled by keys alone, and the focus stays where there is more to decide: $case',
  async ({ options }) => {
    const server = createFakeServer();
    const window = await open(server, options);
    const { user, client } = window;
    const other = await linkedComputer(server.fetch);
    const { token } = await client.call('sync.signIn', {
    server: 'sync.example.org', email: 'ada@example.org', password: accountPassword, profilePassword: goodPassword,
  }); // prettier-ignore
    const mediaId = await addTitle(client, 'Heat');
    await act(async () => void (await client.call('sync.link', { token })));
    await until(client, ({ state }) => state === 'idle');
    await act(async () => {
      await client.call('sync.pause', { paused: true });
      await client.call('reviews.save', { mediaId, rating: 40 as never, body: 'Cold.' });
    });
    const there = await addTitle(other.client, 'Heat');
    await other.client.call('reviews.save', { mediaId: there, rating: 95 as never, body: 'Warm.' });
    await other.client.call('sync.now', {});
    await act(async () => void (await client.call('sync.pause', { paused: false })));
    const shelf = within(await screen.findByRole('list', { name: 'Written on two devices' }));
    const take = shelf.getByRole('button', { name: 'Take this one: Heat, Rating' });
    act(() => take.focus());
    await user.keyboard('{Enter}');
    const leave = await shelf.findByRole('button', { name: 'Leave it so: Heat, Review' });
    await waitFor(() => expect(document.activeElement).toBe(leave));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(screen.queryByRole('list', { name: 'Written on two devices' })).toBeNull());
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Written on two devices'));
    expect(await client.call('reviews.mine', { mediaId })).toMatchObject({ rating: 40, body: 'Warm.' });
  },
);

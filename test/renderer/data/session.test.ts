import { expect, test } from 'vitest';
import { createData } from '#renderer/data/data-provider.tsx';
import { createMemory } from '#renderer/data/memory.ts';
import { goodPassword } from '../../support/core.ts';
import { pageCore } from '../app/page-core.ts';

test('a session begins with the profile and its settings, and ends without a trace of its answers', async () => {
  const core = await pageCore();
  await core.register('Ada');
  const { connection } = core.connect();
  const { session, queries, memory } = createData({ bridge: connection, storage: window.localStorage });
  const { start, signIn, change, signOut } = session.getState();
  await start();
  expect(session.getState()).toMatchObject({ status: 'signedOut', profile: null });
  await signIn({ who: 'Ada', password: goodPassword });
  await change({ theme: 'dark' });
  expect(session.getState()).toMatchObject({
    status: 'signedIn',
    profile: { name: 'Ada' },
    settings: { theme: 'dark' },
  });
  queries.setQueryData(['reviews'], ['private']);
  await signOut();
  expect(queries.getQueryData(['reviews'])).toBeUndefined();
  // The sign-in screen keeps the look that the window had.
  expect(session.getState()).toMatchObject({ status: 'signedOut', settings: { theme: 'dark' } });
  expect(memory.lastProfile()).toBe(1);
});

test('a setting that could not be saved is shown as it was', async () => {
  const core = await pageCore();
  await core.register('Ada');
  const { connection, client } = core.connect();
  const { session } = createData({ bridge: connection, storage: undefined });
  await session.getState().signIn({ who: 'Ada', password: goodPassword });
  await client.call('profiles.logout', {});
  await expect(session.getState().change({ density: 'compact' })).rejects.toMatchObject({
    code: 'unauthenticated',
  });
  expect(session.getState().settings.density).toBe('comfortable');
});

test('a damaged memory is as good as none', () => {
  const storage = {
    getItem: () => '{"look":{"theme":"pink"},"lastProfile":"x"',
    setItem: () => undefined,
  } as unknown as Storage;
  const memory = createMemory(storage);
  expect(memory.look()).toEqual({});
  expect(memory.lastProfile()).toBeNull();
});

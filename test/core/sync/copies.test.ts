// One account, and more than one who would be it: profiles of one computer, and copies of a data folder.
import { cpSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, expect, test } from 'vitest';
import { databaseName } from '#main/core/db/open.ts';
import { goodPassword, scratchFolder, type TestCore } from '../../support/core.ts';
import { accountPassword, createFakeServer, type FakeServer } from './fake-server.ts';
import { computer, findReview, inStep, link, linkedComputer, rate, until, type Linked } from './support.ts';

let server: FakeServer;

beforeEach(() => {
  server = createFakeServer();
});

test('a second profile of the computer can’t be linked to the account, and is no device of it', async () => {
  const { core, client } = await linkedComputer(server.fetch);
  const { client: ben } = await core.register('Ben');
  const signIn = ben.call('sync.signIn', {
    server: 'sync.example.org',
    email: 'ada@example.org',
    password: accountPassword,
    profilePassword: goodPassword,
  });
  await expect(signIn).rejects.toMatchObject({ code: 'conflict', details: { reason: 'account_linked' } });
  expect(await ben.call('sync.status', {})).toMatchObject({ state: 'off' });
  expect(await client.call('sync.devices', {})).toHaveLength(1);
  expect(await inStep(client)).toMatchObject({ problem: null });
});

test('a copy of the data folder signs in as a device of its own; the original goes on undisturbed', async () => {
  const original = await linkedComputer(server.fetch);
  await rate(original.client, 'Heat', 85);
  await inStep(original.client);
  await original.core.core.close();
  const folder = join(scratchFolder(), 'copy');
  cpSync(original.core.dataFolder, folder, { recursive: true });
  const copy = await enter(folder);
  const status = await until(copy.client, ({ state }) => state === 'signed_out');
  expect(status).toMatchObject({ problem: 'copied', link: { account: { email: 'ada@example.org' } } });
  expect(readdirSync(join(folder, 'accounts')).filter((name) => !name.endsWith('.lock'))).toEqual([]);
  await rate(copy.client, 'Ronin', 70);

  const again = await enter(original.core.dataFolder);
  await rate(again.client, 'Heat', 60);
  await inStep(again.client);
  await link(copy.client);
  expect(await findReview(copy.client, 'Heat')).toMatchObject({ rating: 60 });
  await again.client.call('sync.now', {});
  expect(await findReview(again.client, 'Ronin')).toMatchObject({ rating: 70 });
  expect(await again.client.call('sync.devices', {})).toHaveLength(2);
  expect(nodeOf(again.core)).not.toBe(nodeOf(copy.core));
});

test('a database that was copied without the tokens opens all the same', async () => {
  const original = await linkedComputer(server.fetch);
  await original.core.core.close();
  const folder = join(scratchFolder(), 'alone');
  mkdirSync(folder);
  cpSync(join(original.core.dataFolder, databaseName), join(folder, databaseName));
  const { client } = await enter(folder);
  expect(await until(client, ({ state }) => state === 'signed_out')).toMatchObject({ problem: 'copied' });
});

test('a data folder that only got another name is the same device', async () => {
  const one = await linkedComputer(server.fetch);
  await inStep(one.client);
  const node = nodeOf(one.core);
  await one.core.core.close();
  const folder = join(scratchFolder(), 'renamed');
  renameSync(one.core.dataFolder, folder);
  const { core, client } = await enter(folder);
  expect(await until(client, ({ state }) => state === 'idle')).toMatchObject({ problem: null });
  expect(nodeOf(core)).toBe(node);
});

async function enter(dataFolder: string): Promise<Linked> {
  const core = await computer(server.fetch, dataFolder);
  const { client } = core.connect();
  await client.call('profiles.login', { who: 'Ada', password: goodPassword });
  return { core, client };
}

function nodeOf({ dataFolder }: Pick<TestCore, 'dataFolder'>): unknown {
  const sqlite = new Database(join(dataFolder, databaseName), { readonly: true });
  try {
    return sqlite.prepare('SELECT node FROM sync_clocks').pluck().get();
  } finally {
    sqlite.close();
  }
}

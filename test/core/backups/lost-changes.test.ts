// The end of the database goes missing behind the app's back: it is told, once for each loss, until somebody has seen it; and
// what replaces the database on purpose is no loss.
import Database from 'better-sqlite3';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addTitle, goodPassword, testCore, type TestCore } from '../../support/core.ts';
import { endOfJob } from '../jobs/support.ts';

const databaseOf = ({ dataFolder }: Pick<TestCore, 'dataFolder'>) => join(dataFolder, 'mediary.sqlite3');

/** Ada's library of one title, and a copy of its database from before the second one. */
async function withOlderCopy() {
  const first = await testCore();
  const { client } = await first.register('Ada');
  await addTitle(client, 'Heat');
  const second = await first.reopen();
  const copy = `${databaseOf(second)}.older`;
  const sqlite = new Database(databaseOf(second));
  sqlite.prepare('VACUUM INTO ?').run(copy);
  sqlite.close();
  const ada = second.connect().client;
  await ada.call('profiles.login', { who: 'Ada', password: goodPassword });
  second.clock.advance(3600);
  await addTitle(ada, 'Ran');
  await second.core.close();
  return { dataFolder: second.dataFolder, clock: second.clock, copy };
}

async function logIn(core: TestCore) {
  const { client } = core.connect();
  await client.call('profiles.login', { who: 'Ada', password: goodPassword });
  return client;
}

test('a database that is older than it was is told of until somebody has seen it', async () => {
  const { dataFolder, clock, copy } = await withOlderCopy();
  for (const end of ['-wal', '-shm']) rmSync(databaseOf({ dataFolder }) + end, { force: true });
  copyFileSync(copy, databaseOf({ dataFolder }));

  const opened = await testCore(dataFolder, clock);
  const client = await logIn(opened);
  const { lost } = await client.call('backups.lostChanges', {});
  expect(Date.parse(lost?.until ?? '') - Date.parse(lost?.from ?? '')).toBeGreaterThan(3_500_000);
  expect(opened.core.lostChanges()).toEqual(lost);

  // Work goes on, and it isn't forgotten by that.
  await addTitle(client, 'Alien');
  const again = await opened.reopen();
  const later = await logIn(again);
  expect(await later.call('backups.lostChanges', {})).toEqual({ lost });
  await later.call('backups.lostChangesSeen', {});
  expect((await again.reopen()).core.lostChanges()).toBeNull();
});

test('a database that is as it was left has lost nothing', async () => {
  const { dataFolder, clock } = await withOlderCopy();
  const opened = await testCore(dataFolder, clock);
  expect(opened.core.lostChanges()).toBeNull();
  expect((await (await logIn(opened)).call('catalog.list', {})).total).toBe(2);
});

test('a restored backup is no loss', async () => {
  const first = await testCore();
  const { client } = await first.register('Ada');
  await endOfJob(client, await client.call('backups.create', {}));
  await addTitle(client, 'Heat');
  const second = await first.reopen();
  const ada = await logIn(second);
  const [backup] = (await ada.call('backups.list', {})).items;
  expect(await endOfJob(ada, await ada.call('backups.restore', { name: backup?.name ?? '' }))).toMatchObject({
    state: 'done',
  });
  // Another process, before this one has written again.
  const beside = await testCore(second.dataFolder, second.clock);
  expect(beside.core.lostChanges()).toBeNull();
  expect((await (await logIn(beside)).call('catalog.list', {})).total).toBe(0);
});

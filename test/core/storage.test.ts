// Files that can't be opened, or break: a clear error, and nothing touched.
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { mkdirSync, openSync, readFileSync, writeFileSync, writeSync, closeSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addTitle, movie, scratchFolder, testCore } from '../support/core.ts';

const hash = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

test.each([
  [
    'a text',
    'not_a_database',
    (file: string) =>
      writeFileSync(file, 'this is no database at all, but long enough to be looked at. '.repeat(40)),
  ],
  [
    'another program’s database',
    'foreign_file',
    (file: string) => new Database(file).exec('CREATE TABLE theirs (id)').close(),
  ],
  [
    'a database from a newer version',
    'newer_version',
    (file: string) =>
      new Database(file).exec('PRAGMA application_id = 1296385097; PRAGMA user_version = 99').close(),
  ],
])('%s in place of the database is refused as %s and left byte for byte', async (_name, reason, write) => {
  const folder = scratchFolder();
  const file = join(folder, 'mediary.sqlite3');
  write(file);
  const before = hash(file);
  await expect(testCore(folder)).rejects.toMatchObject({ code: 'storage', details: { reason, file } });
  expect(hash(file)).toBe(before);
});

test('a folder in place of the database, or a data folder that cannot be made, is told', async () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'mediary.sqlite3'));
  await expect(testCore(folder)).rejects.toMatchObject({
    code: 'storage',
    details: { reason: 'cannot_open' },
  });
  writeFileSync(join(folder, 'file'), '');
  await expect(testCore(join(folder, 'file', 'data'))).rejects.toMatchObject({
    code: 'storage',
    details: { reason: 'cannot_open' },
  });
});

test('damaged pages are told as damage, not as a bug', async () => {
  const setup = await testCore();
  const { client } = await setup.register('Ada');
  for (let index = 0; index < 400; index++) await addTitle(client, `Film ${index} ${'x'.repeat(200)}`);
  await setup.core.close();
  const file = join(setup.dataFolder, 'mediary.sqlite3');
  const handle = openSync(file, 'r+');
  const { size } = statSync(file);
  for (let offset = 4096 * 8; offset < size; offset += 4096)
    writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, offset);
  closeSync(handle);
  const outcome = await testCore(setup.dataFolder)
    .then((again) => again.connect().client.call('profiles.login', { who: 'Ada', password: 'x' }))
    .catch((error: unknown) => error);
  expect(outcome).toMatchObject({ code: 'storage', details: { reason: 'damaged' } });
});

test('what was answered is there after the process is gone without closing', async () => {
  const setup = await testCore();
  const { client } = await setup.register('Ada');
  const id = await addTitle(client, 'Heat');
  // A second core on the same files sees what the first has answered, whatever becomes of the first.
  const other = await testCore(setup.dataFolder, setup.clock);
  const again = other.connect().client;
  await again.call('profiles.login', { who: 'Ada', password: 'quiet-otter-lamp-42' });
  expect((await again.call('catalog.get', { id })).title).toBe('Heat');
});

test('two processes that write at once both succeed', async () => {
  const setup = await testCore();
  const { client } = await setup.register('Ada');
  const other = await testCore(setup.dataFolder, setup.clock);
  const again = other.connect().client;
  await again.call('profiles.login', { who: 'Ada', password: 'quiet-otter-lamp-42' });
  await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      (index % 2 === 0 ? client : again).call('catalog.add', movie(`Film ${index}`)),
    ),
  );
  expect((await client.call('catalog.list', {})).total).toBe(40);
});

test('a lock that is held for a while makes a save wait without blocking the thread', async () => {
  const setup = await testCore();
  const { client } = await setup.register('Ada');
  const holder = new Database(join(setup.dataFolder, 'mediary.sqlite3'));
  holder.exec('BEGIN IMMEDIATE');
  let ticks = 0;
  const ticking = setInterval(() => ticks++, 5);
  const save = client.call('catalog.add', movie('Heat'));
  await expect.poll(() => ticks).toBeGreaterThan(20);
  holder.exec('COMMIT');
  holder.close();
  clearInterval(ticking);
  expect((await save).title).toBe('Heat');
});

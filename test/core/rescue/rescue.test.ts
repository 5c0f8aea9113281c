// The ways back from a database that can't be used: nothing is removed, the newest good backup or every readable row is in its
// place afterwards, and the report says the truth.
import Database from 'better-sqlite3';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createClient, type Client } from '#shared/api/client.ts';
import { createRescue } from '#main/core/core.ts';
import { builtCore } from '../../support/built.ts';
import { addTitle, goodPassword, scratchFolder, testCore } from '../../support/core.ts';

const page = 4096;
const titles = 300;

function rescueOf(dataFolder: string) {
  return createRescue({
    dataFolder,
    worker: builtCore.workers.backups,
    now: () => new Date('2026-11-21T17:40:00.123Z'),
  });
}

/** 300 titles with a review each, and a backup of the first 200, closed. */
async function library(): Promise<{ readonly folder: string; readonly file: string }> {
  const core = await testCore();
  const { client } = await core.register('Ada');
  const add = async (index: number) => {
    const mediaId = await addTitle(client, `Film ${index}`, { description: 'd'.repeat(400) });
    await client.call('reviews.save', { mediaId, rating: 70 as never, body: `${index} ${'r'.repeat(300)}` });
  };
  for (let index = 0; index < 200; index++) await add(index);
  await backup(client);
  for (let index = 200; index < titles; index++) await add(index);
  await core.core.close();
  return { folder: core.dataFolder, file: join(core.dataFolder, 'mediary.sqlite3') };
}

async function backup(client: Client): Promise<void> {
  const { jobId } = await client.call('backups.create', {});
  await expect.poll(async () => (await client.call('jobs.get', { jobId })).state).toBe('done');
}

/** The pages of a table's rows. */
function leavesOf(file: string, table: string): number[] {
  const sqlite = new Database(file, { readonly: true });
  const pages = sqlite
    .prepare<[string], number>(
      `SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno`,
    )
    .pluck()
    .all(table);
  sqlite.close();
  return pages;
}

function spoil(file: string, pages: readonly number[]): void {
  const handle = openSync(file, 'r+');
  for (const number of pages) writeSync(handle, Buffer.alloc(page, 0xa5), 0, page, (number - 1) * page);
  closeSync(handle);
}

async function contents(folder: string): Promise<{ titles: number | null }> {
  const { core } = await testCore(folder);
  const client = createClient(core.connect('window'));
  await client.call('profiles.login', { who: 'Ada', password: goodPassword });
  const { total } = await client.call('catalog.list', {});
  await core.settled();
  await core.close();
  return { titles: total };
}

test('a database without a fault is refused: nobody is asked who they are here', async () => {
  const { folder, file } = await library();
  const rescue = rescueOf(folder);
  expect(await rescue.look()).toMatchObject({ reason: null, backup: null, readable: false });
  const before = readFileSync(file);
  for (const way of [rescue.fromBackup, rescue.rows, rescue.nothing])
    await expect(way()).rejects.toMatchObject({ code: 'conflict', details: { reason: 'not_damaged' } });
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('the newest good backup takes the place of a damaged database, which is kept byte for byte', async () => {
  const { folder, file } = await library();
  const [name] = readdirSync(join(folder, 'backups'));
  // A newer backup that is damaged is passed over, and said.
  const newer = String(name).replace(/T\d\d/, 'T23');
  writeFileSync(join(folder, 'backups', newer), readFileSync(join(folder, 'backups', String(name))));
  spoil(join(folder, 'backups', newer), leavesOf(join(folder, 'backups', newer), 'media'));
  spoil(file, leavesOf(file, 'media').slice(0, 3));
  const damaged = readFileSync(file);
  const rescue = rescueOf(folder);
  expect(await rescue.look()).toMatchObject({
    reason: 'damaged',
    readable: true,
    damagedBackups: 1,
    backup: { name, titles: 200, reviews: 200, profiles: ['Ada'] },
  });
  const report = await rescue.fromBackup();
  expect(report).toMatchObject({
    from: 'backup',
    backup: { name },
    titles: 200,
    aside: 'set-aside/2026-11-21T17-40-00.123Z',
  });
  expect(readFileSync(join(folder, report.aside, 'mediary.sqlite3')).equals(damaged)).toBe(true);
  expect((await contents(folder)).titles).toBe(200);
  expect((await rescueOf(folder).look()).reason).toBeNull();
});

test('rows that can be read are saved, those that cannot are counted, and no review goes with its title', async () => {
  const { folder, file } = await library();
  const leaves = leavesOf(file, 'media');
  spoil(file, leaves.slice(2, 5));
  const report = await rescueOf(folder).rows();
  const media = report.tables.find(({ table }) => table === 'media');
  expect(report.from).toBe('salvage');
  expect(media?.lost).toBeGreaterThan(5);
  expect((media?.saved ?? 0) + (media?.lost ?? 0)).toBe(titles);
  expect(report.tables.find(({ table }) => table === 'reviews')).toEqual({
    table: 'reviews',
    saved: titles,
    lost: 0,
  });
  // All of these pages are from before the backup.
  expect(report.fromBackup + report.standIns).toBe(media?.lost);
  expect(report.fromBackup).toBeGreaterThan(5);
  expect(report.titles).toBe(titles);
  expect((await contents(folder)).titles).toBe(titles);
});

test('without a backup a title that is lost has a stand-in', async () => {
  const { folder, file } = await library();
  rmSync(join(folder, 'backups'), { recursive: true });
  spoil(file, leavesOf(file, 'media').slice(-2));
  const report = await rescueOf(folder).rows();
  expect(report.fromBackup).toBe(0);
  expect(report.standIns).toBeGreaterThan(3);
  expect(report.titles).toBe(titles);
  expect(report.reviews).toBe(titles);
});

test('a file that is no database: the backup or an empty library, never its removal', async () => {
  const { folder, file } = await library();
  writeFileSync(file, 'not a database. '.repeat(500));
  const rescue = rescueOf(folder);
  expect(await rescue.look()).toMatchObject({ reason: 'not_a_database', readable: false });
  await expect(rescue.rows()).rejects.toMatchObject({ code: 'storage', details: { reason: 'damaged' } });
  const report = await rescue.nothing();
  expect(readFileSync(join(folder, report.aside, 'mediary.sqlite3'), 'utf8')).toMatch(/^not a database/);
  const again = await testCore(folder);
  await again.register('Ben');
});

test('a database that is gone while its backups are there is told, and comes back', async () => {
  const { folder, file } = await library();
  rmSync(file);
  await expect(testCore(folder)).rejects.toMatchObject({ code: 'storage', details: { reason: 'missing' } });
  expect(existsSync(file)).toBe(false);
  expect((await rescueOf(folder).fromBackup()).titles).toBe(200);
  expect((await contents(folder)).titles).toBe(200);
});

test('a chosen folder whose disk is not connected does not become an empty library', async () => {
  const gone = join(scratchFolder(), 'not mounted', 'mediary');
  await expect(testCore(gone, undefined, undefined, { isChosenFolder: true })).rejects.toMatchObject({
    code: 'storage',
    details: { reason: 'no_folder', file: gone },
  });
  expect(existsSync(join(gone, '..'))).toBe(false);
});

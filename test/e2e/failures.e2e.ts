// Every failure has a screen of its own in the real window: what happened, what is safe, what helps. Nothing on any of them
// removes anything, and the way back from a damaged library is one press.
import Database from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createClient } from '#shared/api/client.ts';
import { addTitle, goodPassword, scratchFolder, testCore } from '../support/core.ts';
import { smallDisk } from '../support/small-disk.ts';
import { diskLibrary, noDisk } from '../faults/disk.ts';
import { doorOf } from './support/pages.ts';
import { lookAt, openApp, type OpenApp } from './support/app.ts';

const inFolder = (folder: string) => join(folder, 'mediary.sqlite3');

/** A library of Ada's with a backup, closed. */
async function library(folder = scratchFolder(), titles = 60): Promise<string> {
  const { core, register } = await testCore(folder);
  const { client } = await register('Ada');
  for (let index = 0; index < titles; index++) {
    const mediaId = await addTitle(client, `Film ${index}`, { description: 'd'.repeat(600) });
    await client.call('reviews.save', { mediaId, rating: 70 as never, body: `Note ${index}` });
  }
  const { jobId } = await client.call('backups.create', {});
  await expect
    .poll(async () => (await client.call('jobs.get', { jobId })).state, { timeout: 20_000 })
    .toBe('done');
  await addTitle(client, 'Newer than the backup');
  await core.close();
  return folder;
}

/** Overwrites every page of these tables' rows with what isn't a page. */
function spoil(folder: string, table: string, from = 0, to = 1e9): void {
  const sqlite = new Database(inFolder(folder), { readonly: true });
  const pages = sqlite
    .prepare<[string], number>(
      `SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno`,
    )
    .pluck()
    .all(table);
  sqlite.close();
  const handle = openSync(inFolder(folder), 'r+');
  for (const number of pages.slice(from, to))
    writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, (number - 1) * 4096);
  closeSync(handle);
}

function holdLock(folder: string): void {
  const holder = new Database(inFolder(folder));
  holder.pragma('locking_mode = EXCLUSIVE');
  holder.exec('BEGIN EXCLUSIVE; UPDATE users SET hue = hue');
  onTestFinished(() => void holder.close());
}

interface Case {
  readonly reason: string;
  readonly heading: string;
  /** Gives the data folder. */
  make(): Promise<string>;
}

const cases: readonly Case[] = [
  {
    reason: 'newer_version',
    heading: 'This library is from a newer Mediary',
    async make() {
      const folder = scratchFolder();
      new Database(inFolder(folder))
        .exec('PRAGMA application_id = 1296385097; PRAGMA user_version = 99')
        .close();
      return folder;
    },
  },
  {
    reason: 'foreign_file',
    heading: 'That file belongs to another program',
    async make() {
      const folder = scratchFolder();
      new Database(inFolder(folder)).exec('CREATE TABLE theirs (id)').close();
      return folder;
    },
  },
  {
    reason: 'not_a_database',
    heading: 'That file is no database of Mediary',
    async make() {
      const folder = await library();
      writeFileSync(inFolder(folder), 'no database '.repeat(500));
      return folder;
    },
  },
  {
    reason: 'damaged',
    heading: 'The database is damaged',
    async make() {
      const folder = await library();
      spoil(folder, 'imports');
      return folder;
    },
  },
  {
    reason: 'missing',
    heading: 'The library’s file is gone',
    async make() {
      const folder = await library();
      rmSync(inFolder(folder));
      return folder;
    },
  },
  {
    reason: 'cannot_open',
    heading: 'The database can’t be opened',
    async make() {
      const folder = scratchFolder();
      mkdirSync(inFolder(folder));
      return folder;
    },
  },
  {
    reason: 'no_folder',
    heading: 'The data folder isn’t there',
    make: async () => join(scratchFolder(), 'not connected', 'Mediary'),
  },
  {
    reason: 'locked',
    heading: 'Something else is using the library',
    async make() {
      const folder = await library(scratchFolder(), 1);
      holdLock(folder);
      return folder;
    },
  },
];

function bytesOf(folder: string): Buffer | undefined {
  const there = statSync(inFolder(folder), { throwIfNoEntry: false });
  return there?.isFile() ? readFileSync(inFolder(folder)) : undefined;
}

const ballast = (disk: string) => join(disk, 'ballast');

/** To the last byte. */
function fill(disk: string): void {
  const handle = openSync(ballast(disk), 'w');
  try {
    for (;;) writeSync(handle, Buffer.alloc(4096));
  } catch {
    closeSync(handle);
  }
}
const makeRoom = (disk: string) => rmSync(ballast(disk), { force: true });
const protect = (disk: string) => void execFileSync('mount', ['-o', 'remount,ro', disk]);
const unprotect = (disk: string) => void execFileSync('mount', ['-o', 'remount,rw', disk]);

async function seeFailure(
  opened: OpenApp,
  { reason, heading }: { readonly reason: string; readonly heading: string },
): Promise<void> {
  await opened.page.getByRole('heading', { level: 1, name: heading }).waitFor();
  expect(await opened.page.getByText(/delete|remove|erase/i).count()).toBe(
    await opened.page.getByText('Nothing was deleted').count(),
  );
  await lookAt(opened, `failed-${reason}`);
  expect(opened.complaints).toEqual([]);
}

describe('a library that cannot be opened', () => {
  test.each(cases)(
    '$reason: a screen of its own, and the file stays as it is',
    async ({ reason, heading, make }) => {
      const folder = await make();
      // Reading a file and closing it would give up the lock that this process holds on it.
      const before = reason === 'locked' ? undefined : bytesOf(folder);
      const opened = await openApp(folder);
      const { page } = opened;
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      if (reason !== 'newer_version') await page.getByRole('button', { name: 'Try again' }).waitFor();
      expect(await page.getByText(/delete|remove|erase/i).count()).toBe(
        await page.getByText('Nothing was deleted').count(),
      );
      if (['damaged', 'missing', 'not_a_database'].includes(reason))
        await page.getByRole('button', { name: 'Bring it back' }).waitFor();
      if (reason === 'foreign_file') await page.getByRole('button', { name: 'Begin anew' }).waitFor();
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('page-title');
      await lookAt(opened, `failed-${reason}`);
      expect(opened.complaints).toEqual([]);
      if (before !== undefined) expect(bytesOf(folder)?.equals(before)).toBe(true);
    },
  );

  test.for([
    { reason: 'disk_full', heading: 'The disk is full', spoilDisk: fill, mendDisk: makeRoom },
    { reason: 'read_only', heading: 'Mediary may not write there', spoilDisk: protect, mendDisk: unprotect },
  ])('$reason: a real disk, its own screen, and on it goes once that is over', async (failure, { skip }) => {
    const disk = smallDisk(12);
    if (disk === undefined) {
      skip('nobody may mount a disk here');
      return;
    }
    const folder = await library(join(disk, 'data'), 3);
    failure.spoilDisk(disk);
    onTestFinished(() => failure.mendDisk(disk));
    const before = bytesOf(folder);
    const opened = await openApp(folder);
    await seeFailure(opened, failure);
    expect(bytesOf(folder)?.equals(before ?? Buffer.alloc(0))).toBe(true);
    failure.mendDisk(disk);
    await opened.page.getByRole('button', { name: 'Try again' }).press('Enter');
    await opened.page.getByText('Ada').first().waitFor();
  });

  test.skipIf(noDisk !== null)(
    'io_error: a disk that gives nothing back, its own screen, and on it goes once that is over',
    async () => {
      const folder = await library(scratchFolder(), 3);
      const control = join(scratchFolder(), 'control');
      const disk = {
        LD_PRELOAD: diskLibrary(),
        MEDIARY_DISK_ROOT: folder,
        MEDIARY_DISK_CONTROL: control,
        MEDIARY_DISK_FIRST: 'unreadable',
      };
      Object.assign(process.env, disk);
      const opened = await openApp(folder).finally(() => {
        for (const name of Object.keys(disk)) delete process.env[name];
      });
      await seeFailure(opened, { reason: 'io_error', heading: 'The disk reported an error' });
      await opened.app.evaluate((_electron, path) => {
        process.getBuiltinModule('node:fs').writeFileSync(path, 'off');
      }, control);
      await opened.page.getByRole('button', { name: 'Try again' }).press('Enter');
      await opened.page.getByText('Ada').first().waitFor();
      expect(opened.page.url()).not.toContain('failed');
    },
  );

  test('what is over is over: another try opens it, without a new start', async () => {
    const folder = scratchFolder();
    mkdirSync(inFolder(folder));
    const { page } = await openApp(folder);
    await page.getByRole('heading', { name: 'The database can’t be opened' }).waitFor();
    await page.getByRole('button', { name: 'Try again' }).press('Enter');
    await page.getByText('Nothing has changed yet').waitFor();
    rmSync(inFolder(folder), { recursive: true });
    await page.getByRole('button', { name: 'Try again' }).press('Enter');
    await page.getByRole('textbox', { name: 'Name' }).waitFor();
    expect(page.url()).not.toContain('failed');
  });
});

test('newest changes that are missing are told of once somebody is in, until that was seen', async () => {
  const folder = await library(scratchFolder(), 2);
  const older = readFileSync(inFolder(folder));
  const { core, register } = await testCore(folder);
  await addTitle((await register('Ben')).client, 'Lost');
  await core.close();
  writeFileSync(inFolder(folder), older);

  const opened = await openApp(folder);
  const { page } = opened;
  await doorOf(page).signIn();
  const told = page.getByText(/^The newest changes are missing: what was done between /);
  await told.waitFor();
  await lookAt(opened, 'changes-missing');
  await page.getByRole('button', { name: 'To the backups' }).press('Enter');
  await page.getByRole('table').first().waitFor();
  await page.reload();
  await page.getByRole('table').first().waitFor();
  expect(await told.count()).toBe(0);
  expect(opened.complaints).toEqual([]);
});

describe('the way back', () => {
  test('the newest backup, with one press and by keyboard alone', async () => {
    const folder = await library();
    spoil(folder, 'imports');
    const damaged = bytesOf(folder);
    const opened = await openApp(folder);
    const { page } = opened;
    const act = page.getByRole('button', { name: 'Bring it back' });
    await act.waitFor();
    for (let presses = 0; presses < 20 && !(await isFocused(page, 'Bring it back')); presses++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your library is back' }).waitFor();
    await page.getByText('60 titles and 60 reviews').waitFor();
    await lookAt(opened, 'rescue-backup');
    const aside = (await page.locator('dd').innerText()).trim();
    expect(readFileSync(join(folder, aside, 'mediary.sqlite3')).equals(damaged ?? Buffer.alloc(0))).toBe(
      true,
    );
    await page.getByRole('button', { name: 'Open the library' }).press('Enter');
    await page.getByText('Ada').first().waitFor();
    expect(opened.complaints).toEqual([]);
  });

  test('every row that can be read, with a report that says the truth', async () => {
    const folder = await library(scratchFolder(), 120);
    spoil(folder, 'imports');
    spoil(folder, 'media', 3, 5);
    const opened = await openApp(folder);
    const { page } = opened;
    await page.getByRole('button', { name: 'Save it' }).press('Enter');
    await page.getByRole('heading', { name: 'Your library is saved' }).waitFor();
    const [saved, lost] = await page
      .getByRole('row', { name: /^Titles/ })
      .first()
      .getByRole('cell')
      .allInnerTexts();
    expect(Number(saved) + Number(lost)).toBe(121);
    expect(Number(lost)).toBeGreaterThan(2);
    await lookAt(opened, 'rescue-salvage');
    await page.getByRole('button', { name: 'Open the library' }).press('Enter');
    await page.getByText('Ada').first().waitFor();
    expect(opened.complaints).toEqual([]);
    await opened.app.close();
    const { core } = await testCore(folder);
    const client = createClient(core.connect('window'));
    await client.call('profiles.login', { who: 'Ada', password: goodPassword });
    expect((await client.call('catalog.list', {})).total).toBe(121);
  });
});

async function isFocused(page: Page, name: string): Promise<boolean> {
  return await page.evaluate((text) => document.activeElement?.textContent === text, name);
}

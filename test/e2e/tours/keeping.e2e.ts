// What keeps data safe and takes it out, in the real window: exports with the system's dialog, a book as a PDF, backups,
// a restore that is taken back, and the check.
import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { createClient, type Client } from '#shared/api/client.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { setTimeout as sleepy } from 'node:timers/promises';
import { projectRoot } from '../../support/built.ts';
import { goodPassword, scratchFolder, testClock, testCore } from '../../support/core.ts';
import { lookAt, openApp } from '../support/app.ts';
import { doorOf, goTo, importDialogOf } from '../support/pages.ts';

const long = `The first reel is all rooms and silences, and I had forgotten how little is said in them. Nobody explains; a door stays open a moment too long, and you know.

What I noticed this time: the light. It comes from the left in every scene with him and from the right in every scene with her, until the station, where there is none at all.

“You never asked,” she says. He didn’t. — Still one of the five.`;

async function filled(): Promise<string> {
  const folder = scratchFolder();
  const clock = testClock('2023-05-01T10:00:00.000Z');
  const core = await testCore(folder, clock);
  const { client } = await core.register('Ada Lovelace');
  await starter(client);
  const { items } = await client.call('catalog.list', { limit: 60 });
  for (const [at, { id }] of items.entries()) {
    clock.advance(20 * 86_400);
    await client.call('reviews.save', {
      mediaId: id,
      rating: (30 + ((at * 37) % 71)) as Rating,
      body: at % 3 === 0 ? long : at % 3 === 1 ? 'Short, and better than I remembered.\nTwice.' : null,
      spoiler: at % 7 === 0,
    });
  }
  await core.core.close();
  return folder;
}

async function starter(client: Client): Promise<void> {
  const { jobId } = await client.call('imports.starter', {});
  while ((await client.call('imports.job', { jobId })).state === 'running') await sleepy(20);
}

async function ended(client: Client, job: { readonly jobId: string }): Promise<void> {
  while ((await client.call('jobs.get', job)).state === 'running') await sleepy(20);
}

async function saveTo(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
}

async function openData(page: Page): Promise<void> {
  await goTo(page, 'Settings');
  await page.getByRole('link', { name: 'Your data' }).click();
  await page.getByRole('heading', { name: 'Export' }).waitFor();
}

test('everything goes out, is backed up, comes back, and is checked', { timeout: 300_000 }, async () => {
  const open = await openApp(await filled());
  const { app, page, dataFolder } = open;
  const target = scratchFolder();
  await doorOf(page).signIn();
  await openData(page);
  await lookAt(open, 'data');

  await page.getByRole('button', { name: 'Export…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/60 reviews/).waitFor();
  await lookAt(open, 'export');
  await saveTo(app, join(target, 'Mediary Ada.zip'));
  await dialog.getByRole('button', { name: 'Choose where…' }).click();
  await dialog.getByText('Exported to Mediary Ada.zip').waitFor();
  await lookAt(open, 'export-done');
  expect(readFileSync(join(target, 'Mediary Ada.zip')).subarray(0, 2).toString()).toBe('PK');

  await dialog.getByRole('button', { name: 'Export something else' }).click();
  await dialog.getByText('A book').click();
  await saveTo(app, join(target, 'stopped.pdf'));
  await dialog.getByRole('button', { name: 'Choose where…' }).click();
  await dialog.getByRole('button', { name: 'Stop', exact: true }).click();
  await dialog.getByRole('button', { name: 'Choose where…' }).waitFor();
  expect(await dialog.getByText('Nothing was exported').count()).toBe(0);
  expect(existsSync(join(target, 'stopped.pdf'))).toBe(false);
  await saveTo(app, join(target, 'book.pdf'));
  await dialog.getByRole('button', { name: 'Choose where…' }).click();
  await dialog.getByText('Exported to book.pdf').waitFor({ timeout: 60_000 });
  const pdf = readFileSync(join(target, 'book.pdf'));
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  copyFileSync(join(target, 'book.pdf'), join(projectRoot, 'test-results', 'book.pdf'));
  expect(pdf.length).toBeGreaterThan(20_000);
  await dialog.getByRole('button', { name: 'Done' }).click();

  await page.getByRole('button', { name: 'Back up now' }).click();
  await page.getByRole('cell', { name: 'On demand' }).waitFor();
  await page.getByRole('button', { name: 'Check now' }).click();
  await page.getByText('All is well.').waitFor();
  await lookAt(open, 'data-kept');

  await page
    .getByRole('button', { name: /^Restore the backup of/ })
    .first()
    .click();
  const ask = page.getByRole('alertdialog');
  await ask.getByText(/438 titles, 60 reviews/).waitFor();
  await lookAt(open, 'restore');
  await ask.getByRole('button', { name: 'Restore it' }).click();
  await ask.getByText(/^Restored: 438 titles/).waitFor();
  await lookAt(open, 'restored');
  await ask.getByRole('button', { name: 'Undo' }).click();
  await ask.getByText(/^Restored: 438 titles/).waitFor();
  await ask.getByRole('button', { name: 'Done' }).click();
  expect(existsSync(join(dataFolder, 'restored'))).toBe(true);
  expect(statSync(join(dataFolder, 'backups')).isDirectory()).toBe(true);
  expect(open.complaints).toEqual([]);
});

test(
  'a new computer begins with a backup, a year goes on paper, and what imports remember is forgotten',
  { timeout: 300_000 },
  async () => {
    const old = await filled();
    const core = await testCore(old);
    const connection = core.core.connect('window');
    const client = createClient(connection);
    await client.call('profiles.login', { who: 'ada.lovelace@example.org', password: goodPassword });
    await ended(client, await client.call('backups.create', {}));
    const { items } = await client.call('backups.list', {});
    await core.core.close();

    const open = await openApp();
    const { app, page } = open;
    await page.getByText('Mediary was on another computer?').waitFor();
    await lookAt(open, 'first-run');
    await app.evaluate(
      ({ dialog }, file) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
      },
      join(old, 'backups', items[0]?.name ?? ''),
    );
    await page.getByRole('button', { name: 'Restore a backup…' }).click();
    const ask = page.getByRole('alertdialog');
    await ask.getByText(/438 titles, 60 reviews/).waitFor();
    await lookAt(open, 'first-run-restore');
    await ask.getByRole('button', { name: 'Restore it' }).click();
    await ask.getByText(/^Restored: 438 titles/).waitFor();
    await ask.getByRole('button', { name: 'Sign in' }).click();
    await doorOf(page).signIn();
    await page.getByRole('navigation').waitFor();

    await page.evaluate(() => {
      location.hash = '/year/2023';
    });
    const target = join(scratchFolder(), '2023.pdf');
    await saveTo(app, target);
    await page.getByRole('button', { name: 'Reviews as PDF…' }).click();
    await page.getByText('The reviews are in 2023.pdf.').first().waitFor({ timeout: 60_000 });
    expect(readFileSync(target).subarray(0, 5).toString()).toBe('%PDF-');
    await lookAt(open, 'year-book');

    await goTo(page, 'Imports');
    await page.getByRole('button', { name: 'Import a file' }).first().click();
    const { dialog, choose, plan } = importDialogOf(app, page);
    const table = join(scratchFolder(), 'table.csv');
    writeFileSync(table, 'Film,Jahr,Punkte\nSolaris,1972,8\n');
    await choose(table);
    await dialog.getByText('A rating or review').click();
    for (const [field, option] of [
      [/What column Film becomes/, 'Title'],
      [/What column Punkte becomes/, 'Rating'],
      [/Ratings run from/, '1–10'],
      [/Kind of the titles/, 'Movies'],
    ] as const) {
      await dialog.getByRole('button', { name: field }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    }
    await plan();
    await dialog.getByRole('row', { name: /Solaris/ }).focus();
    await page.keyboard.press('/');
    await page.getByRole('searchbox').last().fill('Stalker');
    await page
      .getByRole('option', { name: /Stalker/ })
      .first()
      .click();
    await dialog.getByRole('button', { name: /^Import 1 review$/ }).click();
    await dialog
      .getByRole('status')
      .filter({ hasText: /is in|Nothing new/ })
      .waitFor();
    await dialog.getByRole('button', { name: 'Close', exact: true }).first().click();
    await openData(page);
    await page.getByText('1 decision about titles and 1 mapping of columns').waitFor();
    await page.getByRole('button', { name: 'Show them…' }).click();
    await dialog.getByRole('region', { name: 'Titles' }).getByText('Solaris').waitFor();
    await lookAt(open, 'remembered');
    await dialog.getByRole('button', { name: 'Forget Solaris' }).click();
    await dialog.getByRole('region', { name: 'Titles' }).waitFor({ state: 'detached' });
    await dialog.getByRole('region', { name: 'Columns' }).getByRole('button', { name: 'Forget all' }).click();
    await dialog.getByText('Nothing yet.').waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    expect(open.complaints).toEqual([]);
  },
);

// Two windows of two computers, each with a data folder of its own, and a real server between them: what is done on one is
// on the other at once, what both did apart comes together, and a killed window loses nothing.
import type { Page } from 'playwright-core';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { SyncStatus } from '#shared/api/sync.ts';
import { goodPassword, movie } from '../support/core.ts';
import { computer, findReview, link as linkClient, rate } from '../core/sync/support.ts';
import { openSyncServer, type SyncServer } from '../support/sync-server.ts';
import { lookAt, openApp } from './support/app.ts';
import { invoke } from './support/calls.ts';
import { doorOf, goToAddress, openNewcomer } from './support/pages.ts';

const accountPassword = 'amber kettle orbit 9';
let server: SyncServer;

beforeEach(async () => {
  server = await openSyncServer();
  onTestFinished(() => server.close());
});

test(
  'a review is on the other window at once, edits made apart come together, and a killed window goes on',
  { timeout: 240_000 },
  async () => {
    const one = await openNewcomer('#/settings/sync', 'Settings');
    await lookAt(one, '40-sync-unlinked');
    await link(one.page, 'Make one', () => lookAt(one, '41-sync-both-sides'));
    const other = await openNewcomer('#/settings/sync', 'Settings');
    await link(other.page, 'I have an account');
    await one.page.bringToFront();

    // Live.
    const heat = await addTitle(one.page, 'Heat');
    await invoke(one.page, 'reviews.save', { mediaId: heat, rating: 90, body: 'Still holds up.' });
    await goToAddress(other.page, '#/library', 'Library');
    await other.page.getByRole('link', { name: /^Heat/ }).first().click();
    await other.page.getByText('Still holds up.').first().waitFor();
    await invoke(one.page, 'reviews.save', { mediaId: heat, rating: 90, body: 'Better every time.' });
    await other.page.getByText('Better every time.').first().waitFor();

    // Apart.
    await server.stop();
    await invoke(one.page, 'reviews.save', { mediaId: heat, rating: 70 });
    const ronin = await addTitle(other.page, 'Ronin');
    await invoke(other.page, 'reviews.save', { mediaId: ronin, rating: 80 });
    await goToAddress(one.page, '#/settings/sync', 'Settings');
    await one.page.getByText('Not in step; it tries again by itself').waitFor();
    await one.page.getByText(/waiting to be sent/).waitFor();
    await lookAt(one, '42-sync-offline');
    await server.start();
    for (const { page } of [one, other, one]) {
      await goToAddress(page, '#/settings/sync', 'Settings');
      await page.getByRole('button', { name: 'Sync now' }).click();
      await page.getByText('In step with your other devices').waitFor();
    }
    await expect.poll(() => ratingOf(other.page, 'Heat')).toBe(70);
    await expect.poll(() => ratingOf(one.page, 'Ronin')).toBe(80);
    await one.page.getByText('This device').waitFor();
    await lookAt(one, '43-sync-in-step');

    // Killed while something is on its way.
    await invoke(one.page, 'reviews.save', { mediaId: heat, rating: 60 });
    const gone = one.app.waitForEvent('close');
    one.app.process().kill('SIGKILL');
    await gone;
    const again = await openApp(one.dataFolder);
    await doorOf(again.page).signIn();
    await goToAddress(again.page, '#/settings/sync', 'Settings');
    // Where the system has no keyring, the sign-in wasn't kept.
    const signIn = again.page.getByRole('button', { name: 'Sign in again' });
    await signIn.or(again.page.getByText('In step with your other devices')).first().waitFor();
    if (await signIn.isVisible()) {
      await lookAt(again, '44-sync-signed-out');
      await signIn.click();
      await again.page.getByRole('button', { name: 'Continue' }).click();
      await fillPasswords(again.page, 'Password of the account');
    }
    await again.page.getByText('In step with your other devices').waitFor();
    await expect.poll(() => ratingOf(other.page, 'Heat')).toBe(60);
    for (const { complaints } of [one, other, again]) expect(complaints).toEqual([]);
  },
);

test('an emptied server and many deletions take nothing away unasked', { timeout: 180_000 }, async () => {
  const one = await openNewcomer('#/settings/sync', 'Settings');
  await link(one.page, 'Make one');
  const other = await openNewcomer('#/settings/sync', 'Settings');
  await link(other.page, 'I have an account');
  const ids: number[] = [];
  for (let count = 0; count < 60; count++) {
    const id = await addTitle(one.page, `Film ${count}`);
    ids.push(id);
    await invoke(one.page, 'reviews.save', { mediaId: id, rating: 50 });
  }
  await expect.poll(() => reviewCount(other.page), { timeout: 20_000 }).toBe(60);
  await goToAddress(other.page, '#/settings/sync', 'Settings');
  await other.page.getByRole('button', { name: 'Pause' }).click();
  await other.page.getByText('Paused', { exact: true }).waitFor();
  for (const mediaId of ids) await invoke(one.page, 'reviews.delete', { mediaId });
  await expect.poll(async () => (await status(one.page)).waiting, { timeout: 20_000 }).toBe(0);
  await other.page.getByRole('button', { name: 'Go on' }).click();
  await other.page.getByText('Delete 60 entries?').waitFor();
  expect(await reviewCount(other.page)).toBe(60);
  await lookAt(other, '45-sync-question');
  await other.page.getByRole('button', { name: 'Keep them everywhere' }).click();
  await other.page.getByText('In step with your other devices').waitFor();
  await expect.poll(() => reviewCount(one.page), { timeout: 20_000 }).toBe(60);
  for (const { complaints } of [one, other]) expect(complaints).toEqual([]);
});

test(
  'a restored backup of a linked library is what holds, here and on the other device',
  { timeout: 180_000 },
  async () => {
    const one = await openNewcomer('#/settings/sync', 'Settings');
    const { page } = one;
    await link(page, 'Make one');
    const { client } = await (await computer(fetch)).register('Ada');
    await linkClient(client, { server: server.url });
    const ratingThere = async (title: string) => (await findReview(client, title))?.rating ?? null;
    const [heat, ronin] = [await addTitle(page, 'Heat'), await addTitle(page, 'Ronin')];
    await invoke(page, 'reviews.save', { mediaId: heat, rating: 90 });
    await invoke(page, 'reviews.save', { mediaId: ronin, rating: 80 });
    await expect.poll(() => ratingThere('Ronin')).toBe(80);
    await goToAddress(page, '#/settings/data', 'Settings');
    await page.getByRole('button', { name: 'Back up now' }).click();
    await page.getByRole('cell', { name: 'On demand' }).waitFor();
    await invoke(page, 'reviews.save', { mediaId: heat, rating: 10 });
    await invoke(page, 'reviews.delete', { mediaId: ronin });
    await expect.poll(() => ratingThere('Heat')).toBe(10);
    await expect.poll(() => ratingThere('Ronin')).toBeNull();
    await page
      .getByRole('button', { name: /^Restore the backup of/ })
      .first()
      .click();
    const ask = page.getByRole('alertdialog');
    await ask.getByText(/2 titles, 2 reviews/).waitFor();
    await ask.getByText(/does so on your other devices too/).waitFor();
    await lookAt(one, '46-sync-restore');
    await ask.getByRole('button', { name: 'Restore it' }).click();
    await ask.getByText(/^Restored: 2 titles/).waitFor();
    await lookAt(one, '47-sync-restored');
    await ask.getByRole('button', { name: 'Done' }).click();
    await expect.poll(() => ratingThere('Heat')).toBe(90);
    await expect.poll(() => ratingThere('Ronin')).toBe(80);
    await goToAddress(page, '#/settings/sync', 'Settings');
    await page.getByText('In step with your other devices').waitFor();
    await lookAt(one, '48-sync-after-restore');
    expect([await ratingOf(page, 'Heat'), await ratingOf(page, 'Ronin')]).toEqual([90, 80]);
    // It goes on both ways.
    await rate(client, 'Heat', 70);
    await expect.poll(() => ratingOf(page, 'Heat')).toBe(70);
    expect(one.complaints).toEqual([]);
  },
);

async function link(
  page: Page,
  way: 'Make one' | 'I have an account',
  look?: () => Promise<void>,
): Promise<void> {
  await page.getByRole('button', { name: 'Link to an account…' }).click();
  await page.getByLabel('Address of the server').fill(server.url);
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: way }).check({ force: true });
  await page.getByLabel('E-mail address').fill('ada@example.org');
  await fillPasswords(page, way === 'Make one' ? 'A password for the account' : 'Password of the account');
  const join = page.getByRole('button', { name: 'Bring together' });
  await join.waitFor();
  await look?.();
  await join.click();
  await page.getByText('In step with your other devices').waitFor();
}

/** The profile's own is asked for where the system has a keyring. */
async function fillPasswords(page: Page, label: string): Promise<void> {
  await page.getByLabel(label).fill(accountPassword);
  const own = page.getByLabel('Password of Ada Lovelace on this computer');
  if (await own.isVisible()) await own.fill(goodPassword);
  await page.keyboard.press('Enter');
}

async function addTitle(page: Page, title: string): Promise<number> {
  return (await invoke<{ id: number }>(page, 'catalog.add', movie(title, { year: 1995 }))).id;
}

async function ratingOf(page: Page, title: string): Promise<unknown> {
  const { items } = await invoke<{ items: { title: string; mine: { rating: unknown } }[] }>(
    page,
    'catalog.list',
    {
      limit: 200,
    },
  );
  return items.find((item) => item.title === title)?.mine.rating;
}

async function reviewCount(page: Page): Promise<number> {
  return (await invoke<{ total: number }>(page, 'catalog.list', { filter: { shelf: 'rated' }, limit: 1 }))
    .total;
}

async function status(page: Page): Promise<SyncStatus> {
  return await invoke<SyncStatus>(page, 'sync.status', {});
}

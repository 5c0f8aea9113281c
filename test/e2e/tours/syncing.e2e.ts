// The settings of sync in every state that there is, in both languages: what each looks like and says, and that all of it
// can be done by keyboard.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Client } from '#shared/api/client.ts';
import { endpoints } from '#shared/sync/endpoints.ts';
import { accountPassword, createFakeServer, serve } from '../../core/sync/fake-server.ts';
import { computer, findTitle, inStep, link, rate } from '../../core/sync/support.ts';
import { goodPassword, movie, scratchFolder } from '../../support/core.ts';
import { lookAt, type OpenApp } from '../support/app.ts';
import { invoke } from '../support/calls.ts';
import { openNewcomer } from '../support/pages.ts';

const mine =
  'The first reel is all rooms and silences, and I had forgotten how little is said in them.\n\nNobody explains; a door stays open a moment too long, and you know.';
const theirs =
  'Seen again on the small screen, late. The light comes from the left in every scene with him and from the right in every scene with her, until the station, where there is none at all. Still one of the five that I would take along.';

test('the settings of sync, in every state', { timeout: 400_000 }, async () => {
  const server = createFakeServer();
  const address = await serve(server);
  const one = await openNewcomer('#/settings/sync', 'Settings');
  const { page } = one;
  await look(one, '60-sync-unlinked');

  await page.getByRole('button', { name: 'Link to an account…' }).click();
  await lookAt(one, '61-sync-server');
  await page.getByLabel('Address of the server').fill(address);
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: 'Make one' }).check({ force: true });
  await lookAt(one, '62-sync-account');
  await page.getByLabel('E-mail address').fill('ada@example.org');
  await page.getByLabel('A password for the account').fill(accountPassword);
  const own = page.getByLabel('Password of Ada Lovelace on this computer');
  if (await own.isVisible()) await own.fill(goodPassword);
  server.delay(3000);
  await page.keyboard.press('Enter');
  await page.getByText('Signing in').first().waitFor();
  await lookAt(one, '63-sync-signing-in');
  const join = page.getByRole('button', { name: 'Bring together' });
  await join.waitFor({ timeout: 30_000 });
  server.delay(0);
  for (let count = 0; count < 20; count++) await addRated(page, `Film ${count}`, 50 + count);
  server.delay(12_000);
  await join.click();
  await page.getByText('Syncing…').first().waitFor();
  await look(one, '64-sync-first');
  server.delay(0);
  await page.getByText('In step with your other devices').waitFor({ timeout: 30_000 });
  await look(one, '65-sync-in-step');

  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Paused', { exact: true }).waitFor();
  await look(one, '66-sync-paused');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('In step with your other devices').waitFor();

  // Both wrote apart.
  const other = await computer(globalThis.fetch, scratchFolder());
  const { client } = await other.register('Ada');
  await link(client, { server: address });
  server.setOffline(true);
  await changeThings(page);
  await page.getByText('Not in step; it tries again by itself').waitFor();
  await look(one, '67-sync-offline');
  await changeThingsThere(client);
  server.setOffline(false);
  await client.call('sync.now', {});
  await inStep(client);
  await page.getByRole('button', { name: 'Sync now' }).click();
  await page.getByText('In step with your other devices').waitFor();
  await page.getByText('Holds now, from another device').first().waitFor();
  await look(one, '68-sync-conflicts');
  await settleByKeyboard(page);

  server.refuse('review', 'q');
  server.refuse('list', 'u');
  server.refuse('play', 'r');
  await addRated(page, 'Stalker', 90);
  await addRated(
    page,
    'Das Leben der Anderen und eine sehr lange Fortsetzung des Titels bis an den Rand',
    90,
  );
  await invoke(page, 'lists.create', { name: 'Best of everything', mediaIds: [] });
  await invoke(page, 'diary.log', { mediaId: await titleId(page, 'Film 1'), playedOn: '2024-05-01' });
  await page.getByRole('heading', { name: 'Not taken by the server' }).waitFor();
  await look(one, '69-sync-refused');
  for (const collection of ['review', 'list', 'play']) server.refuse(collection, null);
  await page.getByRole('button', { name: 'Send again' }).click();
  await page.getByRole('heading', { name: 'Not taken by the server' }).waitFor({ state: 'detached' });
  await page.getByText('In step with your other devices').waitFor();

  server.fail(endpoints.pull.path, { status: 200, body: '<html>' });
  await page.getByRole('button', { name: 'Sync now' }).click();
  await page.getByText('Sync has stopped').waitFor();
  await look(one, '70-sync-no-server');
  await page.getByRole('button', { name: 'Sync now' }).click();
  await page.getByText('In step with your other devices').waitFor();

  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Paused', { exact: true }).waitFor();
  for (let count = 0; count < 60; count++) await rate(client, `Play ${count}`, 50);
  await inStep(client);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('In step with your other devices').waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  for (let count = 0; count < 60; count++)
    await client.call('reviews.delete', {
      mediaId: (await findTitle(client, `Play ${count}`)) ?? 0,
    });
  await inStep(client);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('Delete 60 entries?').waitFor();
  await look(one, '71-sync-question');
  await page.getByRole('button', { name: 'Keep them everywhere' }).click();
  await page.getByText('In step with your other devices').waitFor();

  const devices = await client.call('sync.devices', {});
  await client.call('sync.signOutDevices', {
    ids: devices.filter(({ isThis }) => !isThis).map(({ id }) => id),
  });
  await page.getByRole('button', { name: 'Sync now' }).click();
  await page.getByText('Signed out on this computer').waitFor();
  await look(one, '72-sync-signed-out');
  await page.getByRole('button', { name: 'Unlink' }).click();
  await lookAt(one, '73-sync-unlink');
  await page.keyboard.press('Escape');
  expect(one.complaints).toEqual([]);
});

/** In English and in German. */
async function look(one: OpenApp, name: string): Promise<void> {
  await lookAt(one, name);
  await speak(one.page, 'de');
  await lookAt(one, `${name}-de`);
  await speak(one.page, 'en');
}

async function speak(page: Page, language: 'en' | 'de'): Promise<void> {
  await page.evaluate(() => void (location.hash = '#/settings/look'));
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('button', { name: /Language|Sprache/ }).click();
  await page.getByRole('option', { name: language === 'de' ? 'Deutsch' : 'English' }).click();
  await page.evaluate(() => void (location.hash = '#/settings/sync'));
  await page
    .getByRole('heading', { level: 1, name: language === 'de' ? 'Einstellungen' : 'Settings' })
    .waitFor();
}

async function changeThings(page: Page): Promise<void> {
  const [film, other] = [await titleId(page, 'Film 1'), await titleId(page, 'Film 2')];
  await invoke(page, 'reviews.save', { mediaId: film, rating: 90, body: mine });
  await invoke(page, 'reviews.save', { mediaId: other, rating: 35 });
}

async function changeThingsThere(client: Client): Promise<void> {
  await rate(client, 'Film 1', 65, theirs);
  await rate(client, 'Film 2', 100);
}

/** Takes one, leaves the next, by the keyboard alone; the focus stays on the shelf. */
async function settleByKeyboard(page: Page): Promise<void> {
  const conflicts = page.getByRole('list', { name: 'Written on two devices' }).getByRole('listitem');
  await conflicts.first().waitFor();
  const count = await conflicts.count();
  expect(count).toBeGreaterThan(1);
  await conflicts.first().getByRole('button').last().focus();
  await page.keyboard.press('Enter');
  for (let left = count - 1; left > 0; left--) {
    await expect.poll(() => conflicts.count()).toBe(left);
    // The next one has it, on the step that leaves things as they are.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''))
      .toMatch(/^Leave it so/);
    await page.keyboard.press('Enter');
  }
  await expect.poll(() => conflicts.count()).toBe(0);
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent ?? ''))
    .toBe('Written on two devices');
}

async function addRated(page: Page, title: string, rating: number): Promise<void> {
  const { id } = await invoke<{ id: number }>(page, 'catalog.add', movie(title));
  await invoke(page, 'reviews.save', { mediaId: id, rating });
}

async function titleId(page: Page, title: string): Promise<number | undefined> {
  const { items } = await invoke<{ items: { id: number; title: string }[] }>(page, 'catalog.list', {
    limit: 200,
  });
  return items.find((item) => item.title === title)?.id;
}

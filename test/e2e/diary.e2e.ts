// A diary kept in the real window: logging from the keyboard, vague dates, episodes, undo, the three views; a list that is
// ordered by keys; the watchlist. Every screen is looked at and scanned.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { lookAt, openApp } from './support/app.ts';
import { doorOf, libraryOf } from './support/pages.ts';

async function openAt(page: Page, address: string, heading: string): Promise<void> {
  await page.evaluate((to) => void (location.hash = to), address);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
}

async function newcomer() {
  const opened = await openApp();
  const { page } = opened;
  await doorOf(page).register('Ada Lovelace');
  await page
    .getByText(/How would you like to begin/)
    .first()
    .waitFor();
  await doorOf(page).takeStarter();
  return opened;
}

test(
  'a title is logged with L as vaguely as it is remembered, changed, deleted and taken back',
  { timeout: 120_000 },
  async () => {
    const opened = await newcomer();
    const { page, complaints } = opened;
    const dialog = page.getByRole('dialog');
    await openAt(page, '#/diary', 'Diary');
    await page.getByRole('heading', { name: 'Your diary begins with one evening' }).waitFor();

    await openAt(page, '#/library', 'Library');
    await libraryOf(page).tile('12 Angry Men').focus();
    await page.keyboard.press('l');
    await dialog.getByRole('textbox', { name: 'Year' }).fill('2019');
    await dialog.getByRole('button', { name: /Month/ }).click();
    await page.getByRole('option', { name: 'Sometime that year' }).click();
    await dialog.getByRole('slider').press('9');
    await dialog.getByRole('textbox', { name: 'Note' }).fill('On the old television');
    await lookAt(opened, '20-log');
    await dialog.getByRole('button', { name: 'Log it' }).click();
    await page.getByText('12 Angry Men logged: 2019').first().waitFor();

    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.getByRole('heading', { name: 'Some time in 2019' }).waitFor();
    const row = page.getByRole('button', { name: /12 Angry Men.*On the old television/ });
    await row.focus();
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Today' }).click();
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('heading', { name: /^\w+ \d{4}$/ }).waitFor();
    await row.focus();
    await page.keyboard.press('Delete');
    await page.getByText('Entry of 12 Angry Men deleted').first().waitFor();
    await page.getByRole('heading', { name: 'Your diary begins with one evening' }).waitFor();
    await page.keyboard.press('Control+z');
    await row.waitFor();
    await lookAt(opened, '21-diary');

    await page.getByRole('radio', { name: 'Month' }).press(' ');
    const today = page.locator('[role=gridcell][tabindex="0"]');
    await today.focus();
    await expect.poll(async () => await today.textContent()).toContain('1 entry');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: /12 Angry Men/ }).waitFor();
    await page.keyboard.press('Escape');
    await lookAt(opened, '22-diary-month');
    await page.getByRole('radio', { name: 'Year' }).press(' ');
    await page.getByRole('gridcell', { name: /: 1 entry$/ }).waitFor();
    await lookAt(opened, '23-diary-year');
    expect(complaints).toEqual([]);
  },
);

test(
  'a show counts its episodes; a list is ordered by keys; what waits is sorted',
  { timeout: 120_000 },
  async () => {
    const opened = await newcomer();
    const { page, complaints } = opened;
    const dialog = page.getByRole('dialog');
    await openAt(page, '#/library?kind=web_show', 'Library');
    await page.locator('[role=gridcell] a').first().click();
    await page.getByRole('heading', { name: 'Your diary' }).waitFor();
    await page.keyboard.press('l');
    await dialog.getByRole('textbox', { name: 'Episodes' }).fill('1-3');
    await dialog.getByRole('button', { name: 'Log it' }).click();
    await page.getByText('3 episodes seen').waitFor();
    await page.getByRole('button', { name: 'Log S01E04' }).click();
    await page.getByText('4 episodes seen').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('3 episodes seen').waitFor();

    // An evening of three episodes is one row of the diary, which opens.
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    const evening = page.getByRole('button', { name: /3 episodes/ });
    await evening.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('j');
    await expect.poll(async () => await page.locator(':focus').textContent()).toMatch(/S01E03$/);
    await lookAt(opened, '24-diary-episodes');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => await evening.getAttribute('aria-expanded')).toBe('false');
    expect(await page.locator('[data-index]').count()).toBe(1);
    await page.goBack();
    await page.getByRole('heading', { name: 'Your diary' }).waitFor();

    await page.keyboard.press('a');
    await dialog.getByRole('textbox', { name: 'New list' }).fill('Rainy days');
    await page.keyboard.press('Enter');
    await dialog.getByRole('checkbox', { name: /Rainy days/ }).waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();

    await openAt(page, '#/library', 'Library');
    for (const title of ['12 Angry Men', '12 Years a Slave']) {
      await libraryOf(page).tile(title).focus();
      await page.keyboard.press('w');
      await page.getByText(`${title} is on your watchlist`).first().waitFor();
      await page.keyboard.press('a');
      await dialog.getByRole('checkbox', { name: /Rainy days/ }).press(' ');
      await page.getByText(`${title} is on “Rainy days”`).first().waitFor();
      await dialog.getByRole('button', { name: 'Done' }).click();
    }

    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await page.getByRole('link', { name: /Rainy days/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Rainy days' }).waitFor();
    const rows = page.getByRole('row');
    await page.getByRole('row', { name: '12 Years a Slave' }).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(async () => await rows.first().textContent()).toContain('12 Years a Slave');
    await page.reload();
    await expect.poll(async () => await rows.first().textContent()).toContain('12 Years a Slave');
    await page.getByRole('row', { name: '12 Years a Slave' }).focus();
    await page.keyboard.press('Delete');
    await page.getByText('12 Years a Slave is off “Rainy days”').first().waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(async () => await rows.first().textContent()).toContain('12 Years a Slave');
    // With the mouse, as far as the third row and back to the top.
    await rows.first().dragTo(rows.nth(2), { targetPosition: { x: 200, y: 60 } });
    await expect.poll(async () => await rows.nth(2).textContent()).toContain('12 Years a Slave');
    await rows.nth(2).dragTo(rows.first(), { targetPosition: { x: 200, y: 4 } });
    await expect.poll(async () => await rows.first().textContent()).toContain('12 Years a Slave');
    await lookAt(opened, '25-list');
    await openAt(page, '#/lists', 'Lists');
    await openAt(page, '#/watchlist?sort=title', 'Watchlist');
    await page.getByText('2 titles wait').waitFor();
    await lookAt(opened, '27-watchlist');
    await page.getByRole('button', { name: 'Pick one' }).click();
    const drawn = async () => await dialog.getByRole('heading', { level: 2 }).first().textContent();
    const first = await drawn();
    await page.keyboard.press('r');
    await expect.poll(drawn).not.toBe(first);
    await lookAt(opened, '28-watchlist-pick');
    expect(complaints).toEqual([]);
  },
);

// What to watch next, in the real window: a new profile rates a few, suggestions follow, one is turned down and taken
// back, and one is picked.
import { expect, test } from 'vitest';
import { lookAt, openApp } from './support/app.ts';
import { doorOf, goTo } from './support/pages.ts';

test(
  'the first ratings change what is suggested; a suggestion is turned down and taken back; one is picked',
  { timeout: 120_000 },
  async () => {
    const opened = await openApp();
    const { page, complaints } = opened;
    await doorOf(page).register('Ada');
    await doorOf(page).takeStarter();
    await goTo(page, 'For you');
    await page.getByText('0 of 10').waitFor();
    const beginners = page.getByRole('list', { name: 'Titles to begin with' });
    for (const [done, digit] of [9, 8, 0].entries()) {
      await beginners.getByRole('link').first().focus();
      await page.keyboard.press(String(digit));
      await page.getByText(`${done + 1} of 10`).waitFor();
    }
    const suggestions = page.getByRole('list', { name: 'Suggestions' });
    // What follows from the last rating is there.
    await page.getByText('From 3 ratings by one person here').waitFor();
    await suggestions.getByRole('link').first().focus();
    const focused = () =>
      page.evaluate(() => ({
        name: document.activeElement?.querySelector('[title]')?.textContent ?? '',
        index: document.activeElement?.getAttribute('data-index'),
      }));
    const { name } = await focused();
    await page.keyboard.press('x');
    await page.getByText(`${name} won’t be suggested again`).first().waitFor();
    // The focus is on the one that took its place, wherever the new order puts that.
    await expect.poll(async () => (await focused()).index).toMatch(/^\d+$/);
    expect((await focused()).name).not.toBe(name);
    await page.keyboard.press('Control+z');
    await suggestions.getByRole('link', { name }).first().waitFor();
    await lookAt(opened, 'for-you');

    await page.getByRole('button', { name: 'Pick one for me' }).click();
    const dialog = page.getByRole('dialog', { name: 'One, for now' });
    await dialog.getByText('Tense', { exact: true }).click();
    const dealt = dialog.getByRole('heading', { level: 3 });
    const first = await dealt.textContent();
    await page.keyboard.press('r');
    await expect.poll(() => dealt.textContent()).not.toBe(first);
    await lookAt(opened, 'pick-one');
    const picked = (await dealt.textContent()) ?? '';
    await dialog.getByRole('button', { name: 'That’s it' }).click();
    await page.getByRole('heading', { level: 1, name: picked }).waitFor();
    await page.getByRole('region', { name: 'Also liked' }).waitFor();
    expect(complaints).toEqual([]);
  },
);

// The app without a mouse.
import { expect, test } from 'vitest';
import { goodPassword } from '../support/core.ts';
import { openApp } from './support/app.ts';

test(
  'somebody without a mouse makes a profile, takes the starter catalogue, browses, peeks, rates, keeps and undoes',
  { timeout: 120_000 },
  async () => {
    const { page, complaints } = await openApp();
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const focused = () =>
      page.evaluate(
        () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
      );
    const tabTo = async (name: RegExp) => {
      for (let steps = 0; steps < 40 && !name.test(await focused()); steps++) await press('Tab');
      expect(await focused()).toMatch(name);
    };

    // The first field has the focus already.
    await page.getByLabel('Your name').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    await page.keyboard.type('Ada');
    await page.getByLabel('E-mail address').focus();
    await page.keyboard.type('ada@example.org');
    await page.getByLabel('Password', { exact: true }).focus();
    await page.keyboard.type(goodPassword);
    await press('Enter');
    await page.getByRole('button', { name: 'Take the starter catalogue' }).waitFor();
    await tabTo(/Take the starter catalogue/);
    await press('Enter');
    await page.getByRole('heading', { name: 'Do you know these?' }).waitFor();

    await press('g', 'b');
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
    await tabTo(/12 Angry Men/);
    await press('ArrowRight');
    await expect.poll(focused).toMatch(/12 Years a Slave/);
    await press('9');
    await page.getByText('12 Years a Slave: 9.0').first().waitFor();
    await press('Control+z');
    await page.getByText('Rating of 12 Years a Slave removed').first().waitFor();
    await press('w');
    await page.getByText('12 Years a Slave is on your watchlist').first().waitFor();
    await press('Space');
    await page.getByRole('dialog').waitFor();
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(focused).toMatch(/12 Years a Slave/);
    await press('Enter');
    await page.getByRole('heading', { level: 1, name: '12 Years a Slave' }).waitFor();
    await press('Escape');
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
    expect(complaints).toEqual([]);
  },
);

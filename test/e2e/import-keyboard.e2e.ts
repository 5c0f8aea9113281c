// The whole import dialog without a mouse, and what a screen reader is told at each step of it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../support/core.ts';
import { openApp } from './support/app.ts';
import { doorOf, goTo } from './support/pages.ts';

const catalogue =
  'title,year,kind,creator\nSolaris,1972,movie,Andrei Tarkovsky\nSolaris,2002,movie,Steven Soderbergh\n';
const ratings = 'Title,Year,Rating\nSolaris,,9\nHeat,1995,7\nRan,1985,eleven\n';

test('somebody without a mouse maps, settles, imports and takes back', { timeout: 120_000 }, async () => {
  const { app, page, complaints } = await openApp();
  await doorOf(page).register('Ada Lovelace');
  await doorOf(page).beginEmpty();
  await goTo(page, 'Imports');
  const dialog = page.getByRole('dialog').last();
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: at } = document;
      const labels = at?.getAttribute('aria-labelledby')?.split(' ') ?? [];
      const named = labels.map((id) => document.querySelector(`#${CSS.escape(id)}`)?.textContent ?? '');
      return at?.getAttribute('aria-label') ?? (named.join(' ').trim() || (at?.textContent ?? ''));
    });
  const tabTo = async (name: RegExp, most = 30) => {
    for (let steps = 0; steps < most && !name.test(await focused()); steps++) await press('Tab');
    expect(await focused()).toMatch(name);
  };
  const give = async (name: string, content: string) => {
    const path = join(scratchFolder(), name);
    writeFileSync(path, content);
    await app.evaluate(({ dialog: system }, file) => {
      system.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
    }, path);
  };

  await tabTo(/^Import a file$/);
  await give('titles.csv', catalogue);
  await press('Enter');
  // The step is there for this button, so it has the focus.
  await expect.poll(focused).toBe('Choose a file…');
  await press('Enter');
  await dialog.getByRole('region', { name: 'Columns' }).waitFor();
  await tabTo(/^See what would happen$/);
  await press('Enter');
  await dialog.getByRole('tablist').waitFor();
  await tabTo(/^Import 2 titles$/);
  await press('Enter');
  await dialog.getByRole('status').filter({ hasText: '2 titles are in' }).waitFor();

  await tabTo(/^Import another file$/);
  await give('ratings.csv', ratings);
  await press('Enter');
  await expect.poll(focused).toBe('Choose a file…');
  await press('Enter');
  await dialog.getByRole('region', { name: 'Columns' }).waitFor();
  await tabTo(/Kind of the titles/);
  await press('Enter', 'Home', 'Enter');
  await tabTo(/Ratings run from/);
  await press('Enter', 'Home', 'Enter');
  await expect(dialog.getByRole('table', { name: 'Columns of the file' }).ariaSnapshot()).resolves.toContain(
    'columnheader "Becomes"',
  );
  await tabTo(/^See what would happen$/);
  await press('Enter');

  await dialog.getByRole('tab', { name: /Ambiguous/, selected: true }).waitFor();
  const told = await dialog.ariaSnapshot();
  expect(told).toContain('tablist "What would become of the rows"');
  expect(told).toMatch(/tab "1 Ambiguous" \[selected\]/);
  expect(told).toMatch(/grid "Ambiguous"/);
  expect(told).toContain('group "Which title it is"');
  expect(told).toMatch(/status:\s+- strong: 3 rows read/);
  // From the head of the plan into its rows in a handful of steps, and out again past all of them.
  await tabTo(/Solaris/, 8);
  await press('2');
  await dialog.getByRole('button', { name: /Solaris \(2002\)/, pressed: true }).waitFor();
  await expect.poll(focused).toMatch(/Solaris/);
  await dialog.getByRole('button', { name: 'Import 2 reviews' }).waitFor();
  await tabTo(/^Import 2 reviews$/, 10);
  await press('Enter');
  await dialog.getByRole('status').filter({ hasText: '2 reviews are in' }).waitFor();

  await tabTo(/^Undo import…$/);
  await press('Enter');
  await page.getByRole('dialog', { name: 'Undo this import?' }).getByText('2 reviews').waitFor();
  await press('Escape');
  await expect.poll(focused).toBe('Undo import…');
  await press('Enter');
  await page.getByRole('dialog', { name: 'Undo this import?' }).getByText('2 reviews').waitFor();
  await tabTo(/^Undo import$/);
  await press('Enter');
  await page.getByRole('dialog', { name: 'The import is undone' }).waitFor();
  await press('Escape');
  await page.getByRole('dialog', { name: 'The import is undone' }).waitFor({ state: 'detached' });
  // The button that opened it has gone with what it took back: the dialog beneath has the focus, and its keys.
  await expect.poll(focused).toBe('Close');
  // The first takes the button's tooltip away.
  await press('Escape', 'Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  // Back where it began: the button stands in the page's bar by now.
  await expect.poll(focused).toBe('Import a file');
  await page.getByText('Undone').first().waitFor();
  expect(complaints).toEqual([]);
});

// The plan of an import in the real window: ambiguous rows settled from the keyboard, a row left out, the import, and
// a look at each step.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../support/core.ts';
import { lookAt, openApp } from './support/app.ts';
import { doorOf, goTo, importDialogOf } from './support/pages.ts';

// oxlint-disable-next-line vitest/require-awaited-expect-poll -- who calls it awaits
const eventually = (look: () => Promise<unknown>) => expect.poll(look, { timeout: 10_000 });

const catalogue =
  'title,year,kind,creator\nPinocchio,2019,movie,Matteo Garrone\nPinocchio,2022,movie,Robert Zemeckis\n' +
  'Solaris,1972,movie,Andrei Tarkovsky\nSolaris,2002,movie,Steven Soderbergh\nHeat,1995,movie,Michael Mann\n';
const ratings =
  'Title,Year,Rating,Review\nPinocchio,,8,Wood and tears.\nSolaris,,9,\nHeat,1995,7,\nRan,1985,10,"Wind,\nand more wind."\n' +
  '千と千尋の神隠し,2001,9,\nThe Assassination of Jesse James by the Coward Robert Ford and Other Very Long Titles,2007,8,\n' +
  'Alien,1979,eleven,\nStalker,1979,9,\nPinocchio,,8,Wood and tears.\n';

test(
  'ambiguous rows are settled by keys, a row is left out, and the import does what the plan said',
  { timeout: 120_000 },
  async () => {
    const folder = scratchFolder();
    const write = (name: string, content: string) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const opened = await openApp();
    const { app, page, complaints } = opened;
    await doorOf(page).register('Ada Lovelace');
    await doorOf(page).beginEmpty();
    await goTo(page, 'Imports');
    const { dialog, choose, plan } = importDialogOf(app, page);
    const begin = async (path: string) => {
      await page.getByRole('button', { name: 'Import a file' }).first().click();
      await choose(path);
    };
    await begin(write('films.csv', catalogue));
    await plan();
    await dialog.getByRole('button', { name: 'Import 5 titles' }).click();
    await dialog.getByText('5 titles are in').waitFor();
    await dialog.getByRole('button', { name: 'Import another file' }).click();

    await choose(write('ratings.csv', ratings));
    await dialog.getByRole('button', { name: /Ratings run from/ }).click();
    await page.getByRole('option', { name: '1–10', exact: true }).click();
    await dialog.getByRole('button', { name: /Kind of the titles/ }).click();
    await page.getByRole('option', { name: 'Movies' }).click();
    await plan();
    const tab = (name: RegExp) => dialog.getByRole('tab', { name });
    await eventually(() => tab(/Ambiguous/).getAttribute('aria-selected')).toBe('true');
    await dialog.getByRole('row').first().focus();
    await lookAt(opened, 'plan-2-ambiguous');

    await page.keyboard.press('2');
    await eventually(() =>
      dialog.getByRole('button', { name: /Pinocchio \(2022\)/, pressed: true }).count(),
    ).toBe(2);
    await eventually(() => tab(/Ambiguous/).textContent()).toContain('1');
    await dialog.getByRole('row').nth(1).focus();
    await page.keyboard.press('/');
    await page
      .getByRole('option', { name: /Solaris/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await eventually(() => tab(/Ambiguous/).textContent()).toMatch(/^0/);

    await tab(/New/).click();
    await dialog.getByRole('searchbox', { name: 'Filter rows' }).fill('stalk');
    await eventually(() => dialog.getByRole('row').count()).toBe(1);
    await dialog.getByRole('row').first().focus();
    await page.keyboard.press('s');
    await tab(/Left out/).waitFor();
    await dialog.getByRole('searchbox', { name: 'Filter rows' }).fill('');
    await lookAt(opened, 'plan-5-new');
    await tab(/Refused/).click();
    await dialog.getByRole('button', { name: 'Import 6 reviews' }).click();
    await dialog.getByText('6 reviews are in').waitFor();

    await dialog.getByRole('button', { name: 'Undo import…' }).click();
    const undo = page.getByRole('dialog', { name: 'Undo this import?' });
    await undo.getByText('6 reviews').waitFor();
    await lookAt(opened, 'plan-8-undo');
    await undo.getByRole('button', { name: 'Leave it' }).click();
    await dialog.getByRole('button', { name: 'Close', exact: true }).first().click();
    await page.getByRole('button', { name: 'Show its rows' }).first().click();
    await page.getByRole('button', { name: 'Another title for Solaris' }).click();
    await page.getByRole('option', { name: /Solaris 2002/ }).click();
    await page.getByText('It is with Solaris now').waitFor();
    await lookAt(opened, 'plan-9-history');
    await page.getByRole('button', { name: 'Undo import…' }).first().click();
    await undo.getByRole('button', { name: 'Undo import', exact: true }).click();
    await page.getByRole('dialog', { name: 'The import is undone' }).getByText('6 reviews').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
    await page.getByText('Undone').waitFor();
    expect(complaints).toEqual([]);
  },
);

// An import whose app is killed: what was committed is there, and it goes on where it stopped.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../support/core.ts';
import { lookAt, openApp } from './support/app.ts';
import { doorOf, goTo, importDialogOf } from './support/pages.ts';

const rows = 200_000;

test(
  'an app killed in the middle of an import offers to go on, and ends with every row',
  { timeout: 240_000 },
  async () => {
    const file = join(scratchFolder(), 'catalogue.csv');
    writeFileSync(
      file,
      `title,year,kind\n${Array.from({ length: rows }, (_, row) => `Film ${row},${1900 + (row % 120)},movie\n`).join('')}`,
    );
    const dataFolder = scratchFolder();
    const first = await openApp(dataFolder);
    await doorOf(first.page).register('Ada');
    await doorOf(first.page).beginEmpty();
    await first.page.evaluate(() => (location.hash = '#/import'));
    const steps = importDialogOf(first.app, first.page);
    await steps.choose(file);
    await steps.plan();
    await steps.dialog.getByRole('button', { name: /^Import 200,000 titles/ }).click({ timeout: 60_000 });
    await steps.dialog.getByText(/\d+ rows a second/).waitFor();
    await lookAt(first, '30-import-progress');
    first.app.process().kill('SIGKILL');
    await new Promise((resolve) => first.app.process().once('close', resolve));

    const second = await openApp(dataFolder);
    await doorOf(second.page).signIn();
    await second.page.getByText('An import was interrupted').first().waitFor();
    await lookAt(second, '31-interrupted');
    await second.page.getByRole('button', { name: 'Go on' }).first().click();
    await second.page.getByRole('button', { name: 'Go on in the background' }).click();
    await goTo(second.page, 'Imports');
    await second.page.getByText('200,000 rows = 200,000 new').first().waitFor({ timeout: 120_000 });
    await goTo(second.page, 'Library');
    await second.page.getByText('200,000 titles').first().waitFor();
    expect(second.complaints).toEqual([]);
  },
);

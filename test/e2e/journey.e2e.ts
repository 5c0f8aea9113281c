// A person's first evening with the app, in the real window, and a look at every screen on the way.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../support/core.ts';
import { lookAt, openApp } from './support/app.ts';
import { doorOf, goTo, importDialogOf, libraryOf, titleOf } from './support/pages.ts';

test(
  'a newcomer makes a profile, takes the starter catalogue, finds a title, rates and reviews it, and sees the leaderboard',
  { timeout: 240_000 },
  async () => {
    const opened = await openApp();
    const { page, complaints } = opened;
    await page.getByRole('heading', { level: 1, name: /Every film/ }).waitFor();
    await lookAt(opened, '01-welcome');
    await doorOf(page).register('Ada Lovelace');
    await page
      .getByText(/How would you like to begin/)
      .first()
      .waitFor();
    await lookAt(opened, '02-begin');
    await doorOf(page).takeStarter();
    await goTo(page, 'Library');
    await libraryOf(page).tile('12 Angry Men').waitFor();
    await lookAt(opened, '03-library');

    await page.keyboard.press('/');
    await page.getByRole('combobox', { name: 'Search titles, creators and genres' }).fill('stalk');
    await page
      .getByRole('link', { name: /Stalker/ })
      .first()
      .waitFor();
    await lookAt(opened, '04-search');
    await page
      .getByRole('link', { name: /Stalker/ })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: 'Stalker' }).waitFor();

    await titleOf(page).stars.focus();
    await page.keyboard.press('9');
    await expect.poll(() => titleOf(page).stars.getAttribute('aria-valuetext')).toContain('4.5 of 5 stars');
    await page.getByRole('textbox', { name: /review/i }).fill('The zone looks back.\nTwice.');
    await page.keyboard.press('Control+Enter');
    await page.getByText('The zone looks back.').first().waitFor();
    await lookAt(opened, '05-title');

    await goTo(page, 'Top rated');
    await page
      .getByRole('link', { name: /Stalker/ })
      .first()
      .waitFor();
    await lookAt(opened, '06-top-rated');
    await goTo(page, 'Home');
    await page.getByRole('heading', { name: 'Rated lately' }).waitFor();
    await lookAt(opened, '07-home');
    await goTo(page, 'Notifications');
    await lookAt(opened, '08-notifications');
    await goTo(page, 'Settings');
    for (const section of ['Profile', 'Look', 'Ratings', 'Your data', 'About']) {
      await page
        .getByRole('link', { name: section, exact: true })
        .or(page.getByRole('tab', { name: section, exact: true }))
        .first()
        .click();
      await lookAt(opened, `09-settings-${section.toLowerCase().replaceAll(' ', '-')}`);
    }
    await page.evaluate(() => (location.hash = '#/diagnostics'));
    await page.getByRole('heading', { level: 1, name: 'Diagnostics' }).waitFor();
    await lookAt(opened, '10-diagnostics');

    await page.keyboard.press('Control+k');
    await page.locator('[role=combobox]:focus').waitFor();
    await page.keyboard.type('12 angry');
    await page
      .getByRole('option', { name: /12 Angry Men/ })
      .first()
      .waitFor();
    await lookAt(opened, '11-palette');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '12 Angry Men' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await lookAt(opened, '12-keys');
    expect(complaints).toEqual([]);
  },
);

test(
  'a file is imported step by step: recognised, mapped, planned, done; the second time nothing changes',
  { timeout: 240_000 },
  async () => {
    const folder = scratchFolder();
    const file = join(folder, 'ratings of 2025.csv');
    writeFileSync(
      file,
      'Name;Jahr;Note;Worte\r\n' +
        '東京物語;1953;4,5;"Still.\r\nAnd ""vast""."\r\nThe Thing;1982;5;\r\nباب الحديد;1958;4;\r\nNope;2022;9;\r\nBlank;;3;\r\n',
    );
    const opened = await openApp();
    const { app, page, complaints } = opened;
    await doorOf(page).register('Ada');
    await doorOf(page).beginEmpty();
    await goTo(page, 'Imports');
    await lookAt(opened, '20-imports-empty');
    await page
      .getByRole('button', { name: 'Import a file' })
      .or(page.getByRole('link', { name: 'Import a file' }))
      .first()
      .click();
    const steps = importDialogOf(app, page);
    await steps.dialog.waitFor();
    await lookAt(opened, '21-import-choose');
    await steps.choose(file);
    await steps.dialog.getByText('Say what the columns mean').waitFor();
    await steps.dialog.getByText('A rating or review').click();
    for (const [column, field] of [
      ['Name', 'Title'],
      ['Jahr', 'Year'],
      ['Note', 'Rating'],
      ['Worte', 'Review text'],
    ] as const) {
      await select(
        steps.dialog.getByRole('button', { name: new RegExp(`What column ${column} becomes`) }),
        field,
      );
    }
    await select(steps.dialog.getByRole('button', { name: /Kind of the titles/ }), 'Movies');
    await select(steps.dialog.getByRole('button', { name: /Ratings run from/ }), /0\.5.*5/);
    await lookAt(opened, '22-import-columns');
    await steps.plan();
    await lookAt(opened, '23-import-plan');
    await steps.dialog.getByRole('button', { name: 'Import 4 reviews' }).click();
    await steps.dialog.getByText(/5 rows = 4 new \+ 1 refused/).waitFor();
    await lookAt(opened, '24-import-report');
    await steps.dialog.getByRole('button', { name: 'Go to the library' }).click();
    await libraryOf(page).open('東京物語');
    await page.getByText('And "vast".').first().waitFor();
    await lookAt(opened, '25-title-japanese');
    await goTo(page, 'Imports');
    await page.getByText('ratings of 2025.csv').first().waitFor();
    await lookAt(opened, '26-imports');
    expect(complaints).toEqual([]);

    async function select(button: ReturnType<typeof page.getByRole>, option: string | RegExp): Promise<void> {
      await button.click();
      await page
        .getByRole('option', { name: option, exact: typeof option === 'string' })
        .first()
        .click();
    }
  },
);

test('two windows are two people: one’s review is news in the other’s', async () => {
  const { app, page, complaints } = await openApp();
  await doorOf(page).register('Ada');
  await doorOf(page).takeStarter();
  await goTo(page, 'Library');
  await libraryOf(page).open('12 Angry Men');
  await page.keyboard.press('f');
  await page.getByRole('button', { name: 'Remove from favourites' }).waitFor();
  const [second] = await Promise.all([
    app.waitForEvent('window'),
    page.evaluate(() =>
      (
        globalThis as unknown as { mediary: { invoke(method: string, input: object): Promise<unknown> } }
      ).mediary.invoke('shell.newWindow', {}),
    ),
  ]);
  await second.getByRole('button', { name: 'Someone else' }).click();
  await second.getByRole('button', { name: 'Someone new' }).click();
  await doorOf(second).register('Ben');
  await goTo(second, 'Library');
  await libraryOf(second).open('12 Angry Men');
  await titleOf(second).stars.focus();
  await second.keyboard.press('8');
  await goTo(page, 'Notifications');
  await page.getByText(/Ben/).first().waitFor();
  expect(complaints).toEqual([]);
  await page.getByText('12 Angry Men').first().waitFor();
});

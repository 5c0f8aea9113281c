// Search in the real window: typing, filters and their completion, typos, saved searches, and the palette.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { scratchFolder, testCore } from '../../support/core.ts';
import { projectRoot } from '../../support/built.ts';
import { importFile } from '../../bench/import-core.ts';
import { lookAt, openApp } from '../support/app.ts';
import { doorOf, goTo } from '../support/pages.ts';

const movieLens = join(projectRoot, '..', 'shared', 'data', 'movielens-small');

function searchOf(page: Page) {
  const results = page.getByRole('list', { name: 'Results' });
  return {
    field: page.getByRole('combobox', { name: 'Search titles, creators and genres' }),
    results,
    result: (name: RegExp) => results.getByRole('link', { name }).first(),
    marks: (name: RegExp) => results.getByRole('link', { name }).first().locator('mark'),
    choices: page.getByRole('listbox', { name: 'Completions' }),
    choice: (name: string | RegExp) => page.getByRole('option', { name }),
  };
}

test(
  'somebody types, is completed and mended, keeps a search and comes back to it from the palette',
  { timeout: 180_000 },
  async () => {
    const opened = await openApp();
    const { page, complaints } = opened;
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await page.getByLabel('Your name').waitFor();
    await doorOf(page).register('Ada');
    await doorOf(page).takeStarter();
    const { field, result, marks, choices, choice, results } = searchOf(page);

    // Words in any order, with what matched marked.
    await press('/');
    await field.waitFor();
    await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
    await lookAt(opened, 'search-start-starter');
    await page.keyboard.type('sam sev');
    await result(/Seven Samurai/).waitFor();
    expect(await marks(/Seven Samurai/).allTextContents()).toEqual(['Sev', 'Sam']);
    await lookAt(opened, 'search-typing-starter');

    // A typo is mended, and said.
    await field.fill('casablnaca');
    await result(/Casablanca/).waitFor();
    await page.getByRole('button', { name: 'casablanca' }).waitFor();
    await lookAt(opened, 'search-typo-starter');

    // Filters by their completion, with the keyboard alone.
    await field.fill('');
    await page.keyboard.type('kin');
    await choice(/^kind:/).waitFor();
    await press('Tab');
    expect(await field.inputValue()).toBe('kind:');
    await choice('web_show').waitFor();
    await press('ArrowUp', 'Enter');
    expect(await field.inputValue()).toBe('kind:song ');
    await page.keyboard.type('genre:');
    await choices.waitFor();
    expect(await field.getAttribute('aria-activedescendant')).toBe(
      await choices.getByRole('option', { selected: true }).getAttribute('id'),
    );
    await lookAt(opened, 'search-completion-starter');
    await press('Escape');
    await choices.waitFor({ state: 'detached' });
    await field.fill('kind:song year:1980s ');
    await results.getByRole('link').first().waitFor();
    const remove = page.getByRole('button', { name: 'Remove Year: 1980-1989' });
    await remove.waitFor();
    await lookAt(opened, 'search-filters-starter');
    await remove.click();
    await expect.poll(() => field.inputValue()).toBe('kind:song');

    // Kept under a name, renamed, run, deleted and taken back.
    await page.getByRole('button', { name: 'Save search' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('All songs');
    await press('Enter');
    await page.getByText('Saved as “All songs”').first().waitFor();
    await field.fill('');
    await page.getByRole('button', { name: 'More for “All songs”' }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Every song');
    await press('Enter');
    await page.getByRole('button', { name: /^Every song/ }).waitFor();
    await lookAt(opened, 'search-saved-starter');
    await page.getByRole('button', { name: /^Every song/ }).click();
    await results.getByRole('link').first().waitFor();
    await goTo(page, 'Home');

    // The palette: pages, actions, saved and recent searches, titles.
    const palette = page.getByRole('dialog', { name: 'Go to or do' });
    await press('Control+k');
    await palette.getByRole('option', { name: /^Every song/ }).waitFor();
    await lookAt(opened, 'palette-start-starter');
    await page.keyboard.type('samur');
    await palette.getByRole('option', { name: /^Seven Samurai/ }).waitFor();
    await lookAt(opened, 'palette-typing-starter');
    await press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Seven Samurai' }).waitFor();
    await palette.waitFor({ state: 'detached' });
    await press('Control+k');
    await page.locator('[role=combobox]:focus').waitFor();
    await page.keyboard.type('every so');
    await palette.getByRole('option', { name: /^Every song/ }).waitFor();
    await press('Enter');
    await expect.poll(() => field.inputValue()).toBe('kind:song');
    await field.fill('');
    await page.getByRole('button', { name: 'More for “Every song”' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('button', { name: /^Every song/ }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: /^Every song/ }).waitFor();

    // Nothing there: what to do about it.
    await field.fill('zzzzqqqq');
    await page.getByRole('heading', { name: 'Nothing is called “zzzzqqqq”' }).waitFor();
    await lookAt(opened, 'search-nothing-starter');
    await field.fill('stalker kind:song year:abc');
    await page.getByText('“year:abc” was left out').waitFor();
    await lookAt(opened, 'search-narrowed-starter');
    await page.getByRole('button', { name: 'Search without filters' }).click();
    await result(/Stalker/).waitFor();
    expect(complaints).toEqual([]);
  },
);

test('a search of an empty catalogue teaches what can be typed', { timeout: 90_000 }, async () => {
  const opened = await openApp();
  const { page, complaints } = opened;
  await page.getByLabel('Your name').waitFor();
  await doorOf(page).register('Ada');
  await doorOf(page).beginEmpty();
  await page.getByRole('navigation').getByRole('link', { name: 'Search' }).click();
  await page.getByRole('heading', { name: 'Find it before you have finished typing' }).waitFor();
  await lookAt(opened, 'search-start-empty');
  await page.keyboard.type('solaris');
  await page.getByRole('button', { name: 'Add “solaris”' }).waitFor();
  await lookAt(opened, 'search-nothing-empty');
  expect(complaints).toEqual([]);
});

test.skipIf(!existsSync(movieLens))(
  'the films of MovieLens are found by parts, typos and filters',
  { timeout: 180_000 },
  async () => {
    const { core, register, dataFolder } = await testCore(scratchFolder());
    const { client } = await register('Ada');
    await importFile({ core, client }, join(movieLens, 'movies.csv'));
    await importFile({ core, client }, join(movieLens, 'ratings.csv'), {
      mapping: { author: 'userId', movielens: 'movieId', rating: 'rating', date: 'timestamp' },
      where: [],
      scale: { min: 0.5, max: 5 },
    });
    await core.settled();
    await core.close();
    const opened = await openApp(dataFolder);
    const { page, complaints } = opened;
    await doorOf(page).signIn();
    await page.getByRole('navigation').waitFor();
    const { field, results } = searchOf(page);
    await page.keyboard.press('/');
    await field.waitFor();
    const first = () => results.getByRole('link').first().textContent();
    await page.keyboard.type('star');
    await expect.poll(first).toMatch(/Star Wars|Stargate|Star Trek/);
    await lookAt(opened, 'search-typing-movielens');
    await field.fill('godfahter');
    await expect.poll(first).toMatch(/^Godfather, The|Godfather/);
    await lookAt(opened, 'search-typo-movielens');
    await field.fill('genre:western rating:>7');
    await results.getByRole('link').first().waitFor();
    await lookAt(opened, 'search-filters-movielens');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('matrix');
    await page
      .getByRole('option', { name: /Matrix/ })
      .first()
      .waitFor();
    await lookAt(opened, 'palette-typing-movielens');
    expect(complaints).toEqual([]);
  },
);

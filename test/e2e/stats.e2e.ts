// Looking back, end to end: statistics with its charts, tables and titles; the year as a picture; two people together.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder, testClock, testCore } from '../support/core.ts';
import type { Rating } from '#shared/domain/rating.ts';
import type { PartialDate } from '#shared/domain/partial-date.ts';
import { lookAt, openApp } from './support/app.ts';
import { doorOf, goTo, statisticsOf } from './support/pages.ts';

/** Two people who rated twelve titles, one of whom logged most of them this year and last. */
async function household(): Promise<string> {
  const { core, register, dataFolder } = await testCore(scratchFolder(), testClock(new Date().toISOString()));
  const ada = (await register('Ada')).client;
  const ben = (await register('Ben')).client;
  const lastYear = new Date().getFullYear() - 1;
  for (let at = 0; at < 16; at++) {
    const { id: mediaId } = await ada.call('catalog.add', {
      kind: at % 4 === 3 ? 'song' : 'movie',
      title: `Title ${at}`,
      year: 1950 + at * 5,
      creator: at % 2 === 0 ? 'Agnès Varda' : 'Akira Kurosawa',
      genres: [at % 3 === 0 ? 'Drama' : 'Comedy'],
      runtime: 90 + at,
      description: null,
    });
    if (at > 12) continue;
    await ada.call('reviews.save', { mediaId, rating: (40 + at * 5) as Rating });
    await ben.call('reviews.save', { mediaId, rating: (95 - at * 5) as Rating });
    if (at < 10) {
      const month = String((at % 9) + 1).padStart(2, '0');
      await ada.call('diary.log', { mediaId, playedOn: `${lastYear - (at % 2)}-${month}-15` as PartialDate });
    }
  }
  await core.close();
  return dataFolder;
}

test(
  'statistics open the titles behind a bar, say the same as a table, and a year becomes a picture',
  { timeout: 120_000 },
  async () => {
    const dataFolder = await household();
    const opened = await openApp(dataFolder);
    const { app, page, complaints } = opened;
    await page.getByRole('button', { name: /Ada/ }).click();
    await doorOf(page).signIn();
    await goTo(page, 'Statistics');
    const { chart, bar, asTable, sheet } = statisticsOf(page);
    await page.getByRole('button', { name: '13 titles' }).waitFor();
    await lookAt(opened, 'statistics');

    // By keyboard: one stop for the chart, an arrow to the next bar, Enter to its titles, Escape back to the bar.
    await bar('Genres', /^Comedy: Titles 8/).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await sheet.getByRole('heading', { name: 'Drama' }).waitFor();
    await sheet.getByText('5 titles, latest first').waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Drama/);

    const table = await asTable('Ratings');
    await table.getByRole('button', { name: 'Rated 7.0' }).click();
    await sheet.getByText('2 titles, latest first').waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await page.getByText('Songs', { exact: true }).first().click();
    await page.getByRole('button', { name: '3 titles' }).first().waitFor();
    await chart('Movies, shows, songs').waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Year in review' }).click();
    const year = new Date().getFullYear();
    await page.getByRole('article', { name: `${year} in review` }).waitFor();
    await lookAt(opened, 'year');
    const picture = join(dataFolder, 'year.png');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, picture);
    await page.getByRole('button', { name: 'Save as picture' }).click();
    await page.getByText('The picture is saved.').waitFor();
    const png = readFileSync(picture);
    expect([png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(['PNG', 1080, 1350]);
    expect(existsSync(`${picture}.part`)).toBe(false);

    await page.evaluate(() => void (window.location.hash = '#/together'));
    await page.getByText('opposites').waitFor();
    await page.getByRole('link', { name: /Title 1[345]/ }).first().waitFor();
    await lookAt(opened, 'together');
    expect(complaints).toEqual([]);
  },
); // prettier-ignore

// Search in the real window, by somebody who is quicker than the computer.
import { expect, test } from 'vitest';
import { openApp } from './support/app.ts';
import { doorOf } from './support/pages.ts';

test('who opens a result at once gets there on a slow computer too, and comes back to what was asked', async () => {
  const { app, page } = await openApp();
  const door = doorOf(page);
  await door.register('Ada');
  await door.takeStarter();
  await page.evaluate(() => (location.hash = '#/search'));
  const field = page.getByRole('combobox', { name: /Search titles/ });
  await field.waitFor();
  // The next page is then still on its way when the typing has rested.
  const session = await app.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 8 });
  await field.pressSequentially('godfather');
  await page.getByRole('list', { name: 'Results' }).getByRole('link').first().click();
  await page.getByRole('heading', { level: 1, name: /Godfather/ }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Search' }).waitFor();
  await expect
    .poll(() => page.evaluate(() => location.hash), { timeout: 20_000 })
    .toBe('#/search?q=godfather');
});

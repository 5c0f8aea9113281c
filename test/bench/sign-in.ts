// Brings a freshly started window on a bench's data folder to its home.
import type { Page } from 'playwright-core';
import { benchPassword } from './import-core.ts';

export async function signIn(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: /Password/ }).fill(benchPassword);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /Bench/ }).waitFor();
}

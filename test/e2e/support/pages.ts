// One object for each page: what a person does there, by role and name.
import type { ElectronApplication, Locator, Page } from 'playwright-core';
import { goodPassword, scratchFolder } from '../../support/core.ts';
import { openApp, type OpenApp } from './app.ts';

/** The screens before somebody is signed in. */
export function doorOf(page: Page) {
  return {
    async register(name: string, password = goodPassword): Promise<void> {
      await page.getByLabel('Your name').fill(name);
      await page
        .getByLabel('E-mail address')
        .fill(`${name.toLowerCase().replaceAll(/[^a-z]/g, '')}@example.org`);
      await page.getByLabel('Password', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Create profile' }).click();
    },
    /** The only profile of this computer is asked for its password at once. */
    async signIn(password = goodPassword): Promise<void> {
      await page.getByRole('textbox', { name: /Password/ }).fill(password);
      await page.keyboard.press('Enter');
    },
    async beginEmpty(): Promise<void> {
      await page.getByRole('button', { name: 'Begin empty' }).click();
    },
    async takeStarter(): Promise<void> {
      await page.getByRole('button', { name: 'Take the starter catalogue' }).click();
      await page.getByRole('heading', { name: 'Do you know these?' }).waitFor();
    },
  };
}

/** A window of somebody who has just come and begun with nothing. */
export async function openNewcomer(address: string, heading: string): Promise<OpenApp> {
  const opened = await openApp(scratchFolder());
  const door = doorOf(opened.page);
  await door.register('Ada Lovelace');
  await opened.page
    .getByText(/How would you like to begin/)
    .first()
    .waitFor();
  await door.beginEmpty();
  await goToAddress(opened.page, address, heading);
  return opened;
}

export async function goToAddress(page: Page, address: string, heading: string): Promise<void> {
  await page.evaluate((to) => void (location.hash = to), address);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
}

/** The rail: every place by its name. */
export async function goTo(
  page: Page,
  place:
    | 'Home'
    | 'For you'
    | 'Library'
    | 'Top rated'
    | 'Statistics'
    | 'Search'
    | 'Imports'
    | 'Notifications'
    | 'Settings',
): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: place }).click();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
}

export function libraryOf(page: Page) {
  return {
    tile: (title: string): Locator => page.getByRole('link', { name: new RegExp(`^${title}`) }).first(),
    async open(title: string): Promise<void> {
      await this.tile(title).click();
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
    },
  };
}

export function titleOf(page: Page) {
  return {
    stars: page.getByRole('slider', { name: 'Your rating' }),
    everyone: page
      .getByRole('region', { name: 'Everyone' })
      .or(page.locator('section', { hasText: 'Everyone' }))
      .first(),
  };
}

export function importDialogOf(app: ElectronApplication, page: Page) {
  const dialog = page.getByRole('dialog');
  return {
    dialog,
    /** Chooses the file in the system's dialog, which a test can't click. */
    async choose(path: string): Promise<void> {
      await app.evaluate(({ dialog: system }, file) => {
        system.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
      }, path);
      await dialog.getByRole('button', { name: 'Choose a file…' }).click();
    },
    async plan(): Promise<void> {
      await dialog.getByRole('button', { name: 'See what would happen' }).click();
      await dialog.getByRole('tablist').waitFor({ timeout: 30_000 });
    },
  };
}

/** Statistics, and the year in review behind it. */
export function statisticsOf(page: Page) {
  const chart = (name: string) => page.getByRole('region', { name, exact: true });
  return {
    chart,
    /** A bar by what it says, such as "Drama: Titles 2 · Your average 7.0". */
    bar: (name: string, says: RegExp): Locator => chart(name).getByRole('button', { name: says }),
    async asTable(name: string): Promise<Locator> {
      await page.getByRole('button', { name: `${name} as a table` }).click();
      return chart(name).getByRole('table');
    },
    sheet: page.getByRole('dialog'),
  };
}

/** Files and folders of the disk are held over the window, as by a mouse. */
export async function dragOver(page: Page, paths: readonly string[]): Promise<Drag> {
  const session = await page.context().newCDPSession(page);
  const send = async (type: 'dragEnter' | 'dragOver' | 'drop') =>
    await session.send('Input.dispatchDragEvent', {
      type,
      x: 400,
      y: 300,
      data: { items: [], files: [...paths], dragOperationsMask: 1 },
    });
  await send('dragEnter');
  await send('dragOver');
  return {
    async letGo() {
      await send('drop');
      await session.detach();
    },
  };
}

interface Drag {
  letGo(): Promise<void>;
}

// Markup in every text that a person or a file can bring, shown in every view, in the book of reviews and in the picture of
// a year: it is text everywhere. Nothing of it runs, no element of it appears, and the policy has nothing to report.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { scratchFolder } from '../../support/core.ts';
import { markup } from '../../support/markup.ts';
import { openApp, type OpenApp } from '../support/app.ts';
import { doorOf, importDialogOf } from '../support/pages.ts';
import { invoke } from '../support/calls.ts';

const kinds = ['movie', 'web_show', 'song'] as const;
const views = [
  '/', '/for-you', '/library', '/library?view=table', '/library?kind=song', '/diary', '/lists', '/watchlist', '/top', '/statistics', '/year/2026', '/card/2026', '/search', '/imports', '/notifications',
  '/diagnostics', '/settings/profile', '/settings/look', '/settings/ratings', '/settings/data', '/settings/people', '/settings/about', '/nowhere/<img src=x onerror=pwned=1>', '/print/reviews?language=en&withText=true',
]; // prettier-ignore

test('more than 150 texts that are markup', () => expect(new Set(markup).size).toBeGreaterThanOrEqual(150));

test(
  'markup that is typed or sent stays text in every view, in the PDF and in the picture',
  { timeout: 400_000 },
  async () => {
    const opened = await openApp();
    const { page } = opened;
    await watchMarkup(opened);
    const door = doorOf(page);
    await door.register('<img src=x onerror=pwned=1>');
    await door.beginEmpty();
    const ids: number[] = [];
    for (const [index, text] of markup.entries()) ids.push(await plant(page, text, index));
    await plantLists(page, ids);
    await typeSome(page);

    for (const view of views) await look(opened, view);
    const lists = await invoke<{ id: number }[]>(page, 'lists.index', {});
    for (const { id } of lists.slice(0, 12)) await look(opened, `/lists/${id}`);
    for (const id of ids) await look(opened, `/title/${id}`, 40);
    for (const text of markup.slice(0, 40)) await look(opened, `/search?q=${encodeURIComponent(text)}`, 60);
    await openPalette(opened);
    await printAll(opened);
    expect(await findings(opened)).toEqual([]);
  },
);

test(
  'markup that comes by a file, its name and its header stays text too',
  { timeout: 200_000 },
  async () => {
    const opened = await openApp();
    const { app, page } = opened;
    await watchMarkup(opened);
    const door = doorOf(page);
    await door.register('Ada');
    await door.beginEmpty();
    const folder = scratchFolder();
    const write = (name: string, rows: readonly (readonly string[])[]) => {
      writeFileSync(join(folder, name), Papa.unparse(rows.map((row) => [...row])));
      return join(folder, name);
    };
    const { dialog, choose, plan } = importDialogOf(app, page);
    /** Where the file leaves it open. */
    const answer = async (question: RegExp, name: string) => {
      const button = dialog.getByRole('button', { name: question });
      if (!(await button.isVisible())) return;
      await button.click();
      await page.getByRole('option', { name, exact: true }).click();
    };
    await look(opened, '/imports');
    await page.getByRole('button', { name: 'Import a file' }).first().click();
    await choose(
      write(`<img src=x onerror=pwned=1> "'&.csv`, [
        ['title', 'year', 'kind', 'creator', 'genres'],
        ...markup.map((text, index) => [text, String(1900 + (index % 120)), 'movie', text, text]),
        // Refused, and shown with their reasons.
        ...markup.slice(0, 40).map((text) => [text, text, text, text, text]),
      ]),
    );
    await plan();
    for (const tab of await dialog.getByRole('tab').all()) {
      await tab.click();
      await lookHere(opened, 'the plan');
    }
    await dialog.getByRole('button', { name: /^Import [\d,]+ titles/ }).click();
    await dialog.getByText(/titles are in/).waitFor({ timeout: 30_000 });
    await lookHere(opened, 'the import');
    await dialog.getByRole('button', { name: 'Import another file' }).click();
    await choose(
      write('<script>pwned=1<script>.csv', [
        ['Title', 'Year', 'Rating', 'Review', '<img src=x onerror=pwned=1>'],
        ...markup.map((text, index) => [text, String(1900 + (index % 120)), '8', text, text]),
      ]),
    );
    await dialog.getByRole('button', { name: 'See what would happen' }).waitFor();
    await answer(/Ratings run from/, '1–10');
    await answer(/Kind of the titles/, 'Movies');
    await lookHere(opened, 'the import');
    await plan();
    await lookHere(opened, 'the import');
    await page.keyboard.press('Escape');
    for (const view of views) await look(opened, view);
    expect(await findings(opened)).toEqual([]);
  },
);

async function plant(page: Page, text: string, index: number): Promise<number> {
  const { id } = await invoke<{ id: number }>(page, 'catalog.add', {
    kind: kinds[index % 3], title: text, year: 1950 + (index % 70), creator: text, genres: [text.slice(0, 60)], runtime: null, description: text,
  }); // prettier-ignore
  await invoke(page, 'reviews.save', { mediaId: id, rating: 10 + (index % 90), body: text, spoiler: false });
  await invoke(page, 'diary.log', {
    mediaId: id,
    playedOn: '2026-02-01',
    note: text,
    tags: [text.slice(0, 40)],
  });
  return id;
}

async function plantLists(page: Page, ids: readonly number[]): Promise<void> {
  for (const [index, text] of markup.entries()) {
    const list = await invoke<{ id: number }>(page, 'lists.create', {
      name: `${text} ${index}`,
      description: text,
      mediaIds: ids.slice(0, 5),
    });
    await invoke(page, 'lists.note', { id: list.id, mediaId: ids[0], note: text });
    if (index < 40) await invoke(page, 'search.save', { name: text.slice(0, 100), query: text });
    await invoke(page, 'search.remember', { text });
  }
}

/** Into the field itself, and saved by its key. */
async function typeSome(page: Page): Promise<void> {
  const { id } = await invoke<{ id: number }>(page, 'catalog.add', {
    kind: 'movie', title: 'Typed', year: 1999, creator: null, genres: [], runtime: null, description: null,
  }); // prettier-ignore
  await page.evaluate((mediaId) => (location.hash = `#/title/${mediaId}`), id);
  const area = page.getByRole('textbox', { name: /review/i });
  for (const text of markup.slice(0, 8)) await area.fill(text);
  await area.pressSequentially('<img src=x onerror=pwned=1>');
  await page.keyboard.press('Control+Enter');
}

async function openPalette({ page }: OpenApp): Promise<void> {
  await page.evaluate(() => (location.hash = '#/'));
  await page.keyboard.press('Control+k');
  await page.locator('[role=combobox]:focus').waitFor();
  for (const text of markup.slice(0, 20)) {
    await page.keyboard.insertText(text);
    await expect.poll(() => isOffered(page), { timeout: 20_000 }).toBe(true);
    await page.keyboard.press('Control+a');
  }
  await page.keyboard.press('Escape');
}

/** Whether the palette says what stands in its field: what it found for it, or that there is nothing. */
async function isOffered(page: Page): Promise<boolean> {
  return await page.evaluate(() => {
    const palette = document.querySelector('[role=dialog]');
    const typed = palette?.querySelector('input')?.value.trim() ?? '';
    return typed !== '' && (palette?.textContent ?? '').includes(typed);
  });
}

/** The windows that nobody sees. */
async function printAll({ app, page }: OpenApp): Promise<void> {
  const folder = scratchFolder();
  await app.evaluate(({ dialog }, path) => {
    let count = 0;
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: `${path}/${count++}.pdf` });
  }, folder);
  const { token } = await invoke<{ token: string }>(page, 'shell.chooseTarget', { kind: 'pdf' });
  const { bytes } = await invoke<{ bytes: number }>(page, 'shell.savePdf', {
    token,
    year: null,
    withText: true,
    language: 'en',
  });
  expect(bytes).toBeGreaterThan(10_000);
  // No script, no action, no address of the outside in the book itself.
  expect(readFileSync(join(folder, '0.pdf'), 'latin1')).not.toMatch(
    /\/(JavaScript|JS|Launch|URI|SubmitForm)\b/,
  );
  await invoke(page, 'shell.saveYearPicture', { year: 2026 });
}

interface Watch {
  readonly found: string[];
}

/** Listens for the policy's reports in every window, those of prints and pictures too, and for requests. */
async function watchMarkup({ app, page }: OpenApp): Promise<void> {
  await app.evaluate(({ app: electron, session, webContents }) => {
    const watch: Watch = { found: [] };
    Object.assign(globalThis, { watch });
    const listen = (contents: Electron.WebContents) => {
      contents.on('console-message', (...given: unknown[]) => {
        // Electron tells the text as an argument or, later, as a field of the event.
        const said = given
          .map((one) => (one !== null && typeof one === 'object' && 'message' in one ? one.message : one))
          .filter((one) => typeof one === 'string')
          .join(' ');
        if (/Content Security Policy|TrustedHTML|pwned/.test(said)) watch.found.push(said);
      });
      contents.on('will-prevent-unload', () => watch.found.push('unload'));
    };
    for (const contents of webContents.getAllWebContents()) listen(contents);
    electron.on('web-contents-created', (_event, contents) => listen(contents));
    session.defaultSession.webRequest.onSendHeaders(({ url }) => {
      if (!url.startsWith('app://ui/') && !url.startsWith('data:') && !url.startsWith('devtools:'))
        watch.found.push(url);
    });
  });
  await page.evaluate(() => {
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, sample }) =>
      violations.push(`${effectiveDirective}: ${sample}`),
    );
    Object.assign(globalThis, { violations });
  });
}

const strange: string[] = [];

async function look(opened: OpenApp, view: string, wait = 350): Promise<void> {
  await opened.page.evaluate((hash) => (location.hash = hash), `#${view}`);
  await lookHere(opened, view, wait);
}

/** As it is: a dialog would be gone elsewhere. */
async function lookHere({ page }: OpenApp, view: string, wait = 350): Promise<void> {
  await page.waitForTimeout(wait);
  const seen = await page.evaluate(() => {
    const { pwned, violations } = globalThis as unknown as { pwned?: unknown; violations?: string[] };
    const selector =
      'iframe, object, embed, base, marquee, math, meta[http-equiv=refresh], script:not([src^="/assets"]):not([src^="./assets"]), [href^="javascript:" i], [src*="evil"], [srcdoc], form[action]';
    const elements = [...document.querySelectorAll(selector)].map((element) =>
      element.outerHTML.slice(0, 120),
    );
    const handlers = [...document.querySelectorAll('*')]
      .flatMap((element) => element.getAttributeNames().map((name) => [element, name] as const))
      .filter(([, name]) => name.startsWith('on'))
      .map(([element]) => element.outerHTML.slice(0, 120));
    return {
      ran: pwned !== undefined,
      lost: violations === undefined,
      elements: [...elements, ...handlers],
      violations: violations ?? [],
    };
  });
  if (seen.ran) strange.push(`${view}: it ran`);
  if (seen.lost) strange.push(`${view}: the page was left`);
  strange.push(
    ...seen.elements.map((html) => `${view}: ${html}`),
    ...seen.violations.map((text) => `${view}: ${text}`),
  );
}

async function findings({ app }: OpenApp): Promise<string[]> {
  const found = await app.evaluate(() => (globalThis as unknown as { watch: Watch }).watch.found);
  return [...strange.splice(0), ...found];
}

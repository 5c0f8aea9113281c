// The import dialog from the drop to the undo, with a look at every step at three sizes in both themes: files of a
// service as a ZIP and loose, a table to map, what differs from what is there, a stop in the middle, and titles made one.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { zippedFixture } from '../../core/imports/format-desk.ts';
import { projectRoot } from '../../support/built.ts';
import { scratchFolder } from '../../support/core.ts';
import { lookAt, openApp, type OpenApp } from '../support/app.ts';
import { doorOf, dragOver, goTo, importDialogOf } from '../support/pages.ts';

// oxlint-disable-next-line vitest/require-awaited-expect-poll -- who calls it awaits
const eventually = (look: () => Promise<unknown>) => expect.poll(look, { timeout: 10_000 });

const fixtures = join(projectRoot, 'test', 'fixtures', 'imports');

function written(name: string, content: string): string {
  const path = join(scratchFolder(), name);
  writeFileSync(path, content);
  return path;
}

async function begun(): Promise<OpenApp> {
  const opened = await openApp();
  await doorOf(opened.page).register('Ada Lovelace');
  await doorOf(opened.page).beginEmpty();
  return opened;
}

async function closeDialog({ page }: OpenApp): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).first().click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

test(
  'a ZIP of a service, and all its files at once, are dropped on the window',
  { timeout: 300_000 },
  async () => {
    const opened = await begun();
    const { app, page, complaints } = opened;
    const { dialog, plan } = importDialogOf(app, page);

    const zip = await zippedFixture('letterboxd/2025');
    await dragOver(page, [zip]);
    await lookAt(opened, 'film-01-over');
    await (await dragOver(page, [zip])).letGo();
    await dialog.getByText(/Recognised as Letterboxd/).waitFor();
    await lookAt(opened, 'film-02-zip');
    await plan();
    await lookAt(opened, 'film-03-zip-plan');
    await dialog.getByRole('tab', { name: /Refused/ }).click();
    await lookAt(opened, 'film-04-zip-refused');
    await dialog.getByRole('button', { name: /^Import \d+ rows/ }).click();
    await dialog.getByRole('button', { name: 'Go to the library' }).waitFor();
    await lookAt(opened, 'film-05-zip-report');
    await closeDialog(opened);

    const trakt = join(fixtures, 'trakt', 'json');
    const loose = ['watched-history-1', 'watched-history-2', 'ratings-movies', 'lists-watchlist'];
    const files = loose.map((name) => join(trakt, `${name}.json`));
    const several = await dragOver(page, [...files, written('wishes.csv', 'Film,Jahr\nRan,1985\n')]);
    await several.letGo();
    await dialog.getByText(/Recognised as Trakt/).waitFor();
    await dialog.getByText('4 files are read').waitFor();
    await dialog.getByText('After this one: wishes.csv.').waitFor();
    await lookAt(opened, 'film-06-loose');
    await plan();
    await lookAt(opened, 'film-07-loose-plan');
    await dialog.getByRole('button', { name: /^Import \d+ rows/ }).click();
    await dialog.getByRole('button', { name: 'Next: wishes.csv' }).click();
    await dialog.getByText('Say what the columns mean').waitFor();
    await lookAt(opened, 'film-08-unknown-table');
    await closeDialog(opened);

    const folder = join(scratchFolder(), 'tvtime-data');
    mkdirSync(folder);
    for (const name of [
      'tracking-prod-records-v2.csv',
      'ratings-3-prod-episode_votes.csv',
      'access_token.csv',
    ])
      writeFileSync(join(folder, name), readFileSync(join(fixtures, 'tvtime', 'gdpr', name)));
    await (await dragOver(page, [folder])).letGo();
    await dialog.getByText(/Recognised as TV Time/).waitFor();
    await dialog.getByText('Never opened: it holds keys').waitFor();
    await lookAt(opened, 'film-09-folder');
    expect(complaints).toEqual([]);
  },
);

const mine =
  'Title;Year;Kind;Rating;Review;Date\nHeat;1995;movie;6;I dozed off.;2024-03-01\nRan;1985;movie;10;;2024-03-01\n' +
  'Alien;1979;movie;8;;2024-03-01\n';
const theirs =
  'Film,Jahr,Stars,Words,Seen on\nHeat,1995,4.5,"The diner. Two men who know, and a waitress who does not.",2025-01-02\n' +
  'Ran,1985,3,,2019-06-01\nAlien,1979,4,,2025-01-02\nStalker,1979,5,,2025-01-03\nSolaris,,4,,2025-01-03\n' +
  'Pinocchio,,3.5,Wood.,2025-01-04\n千と千尋の神隠し,2001,5,,2025-01-05\nوهلأ لوين,2011,4,,2025-01-06\n' +
  'Playtime,1967,eleven,,\nNosferatu,1922,4,,2025-01-32\n';
const catalogue =
  'title,year,kind,creator\nPinocchio,2019,movie,Matteo Garrone\nPinocchio,2022,movie,Robert Zemeckis\n' +
  'Solaris,1972,movie,Andrei Tarkovsky\nSolaris,2002,movie,Steven Soderbergh\n' +
  'Nosferatu,1922,movie,F. W. Murnau\nNosferatu: A Symphony of Horror,1922,movie,Friedrich Wilhelm Murnau\n';

test(
  'a table is mapped, what is ambiguous or differs is settled, and all of it is taken back',
  { timeout: 300_000 },
  async () => {
    const opened = await begun();
    const { app, page, complaints } = opened;
    const { dialog, choose, plan } = importDialogOf(app, page);
    const tab = (name: RegExp) => dialog.getByRole('tab', { name });
    const pick = async (field: RegExp, option: string) => {
      await dialog.getByRole('button', { name: field }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    };
    await goTo(page, 'Imports');
    await page.getByRole('button', { name: 'Import a file' }).first().click();
    await lookAt(opened, 'film-10-choose');
    await choose(written('catalogue.csv', catalogue));
    await plan();
    await dialog.getByRole('button', { name: 'Import 6 titles' }).click();
    await dialog.getByRole('button', { name: 'Import another file' }).click();
    await choose(written('mine.csv', mine));
    await pick(/Ratings run from/, '1–10');
    await plan();
    await dialog.getByRole('button', { name: 'Import 3 reviews' }).click();
    await dialog.getByRole('button', { name: 'Import another file' }).click();

    await choose(written('diary of 2025.csv', theirs));
    await dialog.getByText('Say what the columns mean').waitFor();
    await lookAt(opened, 'film-11-map');
    await pick(/What column Film becomes/, 'Title');
    await pick(/What column Stars becomes/, 'Rating');
    await pick(/What column Words becomes/, 'Review text');
    await pick(/What column Seen on becomes/, 'Date');
    await pick(/Ratings run from/, '0.5–5');
    await pick(/Kind of the titles/, 'Movies');
    await lookAt(opened, 'film-12-mapped');
    await plan();

    await eventually(() => tab(/Ambiguous/).getAttribute('aria-selected')).toBe('true');
    await lookAt(opened, 'film-13-ambiguous');
    await dialog
      .getByRole('row', { name: /Solaris/ })
      .getByRole('button', { name: /1972/ })
      .click();
    await eventually(() => tab(/Ambiguous/).textContent()).toMatch(/^1/);
    await dialog.getByRole('button', { name: 'Settle all' }).click();
    await lookAt(opened, 'film-14-rules');
    await page.getByRole('menuitem', { name: 'Leave all out' }).click();
    await tab(/Left out/).waitFor();
    await lookAt(opened, 'film-15-settled');

    for (const [at, name] of (
      ['New', 'Changed', 'Already there', 'Differ', 'Left out', 'Refused'] as const
    ).entries()) {
      await tab(new RegExp(name)).click();
      await lookAt(opened, `film-${16 + at}-list-${name.toLowerCase().replaceAll(' ', '-')}`);
    }
    await tab(/Differ/).click();
    for (const [policy, note] of [
      ['Keep mine', 'keep'],
      ['The newest wins', 'newest'],
      ['Take the file’s', 'take'],
    ] as const) {
      await pick(/Where yours differ/, policy);
      await dialog.getByText('Counting anew…').waitFor({ state: 'detached' });
      await lookAt(opened, `film-22-${note}`);
    }

    await tab(/New/).click();
    const solaris = dialog.getByRole('row', { name: /Solaris/ });
    await solaris.focus();
    await solaris.getByRole('button', { name: 'Another title…' }).click();
    await page.getByRole('option').first().waitFor();
    await lookAt(opened, 'film-23-another-title');
    // The first takes the words back, the second closes.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await dialog.getByText('Add missing titles').click();
    await dialog.getByText('Counting anew…').waitFor({ state: 'detached' });
    await tab(/Refused/).click();
    await dialog
      .getByText(/is not in the catalogue/)
      .first()
      .waitFor();
    await lookAt(opened, 'film-24-held-back');
    await dialog.getByText('Add missing titles').click();
    await dialog.getByText('Counting anew…').waitFor({ state: 'detached' });

    await dialog.getByRole('button', { name: /^Import \d+ reviews/ }).click();
    await dialog.getByText(/reviews are in$/).waitFor();
    await lookAt(opened, 'film-25-report');
    await dialog.getByRole('button', { name: 'Undo import…' }).click();
    const undo = page.getByRole('dialog', { name: 'Undo this import?' });
    await undo.getByText('Is as it was before').waitFor();
    await lookAt(opened, 'film-26-undo');
    await undo.getByRole('button', { name: 'Undo import', exact: true }).click();
    await page.getByRole('dialog', { name: 'The import is undone' }).waitFor({ timeout: 60_000 });
    expect(await page.getByRole('dialog', { name: 'The import is undone' }).getByRole('alert').count()).toBe(
      0,
    );
    await lookAt(opened, 'film-27-undone');
    await page
      .getByRole('dialog', { name: 'The import is undone' })
      .getByRole('button', { name: 'Close', exact: true })
      .last()
      .click();
    await dialog.getByText('Taken back').waitFor();
    await lookAt(opened, 'film-28-report-after-undo');
    await closeDialog(opened);
    await page.getByRole('button', { name: 'Show its rows' }).first().click();
    await page.getByRole('link', { name: /Alien/ }).first().waitFor();
    await lookAt(opened, 'film-29-history');
    await page.getByRole('button', { name: 'Another title for Alien (1979)' }).click();
    await page.getByRole('option').first().waitFor();
    await lookAt(opened, 'film-30-fix-match');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    await goTo(page, 'Library');
    await page
      .getByRole('link', { name: /^Nosferatu: A Symphony/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'More' }).first().click();
    await page.getByRole('menuitem', { name: 'Merge with…' }).click();
    await page.getByRole('searchbox').last().fill('Nosferatu');
    await page
      .getByRole('option', { name: /^Nosferatu 1922/ })
      .first()
      .click();
    await page.getByRole('dialog', { name: 'Make these two one?' }).getByText('Is kept').first().waitFor();
    await lookAt(opened, 'film-31-merge');
    await page.getByRole('button', { name: 'Turn round' }).click();
    await page.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByText(/went into this title/).waitFor();
    await lookAt(opened, 'film-32-merged');
    await page.getByRole('button', { name: 'Take apart' }).click();
    await page.getByText('They are two titles again').first().waitFor();
    await lookAt(opened, 'film-33-parted');
    expect(complaints).toEqual([]);
  },
);

test(
  'an import is stopped in the middle, goes on, and is left alone meanwhile',
  { timeout: 300_000 },
  async () => {
    const opened = await begun();
    const { app, page, complaints } = opened;
    const { dialog, choose } = importDialogOf(app, page);
    const rows = Array.from(
      { length: 250_000 },
      (_, at) =>
        `The ${at % 2 ? 'quiet' : 'long'} film no. ${at},${1920 + (at % 100)},movie,Somebody ${at % 900}`,
    );
    await goTo(page, 'Imports');
    await page.getByRole('button', { name: 'Import a file' }).first().click();
    await choose(written('big catalogue.csv', `title,year,kind,creator\n${rows.join('\n')}\n`));
    await dialog.getByRole('button', { name: 'See what would happen' }).click();
    await lookAt(opened, 'film-34-reading');
    await dialog.getByText('Nothing has been written yet.').last().waitFor();
    await dialog.getByRole('button', { name: 'Import 250,000 titles' }).click({ timeout: 120_000 });
    await dialog.getByText(/rows a second/).waitFor({ timeout: 30_000 });
    await lookAt(opened, 'film-35-running');
    await dialog.getByRole('button', { name: 'Stop' }).click();
    await dialog.getByText('Stopped', { exact: true }).waitFor();
    await lookAt(opened, 'film-36-stopped');
    await dialog.getByRole('button', { name: 'Go on', exact: true }).click();
    await dialog.getByRole('button', { name: 'Go on in the background' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await lookAt(opened, 'film-37-background');
    await page.getByText(/250,000 rows = 250,000 new/).waitFor({ timeout: 120_000 });
    expect(complaints).toEqual([]);
  },
);

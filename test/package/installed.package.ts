// The package as people get it: installed with dpkg, used from a terminal and in its window, upgraded by itself, and
// removed. One story told in order: each part stands on the one before.
import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import Database from 'better-sqlite3';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { migrations } from '#migrations/index.ts';
import { createDb } from '#main/core/db/db.ts';
import { migrate } from '#main/core/db/migrate.ts';
import { openSqlite } from '#main/core/db/open.ts';
import { doorOf, goTo, importDialogOf } from '../e2e/support/pages.ts';
import { projectRoot } from '../support/built.ts';
import { goodPassword } from '../support/core.ts';
import { serveFeed } from './feed-server.ts';

const program = '/opt/Mediary/mediary-app';
/** By its whole path: npm puts a checkout's own command before it. */
const installed = '/usr/bin/mediary';
const feedPort = Number(process.env['MEDIARY_FEED_PORT']);
const newer = process.env['MEDIARY_PACKAGES_NEWER'] ?? '';
const olderDeb = debIn(process.env['MEDIARY_PACKAGES_OLDER'] ?? '');
const newerDeb = debIn(newer);
const newVersion = (
  JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }
).version;

const screens = join(projectRoot, 'test-results', 'screens');
const scratch = mkdtempSync(join(tmpdir(), 'mediary-package-test-'));
const data = join(scratch, 'data');
// Every program of the story lives in this home, so that nothing of whoever runs it is touched.
const env = { ...process.env, HOME: scratch, XDG_CONFIG_HOME: scratch, XDG_CACHE_HOME: scratch };

beforeAll(() => {
  // What dpkg would only name, a person's software centre brings.
  const depends = execFileSync('dpkg-deb', ['-f', olderDeb, 'Depends'], { encoding: 'utf8' }).trim();
  mkdirSync(screens, { recursive: true });
  execFileSync('apt-get', ['update', '-qq']);
  execFileSync('apt-get', ['satisfy', '-y', '-qq', '--no-install-recommends', depends], { stdio: 'ignore' });
}, 300_000);

afterAll(async () => {
  await endWindow();
  spawnSync('dpkg', ['--purge', 'mediary']);
  rmSync(scratch, { recursive: true, force: true });
});

test('dpkg installs it: the command, the desktop entry, the kind of file, the icon and the licence', () => {
  execFileSync('dpkg', ['-i', olderDeb]);
  expect(mediary('--version')).toMatch(/^\d+\.\d+\.\d+$/);
  const entry = readFileSync('/usr/share/applications/mediary-app.desktop', 'utf8');
  expect(entry).toMatch(/^Name=Mediary$/m);
  expect(entry).toMatch(/^MimeType=.*application\/x-mediary-backup/m);
  expect(entry).toMatch(/^Exec=\/opt\/Mediary\/mediary-app/m);
  expect(readFileSync('/usr/share/mime/packages/mediary-app.xml', 'utf8')).toContain('*.mediary');
  expect(existsSync('/usr/share/icons/hicolor/1024x1024/apps/mediary-app.png')).toBe(true);
  expect(readFileSync('/opt/Mediary/resources/LICENSE.mediary.txt', 'utf8')).toContain('MIT');
  const packed = readdirSync('/opt/Mediary/resources/app.asar.unpacked/node_modules/better-sqlite3', {
    recursive: true,
    encoding: 'utf8',
  });
  expect(packed.filter((file) => /\.(?:c|cc|cpp|h)$/.test(file))).toEqual([]);
});

test('its fuses are set as they were meant', async () => {
  const fuses = await getCurrentFuseWire(program);
  const set = (fuse: FuseV1Options) => fuses[fuse] === FuseState.ENABLE;
  expect({
    runAsNode: set(FuseV1Options.RunAsNode),
    nodeOptions: set(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: set(FuseV1Options.EnableNodeCliInspectArguments),
    cookieEncryption: set(FuseV1Options.EnableCookieEncryption),
    integrity: set(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyAsar: set(FuseV1Options.OnlyLoadAppFromAsar),
    fileProtocol: set(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    runAsNode: false,
    nodeOptions: false,
    inspect: false,
    cookieEncryption: true,
    integrity: true,
    onlyAsar: true,
    fileProtocol: false,
  });
});

test('the command registers, imports, searches, and refuses in words', () => {
  mediary('register', 'Ada', 'ada@example.org', '--password-stdin', { input: goodPassword });
  const file = join(scratch, 'films.csv');
  writeFileSync(file, 'title,kind,year\nAlien,movie,1979\nHeat,movie,1995\n東京物語,movie,1953\n');
  expect(JSON.parse(mediary('import', file, '--json'))).toMatchObject({ rows: 3, inserted: 3 });
  expect(mediary('search', '東京')).toContain('東京物語');
  const refused = spawnSync(installed, ['--data', data, 'import', join(scratch, 'nothing.csv')], {
    encoding: 'utf8',
    env: { ...env, MEDIARY_TERMINAL_ID: 'package' },
  });
  expect(refused.status).toBe(1);
  expect(refused.stderr).toMatch(/^error: /);
});

test('the window signs in, imports, searches and quits', { timeout: 120_000 }, async () => {
  const { app, page } = await openWindow();
  await doorOf(page).signIn();
  await goTo(page, 'Imports');
  const file = join(scratch, 'more.csv');
  writeFileSync(file, 'title,kind,year\nStalker,movie,1979\n');
  await page
    .getByRole('button', { name: 'Import a file' })
    .or(page.getByRole('link', { name: 'Import a file' }))
    .first()
    .click();
  const steps = importDialogOf(app, page);
  await steps.choose(file);
  await steps.plan();
  await steps.dialog.getByRole('button', { name: /^Import 1 / }).click();
  await steps.dialog.getByRole('button', { name: 'Go to the library' }).click();
  await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'Search titles, creators and genres' }).fill('stalk');
  await page
    .getByRole('link', { name: /Stalker/ })
    .first()
    .waitFor();
  await app.close();
  expect(mediary('search', 'stalker')).toContain('Stalker');
});

test('asks nobody before somebody agrees, and takes nothing that the makers did not sign', async () => {
  const server = await serveFeed(newer, feedPort);
  onTestFinished(server.close);
  const description = readFileSync(join(newer, 'latest-linux.yml'), 'utf8');
  const { app, page } = await openWindow();
  await doorOf(page).signIn();
  await openAbout(page);
  expect(server.asked).toEqual([]);

  server.replace('latest-linux.yml', Buffer.from(description.replace('"version": "', '"version": "9')));
  await page.getByRole('radio', { name: 'On' }).click({ force: true });
  await page.getByText(/isn’t signed by the makers/).waitFor();
  expect(server.asked.toSorted()).toEqual(['latest-linux.yml', 'latest-linux.yml.sig']);

  server.replace('latest-linux.yml', Buffer.from(description));
  await page.getByRole('button', { name: 'Look now' }).click();
  await page.getByText(`Mediary ${newVersion} is there`).waitFor();
  await page.getByText(/The first Mediary\./).waitFor();
  const deb = readFileSync(newerDeb);
  deb[deb.length >> 1] = (deb[deb.length >> 1] ?? 0) ^ 1;
  server.replace(basename(newerDeb), deb);
  await page.getByRole('button', { name: 'Fetch it' }).click();
  await page.getByText(/isn’t signed by the makers/).waitFor();
  await app.close();
  expect(installedVersion()).toBe('0.0.9');
}, 120_000);

test(
  'upgrades itself when asked, opens again, and everything is still there',
  { timeout: 180_000 },
  async () => {
    const server = await serveFeed(newer, feedPort);
    onTestFinished(server.close);
    const { page } = await openWindow();
    const before = [windowProcess(), pageProcess()];
    expect(before).not.toContain(undefined);
    await doorOf(page).signIn();
    await openAbout(page);
    setImports('running');
    await page.getByRole('button', { name: 'Look now' }).click();
    await page.getByText(/An import is running/).waitFor();
    expect(server.asked).toEqual([]);
    setImports('done');
    await page.getByRole('button', { name: 'Look now' }).click();
    await page.getByText(`Mediary ${newVersion} is there`).waitFor();
    await page.screenshot({ path: join(screens, 'package-newer-version.png') });
    await page.getByRole('button', { name: 'Fetch it' }).click();
    await page.getByText(/ready to be installed/).waitFor({ timeout: 60_000 });
    onTestFinished(endWindow);
    // It closes before the click is answered.
    const pressed = page
      .getByRole('button', { name: 'Install and restart' })
      .click()
      .catch(() => undefined);
    await expect.poll(installedVersion, { timeout: 60_000 }).toBe(newVersion);
    await pressed;
    for (const find of [windowProcess, pageProcess])
      await expect
        .poll(() => [undefined, ...before].includes(find()), { timeout: 30_000, message: find.name })
        .toBe(false);
    await endWindow();
    expect(JSON.parse(mediary('search', 'stalker', '--json'))).toMatchObject({
      items: [{ title: 'Stalker' }],
    });
  },
);

test('a newer version brings an older database along, and keeps a copy of it as it was', async () => {
  const folder = join(scratch, 'older-data');
  const file = join(folder, 'mediary.sqlite3');
  mkdirSync(folder);
  const sqlite = openSqlite(file, migrations.length);
  const db = createDb(sqlite);
  const backupFolder = join(folder, 'backups');
  await migrate({ db, sqlite, migrations: migrations.slice(0, 1), backupFolder, now: () => new Date() });
  const at = '2026-01-01T00:00:00.000Z';
  sqlite.exec(`INSERT INTO media (uid, kind, title, title_key, sort_key, created_at, updated_at)
    VALUES (randomblob(16), 'movie', 'Heat', 'heat', 'heat', '${at}', '${at}')`);
  await db.destroy();
  const answer = spawnSync(installed, ['--data', folder, 'whoami'], { encoding: 'utf8', env });
  expect(answer.stderr).toMatch(/^error: unauthenticated/);
  const now = new Database(file, { readonly: true });
  expect(now.pragma('user_version', { simple: true })).toBe(migrations.length);
  expect(now.prepare('SELECT title FROM media').pluck().all()).toEqual(['Heat']);
  now.close();
  const kept = readdirSync(backupFolder).filter((name) => /\.(?:mediary|sqlite3)$/.test(name));
  expect(kept).toHaveLength(1);
});

test('removing it takes the program away and leaves what people wrote', () => {
  execFileSync('dpkg', ['--purge', 'mediary'], { stdio: 'ignore' });
  expect(existsSync('/opt/Mediary')).toBe(false);
  expect(existsSync('/usr/bin/mediary')).toBe(false);
  expect(existsSync('/usr/share/applications/mediary-app.desktop')).toBe(false);
  expect(existsSync(join(data, 'mediary.sqlite3'))).toBe(true);
});

/** Runs the command on the story's data folder; the last argument may be what is typed. */
function mediary(...args: (string | { readonly input: string })[]): string {
  const last = args.at(-1);
  const input = typeof last === 'object' ? last.input : '';
  return execFileSync(
    installed,
    ['--data', data, ...args.filter((arg): arg is string => typeof arg === 'string')],
    { encoding: 'utf8', input, env: { ...env, MEDIARY_TERMINAL_ID: 'package' } },
  ).trim();
}

/**
 * The installed window under Playwright, which needs the inspector: its fuse is turned for as long as this test lasts.
 * Only who may write to the installed program can do that.
 */
async function openWindow(): Promise<{ app: ElectronApplication; page: Page }> {
  await setInspectFuse(true);
  onTestFinished(async () => await setInspectFuse(false));
  const app = await _electron.launch({
    executablePath: program,
    args: ['--no-sandbox', `--data=${data}`],
    chromiumSandbox: false,
    env: Object.fromEntries(
      Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  });
  onTestFinished(async () => await app.close().catch(() => undefined));
  const page = await app.firstWindow();
  page.setDefaultTimeout(15_000);
  return { app, page };
}

async function setInspectFuse(on: boolean): Promise<void> {
  const meant = on ? FuseState.ENABLE : FuseState.DISABLE;
  const fuses = await getCurrentFuseWire(program);
  if (fuses[FuseV1Options.EnableNodeCliInspectArguments] === meant) return;
  await flipFuses(program, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: on,
  });
}

async function openAbout(page: Page): Promise<void> {
  await goTo(page, 'Settings');
  await page.getByRole('link', { name: 'About', exact: true }).click();
  await page.getByText('Look for new versions').first().waitFor();
}

function installedVersion(): string {
  return execFileSync('dpkg-query', ['-W', '-f', '${Version}', 'mediary'], { encoding: 'utf8' });
}

/** As if somebody else's import ran, or had ended. */
function setImports(status: 'running' | 'done'): void {
  const sqlite = new Database(join(data, 'mediary.sqlite3'));
  sqlite.prepare('UPDATE imports SET status = ?').run(status);
  sqlite.close();
}

/** Ends the window that the app has opened by itself. */
async function endWindow(): Promise<void> {
  const id = windowProcess();
  if (id !== undefined) process.kill(id);
  for (let tries = 0; windowProcess() !== undefined; tries++) {
    if (tries > 150) throw new Error('The window is still there after 15 s.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The process of the window on the story's data, if there is one. */
function windowProcess(): number | undefined {
  return processOf((line) => line.includes(` --data=${data} `) && !line.includes(' --type='));
}

/** The process that shows the page in that window, if there is one. */
function pageProcess(): number | undefined {
  return processOf(
    (line) => line.includes(' --type=renderer ') && line.includes(` --user-data-dir=${data}/window `),
  );
}

/** A process of the installed program whose command line, every word with a space behind it, is the one looked for. */
function processOf(isTheOne: (line: string) => boolean): number | undefined {
  const found = readdirSync('/proc').find((id) => {
    if (!/^\d+$/.test(id)) return false;
    try {
      // Chromium rewrites it: what separates the words is then a space, where the system has written a zero byte.
      const line = readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return line.startsWith(`${program} `) && isTheOne(line);
    } catch {
      // It ended meanwhile.
      return false;
    }
  });
  return found === undefined ? undefined : Number(found);
}

function debIn(folder: string): string {
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.deb')) ?? 'none.deb');
}

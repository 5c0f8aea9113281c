// Canaries: passwords, an e-mail address and private texts are planted, everything is done that writes a log or a file, the
// page is crashed, and then nothing but the database, its backups and what the person saved may hold them.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { projectRoot } from '../../support/built.ts';
import { scratchFolder } from '../../support/core.ts';
import { openApp } from '../support/app.ts';
import { doorOf } from '../support/pages.ts';
import { invoke, reply } from '../support/calls.ts';

const canaries = {
  password: 'zq-canary-Password-83',
  wrong: 'zq-canary-Wrong-Password-84',
  fresh: 'zq-canary-New-Password-85',
  email: 'zq.canary.mail@example.org',
  note: 'zq-canary-note',
  draft: 'zq-canary-draft',
  list: 'zq-canary-list',
  search: 'zq-canary-search',
  file: 'zq-canary-file-content',
} as const;
/** What is meant to hold what people write. */
const library = /^(mediary\.sqlite3(-wal|-shm)?$|backups\/|imports\/)/;

test(
  'no log, cache, dump or temporary file holds a password, an address or a private text',
  { timeout: 120_000 },
  async () => {
    const [temporary, chosen] = [scratchFolder(), scratchFolder()];
    const dataFolder = join(scratchFolder(), 'data');
    mkdirSync(dataFolder);
    const { TMPDIR } = process.env;
    process.env['TMPDIR'] = temporary;
    onTestFinished(() => {
      if (TMPDIR === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = TMPDIR;
    });
    const { app, page } = await openApp(dataFolder);
    let said = '';
    for (const stream of [app.process().stdout, app.process().stderr])
      stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));

    // Typed at the door: a wrong password first.
    await page.getByLabel('Your name').fill('Ada');
    await page.getByLabel('E-mail address').fill(canaries.email);
    await page.getByLabel('Password', { exact: true }).fill(canaries.password);
    await page.getByRole('button', { name: 'Create profile' }).click();
    await doorOf(page).beginEmpty();
    await reply(page, 'profiles.login', { who: canaries.email, password: canaries.wrong });
    await reply(page, 'profiles.changePassword', {
      oldPassword: canaries.wrong,
      newPassword: canaries.fresh,
    });
    const { id } = await invoke<{ id: number }>(page, 'catalog.add', {
    kind: 'movie', title: 'Heat', year: 1995, creator: null, genres: [], runtime: null, description: null,
  }); // prettier-ignore
    await invoke(page, 'diary.log', {
      mediaId: id,
      playedOn: null,
      note: canaries.note,
      tags: [canaries.note],
    });
    await invoke(page, 'lists.create', { name: canaries.list, description: canaries.list, mediaIds: [id] });
    await invoke(page, 'search.save', { name: canaries.search, query: canaries.search });
    await invoke(page, 'search.remember', { text: canaries.search });
    for (const view of [
      '/diary',
      '/lists',
      '/search?q=zq-canary-search',
      '/settings/profile',
      '/diagnostics',
      `/title/${id}`,
    ]) {
      await page.evaluate((hash) => (location.hash = hash), `#${view}`);
      await page.waitForTimeout(400);
    }
    await page.getByRole('textbox', { name: /review/i }).fill(canaries.draft);

    // Everything that fails and is logged, with the canaries in it.
    for (const method of [
      'reviews.save',
      'diary.log',
      'lists.create',
      'profiles.register',
      'profiles.login',
      'imports.inspect',
      'shell.savePdf',
      'catalog.add',
    ])
      for (const input of [canaries, { password: canaries }, Object.values(canaries), canaries.password])
        await reply(page, method, input);
    await reply(page, canaries.password, canaries);
    await importBroken(app, page, chosen);
    const diagnostics = await invoke(page, 'diagnostics.get', {});
    await app.evaluate(async ({ webContents }) => {
      webContents.getAllWebContents()[0]?.forcefullyCrashRenderer();
      await new Promise((resolve) => setTimeout(resolve, 2500));
    });
    await app.close();
    await wait(300);

    const log = readFileSync(join(dataFolder, 'logs', 'mediary.log'), 'utf8');
    expect(log).toContain('a window crashed');
    const places = [
      ...filesBelow(dataFolder).filter(([name]) => !library.test(name)),
      ...filesBelow(temporary),
      ...filesBelow(join(projectRoot, 'out')),
      ['what it said', Buffer.from(said)] as const,
      ['diagnostics', Buffer.from(JSON.stringify(diagnostics))] as const,
    ];
    expect(places.length).toBeGreaterThan(20);
    const hits = places.flatMap(([name, bytes]) =>
      Object.entries(canaries)
        .filter(([, text]) => holds(bytes, text))
        .map(([what]) => `${name}: ${what}`),
    );
    expect(hits).toEqual([]);
    // The net that was cast does catch: the database holds the texts, and even it no password.
    const database = Buffer.concat(
      filesBelow(dataFolder)
        .filter(([name]) => name.startsWith('mediary.sqlite3'))
        .map(([, bytes]) => bytes),
    );
    expect(holds(database, canaries.note)).toBe(true);
    for (const secret of [canaries.password, canaries.wrong, canaries.fresh, canaries.draft])
      expect(holds(database, secret)).toBe(false);
  },
);

async function importBroken(
  app: Awaited<ReturnType<typeof openApp>>['app'],
  page: Parameters<typeof invoke>[0],
  folder: string,
): Promise<void> {
  const broken = {
    'a.json': `[{"title": "${canaries.file}", "password": ${canaries.file}`,
    'b.csv': `Title,Year\n"${canaries.file},1999\n`,
    'c.zip': `PK\u0003\u0004${canaries.file.repeat(40)}`,
  };
  for (const [name, content] of Object.entries(broken)) {
    writeFileSync(join(folder, name), content);
    await app.evaluate(
      ({ dialog }, path) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
      },
      join(folder, name),
    );
    for (const { token } of await invoke<{ token: string }[]>(page, 'shell.chooseFiles', {}))
      await reply(page, 'imports.inspect', { token });
  }
}

function filesBelow(folder: string): (readonly [string, Buffer])[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path), readFileSync(path)] as const;
    });
}

/** As Chromium and SQLite write texts: in UTF-8 or UTF-16. */
function holds(bytes: Buffer, text: string): boolean {
  return bytes.includes(text, 0, 'utf8') || bytes.includes(text, 0, 'utf16le');
}

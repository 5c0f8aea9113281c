// The shell round the page: what the page can't reach, one process for one data folder, and files that can't be opened.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../support/built.ts';
import { scratchFolder } from '../support/core.ts';
import { openApp } from './support/app.ts';

test('the page has two functions of ours and nothing of Node', async () => {
  const { page } = await openApp();
  const found = await page.evaluate(() => ({
    node: [
      typeof globalThis['require' as never],
      typeof globalThis['process' as never],
      typeof globalThis['module' as never],
    ],
    ours: Object.keys((globalThis as unknown as { mediary: object }).mediary),
  }));
  expect(found).toEqual({ node: ['undefined', 'undefined', 'undefined'], ours: ['invoke', 'subscribe'] });
});

test('windows are sandboxed and isolated', async () => {
  const { app } = await openApp();
  const preferences = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      const { sandbox, contextIsolation, nodeIntegration, webSecurity } = (
        contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      ).getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webSecurity };
    }),
  );
  expect(preferences).toEqual([
    { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true },
  ]);
});

test('the policy stops scripts, styles, requests and frames that are not the app’s own', async () => {
  const { page } = await openApp();
  const blocked = await page.evaluate(async () => {
    const seen = new Set<string>();
    document.addEventListener('securitypolicyviolation', (event) => seen.add(event.effectiveDirective));
    const element = (tag: string, properties: object) =>
      document.body.append(Object.assign(document.createElement(tag), properties));
    const attempt = (work: () => unknown) => {
      try {
        return work();
      } catch {
        return undefined;
      }
    };
    attempt(() => element('script', { textContent: 'globalThis.ran = true' }));
    attempt(() => element('style', { textContent: 'body { color: red }' }));
    attempt(() => element('img', { src: 'https://example.org/x.png' }));
    attempt(() => element('iframe', { src: 'data:text/html,hi' }));
    attempt(() => element('object', { data: 'data:text/html,hi' }));
    attempt(() => (document.body.innerHTML += '<b>hi</b>'));
    // oxlint-disable-next-line typescript/no-implied-eval -- the attack itself
    attempt(() => setTimeout('globalThis.ran = true'));
    await fetch('https://example.org/').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { seen: [...seen].sort(), ran: 'ran' in globalThis };
  });
  expect(blocked.ran).toBe(false);
  expect(blocked.seen).toEqual(
    expect.arrayContaining([
      'connect-src',
      'frame-src',
      'img-src',
      'require-trusted-types-for',
      'style-src-elem',
    ]),
  );
});

test('the page cannot leave, open windows, or be given permissions', async () => {
  const { app, page } = await openApp();
  await page.evaluate(() => {
    window.open('https://example.org/');
    const link = Object.assign(document.createElement('a'), {
      href: 'https://example.org/',
      target: '_blank',
      textContent: 'x',
    });
    document.body.append(link);
    link.click();
    location.href = 'https://example.org/';
  });
  await page.evaluate(() => (location.href = 'data:text/html,hi')).catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(page.url()).toMatch(/^app:\/\/ui\//);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  const granted = await page.evaluate(async () => {
    const names = ['camera', 'microphone', 'geolocation', 'notifications', 'clipboard-read', 'midi'] as const;
    const states = await Promise.all(
      names.map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state),
    );
    return states.filter((state) => state === 'granted');
  });
  expect(granted).toEqual([]);
});

test('app:// gives nothing from outside the page’s folder', async () => {
  const { app } = await openApp();
  const statuses = await app.evaluate(async ({ net }) => {
    const paths = [
      '../main/main.js',
      '..%2fmain%2fmain.js',
      '..%5cmain%5cmain.js',
      '%2e%2e/main/main.js',
      '....//main/main.js',
      'index.html%00.js',
      '//etc/passwd',
      'package.json',
    ];
    return await Promise.all(paths.map(async (path) => (await net.fetch(`app://ui/${path}`)).status));
  });
  expect(new Set(statuses)).toEqual(new Set([404]));
});

test('a page cannot name a path: neither as input nor by a made-up token', async () => {
  const { page } = await openApp();
  const replies = await page.evaluate(async () => {
    const { mediary } = globalThis as unknown as {
      mediary: {
        invoke(method: string, input: unknown, paths?: unknown): Promise<{ error?: { code: string } }>;
      };
    };
    await mediary.invoke('profiles.register', {
      name: 'Ada',
      email: 'ada@example.org',
      password: 'quiet-otter-lamp-42',
    });
    return [
      await mediary.invoke('shell.takeDroppedFiles', {}, ['/etc/passwd']),
      await mediary.invoke('shell.takeDroppedFiles', { path: '/etc/passwd' }),
      await mediary.invoke('shell.takeDroppedFiles', [new File(['made up'], 'passwd')]),
      await mediary.invoke('imports.inspect', { token: 'file-00000000-0000-4000-8000-000000000000' }),
    ].map((reply) => reply.error?.code);
  });
  expect(replies).toEqual(['invalid_input', 'invalid_input', 'invalid_input', 'not_found']);
});

test('a second start on the same data folder ends at once and brings the first window forward', async () => {
  const { app, dataFolder } = await openApp();
  const electron = String(createRequire(import.meta.url)('electron') as unknown);
  const second = spawn(
    electron,
    [projectRoot, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), `--data=${dataFolder}`],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let said = '';
  second.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => second.once('close', resolve));
  expect(code).toBe(0);
  expect(said).toContain('already running');
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test.each([
  [
    'not_a_database',
    (folder: string) => writeFileSync(join(folder, 'mediary.sqlite3'), 'no database '.repeat(500)),
  ],
  ['cannot_open', (folder: string) => mkdirSync(join(folder, 'mediary.sqlite3'))],
])(
  'a database that cannot be opened (%s) has a screen of its own, and stays as it is',
  async (reason, spoil) => {
    const folder = scratchFolder();
    spoil(folder);
    const before = contentOf(folder);
    const { page } = await openApp(folder);
    await page.waitForURL((url) => url.hash.includes(`reason=${reason}`));
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(contentOf(folder)).toBe(before);
  },
);

function contentOf(folder: string): string | undefined {
  const file = join(folder, 'mediary.sqlite3');
  return statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined;
}

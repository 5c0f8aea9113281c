// The shell round the page, beside what security/ attacks: files have tokens, one process for one data folder, and files that can't be opened.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../support/built.ts';
import { scratchFolder } from '../support/core.ts';
import { openApp } from './support/app.ts';

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

// rescue as people type it, where nothing else works any more.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createHousehold } from './mediary.ts';

const mediary = await createHousehold();

test('a database that is none is told by every command, and the backup comes back with one', async () => {
  const { folder, json, run, refusal } = mediary();
  const file = join(folder, 'mediary.sqlite3');
  await json(['add', 'movie', 'Heat', '--year', '1995']);
  await json(['backup']);
  expect((await run(['rescue'])).stdout).toContain('Nothing is wrong');
  expect((await refusal(['rescue', '--backup', '--yes'])).error).toContain('not damaged');
  writeFileSync(file, 'no database '.repeat(500));
  const told = await refusal(['search', 'heat']);
  expect(told).toMatchObject({ code: 1, error: expect.stringContaining('mediary rescue') });
  const { stdout } = await run(['rescue']);
  expect(stdout).toContain('mediary rescue --backup');
  expect(stdout).toContain('1 title, 0 reviews; Ada, Bob');
  expect((await refusal(['rescue', '--backup', '--empty'])).error).toContain('Choose one');
  const report = await json<{ aside: string }>(['rescue', '--backup']);
  expect(report).toMatchObject({ from: 'backup', titles: 1 });
  expect(readFileSync(join(folder, report.aside, 'mediary.sqlite3'), 'utf8')).toContain('no database');
  expect((await run(['rescue'])).stdout).toContain('Nothing is wrong');
});

test('a named folder whose disk is not there stays away', async () => {
  const { folder, refusal } = mediary();
  const away = join(folder, 'not connected', 'data');
  expect((await refusal(['--data', away, 'backups'])).error).toContain('Is its disk connected?');
  expect(existsSync(join(folder, 'not connected'))).toBe(false);
});

import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { script } from './script.ts';

interface Build {
  fingerprint: (base: string, paths: string[]) => string;
}
const { fingerprint } = await script<Build>('build');

let base: string;
const print = () => fingerprint(base, ['src', 'package.json', 'missing']);

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'mediary-build-'));
  mkdirSync(join(base, 'src/deep'), { recursive: true });
  writeFileSync(join(base, 'src/deep/a.ts'), 'a');
  writeFileSync(join(base, 'package.json'), '{}');
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

test('times do not count, contents do', () => {
  const before = print();
  utimesSync(join(base, 'src/deep/a.ts'), 1, 1);
  expect(print()).toBe(before);
  writeFileSync(join(base, 'src/deep/a.ts'), 'b');
  expect(print()).not.toBe(before);
});

test('a file that is new, gone or renamed counts', () => {
  const before = print();
  writeFileSync(join(base, 'src/b.ts'), '');
  const withB = print();
  rmSync(join(base, 'src/b.ts'));
  expect(print()).toBe(before);
  renameSync(join(base, 'src/deep/a.ts'), join(base, 'src/deep/c.ts'));
  expect(new Set([before, withB, print()]).size).toBe(3);
});

test('files that are not sources do not count', () => {
  const before = print();
  writeFileSync(join(base, 'README.md'), 'new');
  expect(print()).toBe(before);
});

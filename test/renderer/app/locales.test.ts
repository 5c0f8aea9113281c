import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resolveLanguage } from '#renderer/app/i18n.ts';
import { de } from '#renderer/app/locales/de.ts';
import { en } from '#renderer/app/locales/en.ts';
import { projectRoot } from '../../support/built.ts';

const english = flatten(en);
const german = flatten(de);

test('German has exactly the texts that English has', () => {
  expect([...german.keys()].toSorted()).toEqual([...english.keys()].toSorted());
});

test('a text names the same values in both languages', () => {
  const values = (text = '') =>
    [...text.matchAll(/\{\{\s*(\w+)/g)]
      .map(([, name]) => name)
      .toSorted((a = '', b = '') => a.localeCompare(b));
  for (const [key, text] of english)
    expect([key, ...values(german.get(key))]).toEqual([key, ...values(text)]);
});

test('every key that the code names is there', () => {
  const missing = sources().flatMap(({ file, text }) =>
    [...text.matchAll(/\bt\(\s*'([\w.]+)'/g)]
      .map(([, key = '']) => key)
      .filter((key) => !english.has(key) && !english.has(`${key}_one`))
      .map((key) => `${file}: ${key}`),
  );
  expect(missing).toEqual([]);
});

test('the language follows the choice, in the variant that the system prefers', () => {
  expect(resolveLanguage('system', ['fr-FR', 'de-CH', 'en-US'])).toBe('de-CH');
  expect(resolveLanguage('system', ['fr-FR'])).toBe('en');
  expect(resolveLanguage('en', ['de-DE', 'en-GB'])).toBe('en-GB');
  expect(resolveLanguage('de', ['en-GB'])).toBe('de');
});

function flatten(texts: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null
        ? [...flatten(value, `${prefix}${name}.`)]
        : [[`${prefix}${name}`, String(value)] as const],
    ),
  );
}

function sources(): { file: string; text: string }[] {
  const root = join(projectRoot, 'src-renderer');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
}

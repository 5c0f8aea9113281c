import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refusalReasons, saidReason } from '#shared/domain/refusal-reasons.ts';

test.each(Object.entries(refusalReasons))('%s is told apart from all other reasons', (key, sentence) => {
  const values: Record<string, string> = {};
  const reason = sentence.replaceAll(/\{(\w+)\}/g, (_place, name: string) => {
    values[name] = `„a "b": c\n${name} {d} 8.5`;
    return values[name];
  });
  expect(saidReason(reason)).toEqual({ key, values });
});

test('a sentence of another version has no key', () => {
  expect(saidReason('is too old for this')).toBeNull();
  expect(saidReason('')).toBeNull();
});

test('whatever the files of all services are refused for has a key', () => {
  const folder = join(import.meta.dirname, '../fixtures/imports');
  const refused = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('expected.json'))
    .flatMap((path) => (JSON.parse(readFileSync(join(folder, path), 'utf8')) as Expected).refused);
  expect(refused.length).toBeGreaterThan(10);
  // "path:line field: reason", or without the field.
  const keyless = refused.filter((line) => {
    const told = line.replace(/^.*?:\d+ /, '');
    return saidReason(told) === null && saidReason(told.replace(/^[^:]*: /, '')) === null;
  });
  expect(keyless).toEqual([]);
});

interface Expected {
  readonly refused: readonly string[];
}

// Whatever is in the files: a conversion ends, in a canonical file or in words, and each of its rows can be read.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { reading } from '#shared/api/import-formats.ts';
import { AppError } from '#shared/errors.ts';
import { convert, inspectSet } from '#main/core/imports/formats/convert.ts';
import { entryColumns } from '#main/core/imports/formats/entry.ts';
import { scanJson } from '#main/core/imports/formats/json-scan.ts';
import type { SourceFile } from '#main/core/imports/formats/survey.ts';
import { scratchFolder } from '../../support/core.ts';
import { filesOf, fixtures } from './format-desk.ts';

const seed = 20_261_121;
const said = reading.parse({ dateOrder: 'day-first', person: '1' });
const all = readdirSync(fixtures).flatMap((service) =>
  readdirSync(join(fixtures, service)).map((variant) => `${service}/${variant}`),
);

async function converted(files: readonly SourceFile[], folder: string): Promise<string[][] | AppError> {
  try {
    const scratch = join(folder, 'scratch');
    const found = await inspectSet(files, { reading: said, scratch });
    if (found === undefined) return [];
    const target = join(folder, 'source');
    const watch = { progress: () => undefined, stopAsked: () => false };
    await convert({ files, format: found.name, reading: said, target, scratch }, watch);
    return Papa.parse<string[]>(readFileSync(target, 'utf8'), { newline: '\n', delimiter: ',' }).data.slice(
      0,
      -1,
    );
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_input') return error;
    throw error;
  }
}

const mutation = fc.oneof(
  fc.record({ what: fc.constant('cut' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 200 }) }),
  fc.record({
    what: fc.constant('insert' as const),
    at: fc.nat(),
    text: fc.oneof(
      fc.constantFrom(
        '"',
        ',',
        '\n',
        '\r',
        '\0',
        '""',
        '{',
        '[',
        ']',
        '}',
        '\\',
        ':',
        '\ufeff',
        '=1+1',
        '9'.repeat(400),
        '[['.repeat(300),
      ),
      fc.string({ unit: 'binary' }),
    ),
  }),
  fc.record({ what: fc.constant('flip' as const), at: fc.nat(), byte: fc.nat(255) }),
);

function mutated(
  bytes: Buffer,
  changes: readonly (typeof mutation extends fc.Arbitrary<infer M> ? M : never)[],
): Buffer {
  let text = Buffer.from(bytes);
  for (const change of changes) {
    const at = text.length === 0 ? 0 : change.at % text.length;
    if (change.what === 'cut')
      text = Buffer.concat([text.subarray(0, at), text.subarray(at + change.length)]);
    else if (change.what === 'insert')
      text = Buffer.concat([text.subarray(0, at), Buffer.from(change.text), text.subarray(at)]);
    else if (at < text.length) text[at] = change.byte;
  }
  return text;
}

it('ends well for files that were changed anywhere', { timeout: 120_000 }, async () => {
  const folder = scratchFolder();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...all),
      fc.array(mutation, { minLength: 1, maxLength: 6 }),
      fc.nat(),
      async (fixture, changes, which) => {
        const paths = filesOf(fixture);
        const hit = paths[which % paths.length];
        const files = paths.map((name, index) => {
          const bytes = readFileSync(join(fixtures, fixture, name));
          const path = join(folder, `file-${index}`);
          writeFileSync(path, name === hit ? mutated(bytes, changes) : bytes);
          return { path, name, size: bytes.length };
        });
        const rows = await converted(files, folder);
        if (rows instanceof AppError) return;
        for (const row of rows) expect(row).toHaveLength(entryColumns.length);
      },
    ),
    { seed, numRuns: 60 },
  );
});

it('cuts JSON into the same items wherever its pieces end', () => {
  fc.assert(
    fc.property(
      fc.array(fc.jsonValue({ maxDepth: 4 }), { maxLength: 8 }),
      fc.array(fc.nat(60), { maxLength: 20 }),
      (items, cuts) => {
        const text = JSON.stringify(items, null, cuts.length % 3);
        const found: unknown[] = [];
        const scan = scanJson({ item: (_key, _index, source) => void found.push(JSON.parse(source)) });
        let at = 0;
        for (const length of cuts) {
          expect(scan.push(text.slice(at, at + length))).toBeNull();
          at += length;
        }
        expect(scan.push(text.slice(at))).toBeNull();
        expect(scan.end()).toBeNull();
        expect(found).toEqual(JSON.parse(text));
      },
    ),
    { seed },
  );
});

it.each([
  ['nested without end', '['.repeat(100_000), /deep/],
  ['cut off', '[{"a":1},{"b"', /middle/],
  ['going on after its end', '[] []', /after its end/],
  ['no JSON', 'hello', /begin/],
])('tells of JSON that is %s', (_what, text, reason) => {
  const scan = scanJson({ item: () => undefined });
  expect(scan.push(text) ?? scan.end()).toMatch(reason);
});

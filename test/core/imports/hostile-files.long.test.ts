// A corpus of files as people have them, mutated: whatever comes out is read without a crash or a hang, the same at
// every size of chunks, every row is accounted for, and the texts that arrive are whole.
import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ImportOptions } from '#shared/api/imports.ts';
import { AppError } from '#shared/errors.ts';
import { createRecordReader } from '#main/core/imports/record-reader.ts';
import { openFileSource, readTableHead } from '#main/core/imports/table-file.ts';
import { scratchFolder } from '../../support/core.ts';
import { directRuns } from './direct-runs.ts';
import { isAccounted } from './support.ts';

const seed = 20_261_123;
const chunkSizes = [1, 3, 64, 1 << 16];
const rows =
  'name,score,text\nHeat,4,"Two\nlines, ""quoted"""\nÀ bout de souffle,5,=1+1\n東京物語,3,مراجعة\n';
const utf16 = (text: string, mark: string) => Buffer.from(mark + text, 'utf16le');

/** Encodings, quotes, mixed line ends, NUL, huge fields, ragged rows, formula cells: after csv-spectrum. */
const corpus: readonly Buffer[] = [
  Buffer.from(rows),
  Buffer.from(`\ufeff${rows}`),
  Buffer.from(rows.replaceAll('\n', '\r\n')),
  Buffer.from(rows.replace('\n', '\r\n')),
  Buffer.from(rows.replaceAll(',', ';')),
  Buffer.from(rows.replaceAll(',', '\t')),
  utf16(rows, '\ufeff'),
  utf16(rows, '\ufeff').swap16(),
  Buffer.from('name,score,text\nCaf\xe9,4,\x93smart\x94\n', 'latin1'),
  Buffer.from('name,score,text\n"open,4,x\nHeat,5,"a "b" c"\nRan,3,""\n'),
  Buffer.from('name,score,text\nHeat,4\nRan,5,x,y,z\n\n\n,,\n"",,""\n'),
  Buffer.from('name,score,text\nHe\0at,4,x\nRan,5,\u2028\u2029\n'),
  Buffer.from(`name,score,text\nHeat,4,${'x'.repeat(70_000)}\nRan,5,y\n`),
  Buffer.from('name,score,text\n@SUM(A1),4,-2+3\n\t=cmd,5,+x\n'),
  Buffer.from('name,score,text\n👩‍👩‍👧‍👦,4,e\u0301\n\u202eRTL,5,\u200b\n'),
];

const bytes = fc
  .tuple(
    fc.constantFrom(...corpus),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(),
        fc.constantFrom('cut', 'flip', 'double', '"', '\r', '\n', '\0', ',', '\xff'),
      ),
      { maxLength: 5 },
    ),
  )
  .map(([file, changes]) => changes.reduce(mutate, file));

function mutate(file: Buffer, [first, second, what]: readonly [number, number, string]): Buffer {
  const from = first % (file.length + 1);
  const to = Math.min(file.length, from + (second % 9));
  const part = file.subarray(from, to);
  const changed =
    what === 'cut'
      ? Buffer.alloc(0)
      : what === 'flip'
        ? Buffer.from(part.map((byte) => byte ^ 0x80))
        : what === 'double'
          ? Buffer.concat([part, part])
          : Buffer.concat([Buffer.from(what, 'latin1'), part]);
  return Buffer.concat([file.subarray(0, from), changed, file.subarray(to)]);
}

const options: Partial<ImportOptions> = {
  shape: 'reviews',
  mapping: { title: 'name', rating: 'score', comment: 'text' },
};

describe('hostile files', () => {
  it('are read alike at every size of chunks, or refused as a whole in words', async () => {
    const path = join(scratchFolder(), 'file.csv');
    await fc.assert(
      fc.asyncProperty(bytes, async (file) => {
        writeFileSync(path, file);
        const head = await readTableHead(path, 'file.csv').catch((error: unknown) => error);
        if (head instanceof AppError) {
          expect(head.code).toBe('invalid_input');
          return;
        }
        if (head instanceof Error) throw head;
        const { format } = head as Awaited<ReturnType<typeof readTableHead>>;
        const [expected, ...others] = chunkSizes.map((chunkSize) => {
          const source = openFileSource(path);
          const reader = createRecordReader(source, format, { chunkSize });
          const records = [];
          for (let next = reader.next(); next !== null; next = reader.next()) records.push(...next);
          source.close();
          return records;
        });
        for (const other of others) expect(other).toEqual(expected);
        // NOTE: a broken character counts as the three bytes of its replacement (only behind a byte order mark).
        if (format.encoding === 'utf-8' && !isUtf8(file)) return;
        expect(expected?.at(-1)?.end ?? 0).toBeLessThanOrEqual(file.length);
      }),
      { numRuns: 60, seed },
    );
  }, 120_000);

  it('are accounted for row by row, and change nothing the second time', async () => {
    const runs = await directRuns();
    await fc.assert(
      fc.asyncProperty(bytes, async (file) => {
        runs.startAnew();
        try {
          const first = await runs('apply', file, options);
          expect(isAccounted(first)).toBe(true);
          const again = await runs('apply', file, options);
          expect(again).toMatchObject({ rows: first.rows, inserted: 0, updated: 0 });
        } catch (error) {
          // No header to map any more.
          if (!(error instanceof AppError)) throw error;
          expect(error.code).toBe('invalid_input');
        }
      }),
      { numRuns: 30, seed },
    );
  }, 120_000);

  it('give whole texts where nothing is broken', async () => {
    const runs = await directRuns();
    for (const file of corpus.slice(0, 8)) {
      runs.startAnew();
      expect(await runs('apply', file, options)).toMatchObject({ rows: 3, inserted: 3 });
      const texts = runs.query(
        'SELECT title, body FROM reviews JOIN media ON media.id = media_id ORDER BY reviews.id',
      );
      const delimiter =
        texts[0]?.['body'] === 'Two\nlines, "quoted"'
          ? ','
          : /lines(.)/.exec(String(texts[0]?.['body']))?.[1];
      expect(texts.map(({ title }) => title)).toEqual(['Heat', 'À bout de souffle', '東京物語']);
      expect(String(texts[0]?.['body']).replaceAll('\r\n', '\n')).toBe(`Two\nlines${delimiter} "quoted"`);
      expect(texts[1]?.['body']).toBe('=1+1');
      expect(texts[2]?.['body']).toBe('مراجعة');
    }
  });
});

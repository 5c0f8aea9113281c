// The one table in an archive that no service knows: read by its columns, and nothing of it left behind.
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { applied, holdings, inspected, planned, written, zipOf } from './format-desk.ts';
import { importDesk } from './support.ts';

describe('an archive of no service', () => {
  it.each([
    ['films.csv.gz', async () => gzipSync('title,kind,rating\nHeat,movie,9\n')],
    [
      'films.zip',
      async () =>
        await zipOf({
          'my films/films.csv': Buffer.from('title,kind,rating\nHeat,movie,9\n'),
          'my films/README.txt': Buffer.from('Made by hand,\nlast summer.\n'),
          '__MACOSX/my films/._films.csv': randomBytes(20),
        }),
    ],
  ])('that holds one table is read by its columns: %s', async (name, packed) => {
    const desk = await importDesk();
    const inspection = await inspected(desk, desk.grant(written(name, await packed())));
    expect(inspection).toMatchObject({ name, header: ['title', 'kind', 'rating'], found: null });
    const scale = { min: 1, max: 10 };
    expect((await planned(desk, inspection, { scale })).outcomes).toMatchObject({ rows: 1, inserted: 1 });
    const { outcomes, fileName } = await applied(desk, inspection, { scale });
    expect({ ...outcomes, fileName }).toMatchObject({ rows: 1, inserted: 1, fileName: name });
    expect(holdings(desk)['reviews']).toEqual(['Heat | 9.0']);
    await desk.test.reopen();
    const left = readdirSync(join(desk.test.dataFolder, 'imports')).filter((one) => one.startsWith('look-'));
    expect(left).toEqual([]);
  });

  it('that is a workbook is named as one, and of several tables none is guessed at', async () => {
    const desk = await importDesk();
    const book = written('films.xlsx', await zipOf({ 'xl/workbook.xml': Buffer.from('<workbook/>') }));
    await expect(inspected(desk, desk.grant(book))).rejects.toMatchObject({
      details: { reason: 'not_a_table', why: 'it is a workbook of a spreadsheet' },
    });
    const table = Buffer.from('title,year\nHeat,1995\n');
    const several = written('several.zip', await zipOf({ 'a.csv': table, 'b.csv': table }));
    await expect(inspected(desk, desk.grant(several))).rejects.toMatchObject({
      details: { reason: 'unknown_set' },
    });
  });
});

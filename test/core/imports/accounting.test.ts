// Whatever a file holds: every row is exactly one of inserted, updated, unchanged and rejected, a plan tells what an
// import then does, and the second import changes nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportOptions } from '#shared/api/imports.ts';
import { openSqlite } from '#main/core/db/open.ts';
import { migrations } from '#migrations/index.ts';
import { directRuns } from './direct-runs.ts';
import { isAccounted } from './support.ts';

const catalogue: Partial<ImportOptions> = {
  shape: 'catalogue',
  mapping: { title: 'Name', year: 'Year', tmdb: 'Id', creator: 'Score' },
};
const reviews: Partial<ImportOptions> = {
  shape: 'reviews',
  mapping: { title: 'Name', year: 'Year', rating: 'Score', tmdb: 'Id' },
};
const authored: Partial<ImportOptions> = {
  shape: 'reviews',
  mapping: { title: 'Name', rating: 'Score', author: 'Id' },
};

const cell = fc.constantFrom(
  'A',
  'B',
  '"D, E"',
  '',
  '"x\ny"',
  '1',
  '3',
  '9',
  '2001',
  '2002',
  '"open',
  'q"q',
  '\0',
);
const ids = fc.constantFrom('1', '2', '3', '4');
const rowWith = (id: fc.Arbitrary<string>) =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.tuple(
        fc.constantFrom('A', 'B', 'C', 'D', 'a', 'B!'),
        fc.constantFrom('2001', '2002', '2010', ''),
        fc.constantFrom('1', '3', '5', ''),
        id,
      ),
    },
    { weight: 1, arbitrary: fc.array(cell, { maxLength: 6 }) },
  );
const fileOf = (row: fc.Arbitrary<string[]>) =>
  fc
    .array(row, { minLength: 1, maxLength: 14 })
    .map((rows) => `Name,Year,Score,Id\n${rows.map((cells) => cells.join(',')).join('\n')}\nZ,2000,5,9\n`);
/** Ids in every row or in none, as files have them; and anything goes. */
const tidyFile = fc.oneof(fileOf(rowWith(ids)), fileOf(rowWith(fc.constant(''))));
const file = fc.oneof(tidyFile, fileOf(rowWith(fc.oneof(ids, fc.constant('')))));
const kind = fc.constantFrom(catalogue, reviews, authored);

// Always the same files, so that a red run means a change here. Look for new ones with other seeds.
const seed = 20_260_301;

describe('the accounts of any file', () => {
  it('hold in plan and import alike, whatever was imported before', async () => {
    const runs = await directRuns();
    await fc.assert(
      fc.asyncProperty(file, kind, async (text, options) => {
        const plan = await runs('plan', text, options);
        const outcomes = await runs('apply', text, options);
        expect(isAccounted(plan) && isAccounted(outcomes)).toBe(true);
        expect(plan).toEqual(outcomes);
      }),
      { numRuns: 80, seed },
    );
  });

  it('show no change when the file is imported once more', async () => {
    const runs = await directRuns();
    await fc.assert(
      fc.asyncProperty(file, kind, async (text, options) => {
        runs.startAnew();
        const first = await runs('apply', text, options);
        const second = await runs('apply', text, options);
        expect(second).toMatchObject({ rows: first.rows, inserted: 0, updated: 0 });
      }),
      { numRuns: 80, seed },
    );
  });
});

describe('a batch that collides with what another process wrote', () => {
  it('is tried once more, and counts once', async () => {
    const runs = await directRuns((sqlite) => {
      let calls = 0;
      sqlite.function('collides', () => (++calls === 3 ? 1 : 0));
      sqlite.exec(
        `CREATE TEMP TRIGGER collision BEFORE INSERT ON main.media WHEN collides() BEGIN SELECT RAISE(ABORT, 'as if'); END`,
      );
    });
    const text = 'Name,Year,Score,Id\nA,2001,,\nB,2002,,\nC,2003,,\nA,2001,,\n';
    expect(await runs('apply', text, catalogue)).toMatchObject({
      rows: 4,
      inserted: 3,
      unchanged: 1,
      rejected: 0,
    });
    const sqlite = openSqlite(runs.databaseFile, migrations.length);
    expect(sqlite.prepare('SELECT sum(last_id - first_id + 1) FROM import_changes').pluck().get()).toBe(3);
    sqlite.close();
  });
});

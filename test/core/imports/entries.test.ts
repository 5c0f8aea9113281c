// Canonical files: every kind of entry arrives, what a row says besides arrives with it, and again nothing changes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportOptions } from '#shared/api/imports.ts';
import { entryHeader, entryRow, type Entry } from '#main/core/imports/formats/entry.ts';
import { addTitle } from '../../support/core.ts';
import { directRuns } from './direct-runs.ts';
import { importDesk, isAccounted, type ImportDesk } from './support.ts';

const entries: Partial<ImportOptions> = { shape: 'entries', mapping: {}, scale: null };
const seed = 20_261_121;

type Draft = Partial<Entry> & Pick<Entry, 'entry'>;

function canonical(...rows: readonly Draft[]): string {
  return (
    entryHeader + rows.map((row, index) => entryRow({ file: 'a.csv', line: index + 2, ...row })).join('')
  );
}

const heat = { title: 'Heat', year: 1995, kind: 'movie' } as const;
const show = { title: 'Dark', year: 2017, kind: 'web_show' } as const;
const mixed = canonical(
  { entry: 'title', ...heat, creator: 'Michael Mann', genres: ['Crime'], ids: { imdb: 'tt0113277' } },
  { entry: 'review', ...heat, rating: 87, comment: 'First line\nsecond', spoiler: true, date: '2019-05' },
  { entry: 'play', ...heat, played: '2019-05-01', rating: 80, note: 'At the Lux', tags: ['cinema', 'with Al'] },
  { entry: 'play', ...heat, played: '2019-05-01', rating: 80, note: 'At the Lux', tags: ['cinema', 'with Al'] },
  { entry: 'play', ...show, played: '2020-01-02T23:30:00+01:00', season: 1, episode: 2, also: ['watchlist'] },
  { entry: 'play', ...show, played: '2021', episodes: [[2, 1], [2, 2]], rewatch: true },
  { entry: 'watchlist', title: 'Alien', year: 1979, kind: 'movie', date: '2018-03-04' },
  { entry: 'favorite', ...heat, date: '2018-03-05' },
  { entry: 'list', list: 'Best', description: 'Of all', ranked: true, tags: ['top'], date: '2017-01-01' },
  { entry: 'list_item', list: 'Best', ...heat, position: 1, note: 'Still' },
  { entry: 'list_item', list: 'Best', ...show, position: 2 },
  { entry: 'list_item', list: 'Others', ...show },
  { entry: 'same', ...heat, sameLine: 3 },
  { entry: 'problem', problem: 'is no date', field: 'Date', cells: ['x', 'y'], file: 'b.csv', line: 7 },
  { entry: 'play', title: 'Solaris', year: 1972, kind: 'movie', played: '', rating: 95, also: ['review', 'favorite'] },
); // prettier-ignore

/** What the importer has, in words of the tables. */
function holdings(desk: ImportDesk) {
  const sqlite = desk.sql();
  const all = (query: string) => sqlite.prepare(query).all();
  const result = {
    reviews: all(`SELECT title, rating, body, spoiler, reviews.created_at AS at, reviews.updated_at AS changed
      FROM reviews JOIN media ON media.id = media_id WHERE reviews.deleted_at IS NULL ORDER BY title`),
    plays: all(`SELECT title, played_on, played_at, season, episode, rewatch, rating, note, tags
      FROM plays JOIN media ON media.id = media_id ORDER BY plays.id`),
    shelves:
      all(`SELECT 'watchlist' AS shelf, title, watchlist.created_at AS at FROM watchlist JOIN media ON media.id = media_id
      UNION ALL SELECT 'favorites', title, favorites.created_at FROM favorites JOIN media ON media.id = media_id ORDER BY 1, 2`),
    lists: all('SELECT name, description, ranked, tags FROM lists ORDER BY id'),
    items:
      all(`SELECT name, title, note FROM list_items JOIN lists ON lists.id = list_id JOIN media ON media.id = media_id
      ORDER BY lists.id, position`),
  };
  sqlite.close();
  return result;
}

describe('importing a canonical file', () => {
  it('brings titles, reviews, plays, shelves and lists, and counts every row once', async () => {
    const desk = await importDesk();
    const plan = await desk.plan(mixed, entries);
    const record = await desk.apply(mixed, entries);
    expect(plan.outcomes).toEqual(record.outcomes);
    expect(record.outcomes).toMatchObject({
      rows: 15, inserted: 13, unchanged: 1, rejected: 1, titlesAdded: 3,
    }); // prettier-ignore
    const { reviews, plays, shelves, lists, items } = holdings(desk);
    const may = '2019-05-01T00:00:00.000Z';
    expect(reviews).toMatchObject([
      { title: 'Heat', rating: 87, body: 'First line\nsecond', spoiler: 1, at: may, changed: may },
      { title: 'Solaris', rating: 95, body: null },
    ]);
    const lux = {
      title: 'Heat',
      played_on: '2019-05-01',
      rating: 80,
      note: 'At the Lux',
      tags: '["cinema","with Al"]',
    };
    expect(plays).toMatchObject([
      lux,
      lux,
      {
        title: 'Dark',
        played_on: '2020-01-02',
        played_at: '2020-01-02T22:30:00.000Z',
        season: 1,
        episode: 2,
      },
      { title: 'Dark', played_on: '2021', season: 2, episode: 1, rewatch: 1 },
      { title: 'Dark', played_on: '2021', season: 2, episode: 2, rewatch: 1 },
      { title: 'Solaris', played_on: null, rating: 95 },
    ]);
    expect(shelves).toMatchObject([
      { shelf: 'favorites', title: 'Heat', at: '2018-03-05T00:00:00.000Z' },
      { shelf: 'favorites', title: 'Solaris' },
      { shelf: 'watchlist', title: 'Alien', at: '2018-03-04T00:00:00.000Z' },
      { shelf: 'watchlist', title: 'Dark' },
    ]);
    expect(lists).toEqual([
      { name: 'Best', description: 'Of all', ranked: 1, tags: '["top"]' },
      { name: 'Others', description: null, ranked: 0, tags: '[]' },
    ]);
    expect(items).toEqual([
      { name: 'Best', title: 'Heat', note: 'Still' },
      { name: 'Best', title: 'Dark', note: null },
      { name: 'Others', title: 'Dark', note: null },
    ]);
  });

  it('says of each row where it came from, what it is, and what becomes of it', async () => {
    const desk = await importDesk();
    const { samples, rejects } = await desk.plan(mixed, entries);
    const of = (line: number) => samples.find(({ origin }) => origin?.line === line);
    expect(of(4)).toMatchObject({ entry: 'play', outcome: 'inserted', title: 'Heat (1995)' });
    expect(of(4)?.change).toContain('2019-05-01');
    expect(of(6)?.change).toBe('2020-01-02, S1E2');
    expect(of(10)).toMatchObject({ entry: 'list', title: 'Best' });
    expect(of(11)?.change).toBe('Best');
    expect(of(14)).toMatchObject({ entry: 'same', outcome: 'unchanged' });
    expect(rejects).toMatchObject([
      { origin: { file: 'b.csv', line: 7 }, field: 'Date', reason: 'is no date' },
    ]);
  });

  it('takes an id that is said twice once, and none where a list of them has a gap', async () => {
    const desk = await importDesk();
    const { outcomes } = await desk.apply(
      canonical(
        { entry: 'title', ...heat, ids: { imdb: ['tt0113277', '113277', ''] } },
        { entry: 'title', ...show, kind: 'movie', ids: { imdb: ['tt5753856', ''] } },
      ),
      entries,
    );
    expect(outcomes).toMatchObject({ rows: 2, inserted: 2, rejected: 0 });
    const sqlite = desk.sql();
    const ids = sqlite.prepare('SELECT value FROM external_ids ORDER BY value').pluck().all();
    sqlite.close();
    expect(ids).toEqual(['tt0113277', 'tt5753856']);
  });

  it('changes nothing the second time', async () => {
    const desk = await importDesk();
    await desk.apply(mixed, entries);
    const before = holdings(desk);
    const again = await desk.apply(mixed, entries);
    expect(again.outcomes).toMatchObject({ rows: 15, inserted: 0, updated: 0, unchanged: 14, rejected: 1 });
    expect(holdings(desk)).toEqual(before);
  });

  it('completes what is there: a vague play becomes exact, an empty note is filled, a watched title stays one', async () => {
    const desk = await importDesk();
    await desk.apply(canonical({ entry: 'play', ...heat, played: '2019' }), entries);
    const { outcomes } = await desk.apply(
      canonical({ entry: 'play', ...heat, played: '2019-05-01', note: 'Late', rating: 70 }),
      entries,
    );
    expect(outcomes).toMatchObject({ updated: 1 });
    expect(holdings(desk).plays).toMatchObject([{ played_on: '2019-05-01', note: 'Late', rating: 70 }]);
    await desk.apply(canonical({ entry: 'play', ...heat, played: '2019-06-01' }), entries);
    expect(holdings(desk).plays).toHaveLength(2);
  });

  it('refuses what can’t be meant, by the field', async () => {
    const desk = await importDesk();
    const text = canonical(
      { entry: 'play', ...heat, played: '2019-02-30' },
      { entry: 'list_item', ...heat },
      { entry: 'play', title: 'X', year: 2000 },
      { entry: 'play', ...heat, played: '2019-02-03', episodes: [[1, -1]] },
      { entry: 'watchlist' },
      { entry: 'review', ...heat },
    ).replace(/$/, 'opera,a.csv,9' + ','.repeat(entryHeader.split(',').length - 3) + '\n');
    const { rejects, outcomes } = await desk.plan(text, entries);
    expect(outcomes).toMatchObject({ rows: 7, rejected: 7 });
    expect(rejects.map(({ field }) => field)).toEqual([
      'played', 'list', 'title', 'episodes', 'title', 'rating', 'entry',
    ]); // prettier-ignore
  });
});

describe('mapped files of plays and of the watchlist', () => {
  it('are read by their columns', async () => {
    const desk = await importDesk();
    const plays = await desk.apply(
      'Film,When,Score,Again\nHeat,2019-05-01,4,no\nHeat,2020-01,5,yes\nAlien,x,3,\n',
      {
        shape: 'plays',
        kind: 'movie',
        mapping: { title: 'Film', played: 'When', rating: 'Score', rewatch: 'Again' },
        scale: { min: 0.5, max: 5 },
      },
    );
    expect(plays.outcomes).toMatchObject({ rows: 3, inserted: 2, rejected: 1, titlesAdded: 1 });
    expect(holdings(desk).plays).toMatchObject([
      { played_on: '2019-05-01', rating: 80, rewatch: 0 },
      { played_on: '2020-01', rating: 100, rewatch: 1 },
    ]);
    await addTitle(desk.client, 'Solaris');
    const wanted = await desk.apply('Film,Added\nSolaris,2018-01-01\nSolaris,2019-01-01\n', {
      shape: 'watchlist',
      kind: 'movie',
      mapping: { title: 'Film', date: 'Added' },
      addMissing: false,
    });
    expect(wanted.outcomes).toMatchObject({ inserted: 1, unchanged: 1 });
    expect(holdings(desk).shelves).toMatchObject([{ title: 'Solaris', at: '2018-01-01T00:00:00.000Z' }]);
  });
});

const title = fc.constantFrom(heat, show, { title: 'Alien', year: 1979, kind: 'movie' } as const);
const draft: fc.Arbitrary<Draft> = fc
  .record({
    entry: fc.constantFrom(
      'play',
      'play',
      'play',
      'review',
      'watchlist',
      'favorite',
      'list_item',
      'title',
      'same',
    ),
    title,
    played: fc.constantFrom(
      '', '2019', '2019-05', '2019-05-01', '2019-05-02', '2019-05-01T10:00:00Z', '2019-05-01T11:00:00Z',
    ), // prettier-ignore
    episode: fc.constantFrom(undefined, undefined, 1, 2),
    rating: fc.constantFrom(undefined, 50, 80),
    note: fc.constantFrom(undefined, 'a', 'b'),
    rewatch: fc.boolean(),
    tags: fc.constantFrom(undefined, ['x']),
    date: fc.constantFrom(undefined, '2018-01-01', '2018-01-02'),
    list: fc.constantFrom('One', 'Two'),
    also: fc.constantFrom(undefined, ['review'], ['watchlist', 'favorite']),
  })
  .map(({ title: named, ...rest }) => ({
    ...named,
    ...rest,
    comment: rest.entry === 'review' ? 'text' : undefined,
  }));
const file = fc.array(draft, { minLength: 1, maxLength: 12 }).map((rows) => canonical(...rows));

describe('any canonical file', () => {
  it('changes nothing the second time, under each policy', async () => {
    const runs = await directRuns();
    const policy = fc.constantFrom('keepMine', 'takeTheirs', 'newestWins');
    await fc.assert(
      fc.asyncProperty(file, file, policy, async (first, second, conflicts) => {
        runs.startAnew();
        // What is there already must not matter.
        await runs('apply', first, entries);
        const options = { ...entries, conflicts } as Partial<ImportOptions>;
        const once = await runs('apply', second, options);
        expect(isAccounted(once)).toBe(true);
        expect(await runs('apply', second, options)).toMatchObject({
          rows: once.rows,
          inserted: 0,
          updated: 0,
        });
      }),
      { numRuns: 30, seed },
    );
  }, 120_000);

  it('is planned as it is then imported', async () => {
    const runs = await directRuns();
    await fc.assert(
      fc.asyncProperty(file, async (text) => {
        expect(await runs('plan', text, entries)).toEqual(await runs('apply', text, entries));
      }),
      { numRuns: 30, seed },
    );
  }, 120_000);
});

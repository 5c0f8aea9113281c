// Importing titles: what is added, filled in, left alone and refused.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mediaDraft } from '#shared/api/catalog.ts';
import type { ImportId } from '#shared/api/contract.ts';
import { importOptions } from '#shared/api/imports.ts';
import { createRowReader, isRefusal } from '#main/core/imports/row-reader.ts';
import { importDesk, isAccounted } from './support.ts';

const header = 'title,kind,year,creator,genres,runtime,imdb\n';

describe('importing a catalogue', () => {
  it('adds titles, and the second time changes nothing', async () => {
    const desk = await importDesk();
    const file = `${header}Solaris,movie,1972,Andrei Tarkovsky,Drama|Science fiction,167,tt0069293\nHyperballad,song,1995,Björk,Pop,5,\n`;
    expect((await desk.apply(file)).outcomes).toEqual({
      rows: 2,
      inserted: 2,
      updated: 0,
      unchanged: 0,
      rejected: 0,
      raised: 0,
      titlesAdded: 0,
    });
    expect((await desk.apply(file)).outcomes).toMatchObject({ rows: 2, unchanged: 2 });
    const { items } = await desk.client.call('catalog.search', { text: 'tarkovsky' });
    expect(items).toMatchObject([{ title: 'Solaris', genres: ['Drama', 'Science fiction'] }]);
    const [{ id }] = items as [(typeof items)[0]];
    expect(await desk.client.call('catalog.get', { id })).toMatchObject({
      externalIds: { imdb: ['tt0069293'] },
      runtime: 167,
    });
  });

  it('fills in what a title lacks, and never overwrites what it has', async () => {
    const desk = await importDesk();
    await desk.apply('title,kind,year,creator\nSolaris,movie,1972,\nStalker,movie,,Somebody\n');
    const again = await desk.apply(
      `${header}Solaris,movie,1972,Andrei Tarkovsky,Drama,167,tt0069293\nStalker,movie,1979,Andrei Tarkovsky,,,\n`,
    );
    expect(again.outcomes).toMatchObject({ rows: 2, updated: 2 });
    const sqlite = desk.sql();
    expect(sqlite.prepare('SELECT title, year, creator, runtime FROM media ORDER BY id').all()).toEqual([
      { title: 'Solaris', year: 1972, creator: 'Andrei Tarkovsky', runtime: 167 },
      { title: 'Stalker', year: 1979, creator: 'Somebody', runtime: null },
    ]);
    const changes = sqlite
      .prepare<[], { before: string }>(
        `SELECT before FROM import_changes WHERE before IS NOT NULL ORDER BY seq`,
      )
      .all();
    expect(changes.map(({ before }) => JSON.parse(before) as object)).toMatchObject([
      { title: 'Solaris', creator: null, externalIds: [] },
      { title: 'Stalker', year: null },
    ]);
    sqlite.close();
    const differing = await desk.apply(`${header}Solaris,movie,1972,Steven Soderbergh,Comedy,99,\n`);
    expect(differing.outcomes).toMatchObject({ unchanged: 1 });
  });

  it('finds a title whose year is one off, but keeps two years of one file apart', async () => {
    const desk = await importDesk();
    await desk.apply('title,kind,year\nBreathless,movie,1960\n');
    expect(
      (await desk.apply('title,kind,year\nBreathless,movie,1959\nBreathless,movie,1983\n')).outcomes,
    ).toMatchObject({ unchanged: 1, inserted: 1 });
    expect(
      (await desk.apply('title,kind,year\nSabrina,movie,1994\nSabrina,movie,1995\n')).outcomes,
    ).toMatchObject({ inserted: 2 });
  });

  it('keeps two works of one name and year apart by the ids of one source, also the second time', async () => {
    const desk = await importDesk();
    const file =
      'movieId,title,genres\n34048,War of the Worlds (2005),Action\n64997,War of the Worlds (2005),Action\n';
    expect((await desk.apply(file)).outcomes).toMatchObject({ inserted: 2 });
    expect((await desk.apply(file)).outcomes).toMatchObject({ unchanged: 2 });
    const sqlite = desk.sql();
    expect(sqlite.prepare('SELECT disambiguator FROM media ORDER BY id').pluck().all()).toEqual([
      '',
      'movielens:64997',
    ]);
    sqlite.close();
  });

  it('refuses a row that could mean several titles, or whose ids belong to different ones', async () => {
    const desk = await importDesk();
    await desk.apply(`${header}Pinocchio,movie,2021,,,,tt1\nPinocchio,movie,2023,,,,tt2\n`);
    const record = await desk.apply(
      'title,kind,year,imdb,tmdb\nPinocchio,movie,2022,,\nOther,movie,2000,tt3,7\nPinocchio,movie,2021,tt1,\n',
    );
    expect(record.outcomes).toMatchObject({ rows: 3, rejected: 1, inserted: 1, unchanged: 1 });
    const { items } = await desk.client.call('imports.rejects', { importId: record.id });
    expect(items).toMatchObject([
      { line: 2, field: 'title', reason: 'ambiguous: could be Pinocchio (2021) or Pinocchio (2023)' },
    ]);
    const mixed = await desk.plan('title,kind,year,imdb,tmdb\nX,movie,2000,tt1,7\n');
    expect(mixed.rejects).toMatchObject([
      { field: 'tmdb', reason: expect.stringContaining('different titles') },
    ]);
  });

  it('takes identical rows of one file as one, and refuses a later row that contradicts', async () => {
    const desk = await importDesk();
    const file = `${header}Solaris,movie,1972,A,,167,\nSolaris,movie,1972,A,,167,\nSolaris,movie,1972,B,,167,\nSolaris,movie,1972,,Drama,,\n`;
    const record = await desk.apply(file);
    expect(record.outcomes).toMatchObject({ rows: 4, inserted: 1, unchanged: 1, rejected: 1, updated: 1 });
    const { items, header: columns } = await desk.client.call('imports.rejects', { importId: record.id });
    expect(columns).toEqual(['title', 'kind', 'year', 'creator', 'genres', 'runtime', 'imdb']);
    expect(items).toMatchObject([
      { line: 4, field: 'creator', reason: expect.stringContaining('contradicts line 2') },
    ]);
  });

  it('refuses bad rows one by one, each with its line, field and reason, and goes on', async () => {
    const desk = await importDesk();
    const rows = [
      ',movie,1999,,,,',
      `${'x'.repeat(300)},movie,1999,,,,`,
      'Old,movie,1700,,,,',
      'New,movie,3000,,,,',
      'Kind,opera,1999,,,,',
      'Nul\0byte,movie,1999,,,,',
      'Too few,movie',
      'Too many,movie,1999,,,,,,extra',
      'Harmless,movie,1999,,,,,,',
      'No artist,song,1999,,,,',
      'Long run,movie,1999,,,99999,',
      'Broken "quote,movie,1999,,,,',
      '"Open,movie,1999,,,,',
      'Good,movie,1999,,,,',
    ];
    const record = await desk.apply(header + rows.join('\n'));
    expect(record.outcomes).toMatchObject({ rows: 14, inserted: 3, rejected: 11 });
    expect(isAccounted(record.outcomes)).toBe(true);
    const { items } = await desk.client.call('imports.rejects', { importId: record.id });
    expect(items.map(({ line, field, reason }) => `${line} ${field ?? '-'}: ${reason}`)).toEqual([
      '2 title: is missing',
      '3 title: must be at most 250 characters',
      '4 year: must be between 1870 and 2100 for a movie',
      '5 year: must be between 1870 and 2100 for a movie',
      '6 kind: "opera" is no kind of title: movie, web show or song',
      '7 title: there is a NUL character in column 1',
      '8 -: has 2 cells where the header has 7',
      '9 -: has 9 cells where the header has 7',
      '11 creator: a song needs its artist',
      '12 runtime: must be at most 6000 minutes',
      '14 -: line 14: a quote is opened and never properly closed',
    ]);
    const paged = await desk.client.call('imports.rejects', { importId: record.id, limit: 6 });
    const rest = await desk.client.call('imports.rejects', {
      importId: record.id,
      limit: 6,
      cursor: paged.nextCursor,
    });
    expect([...paged.items, ...rest.items]).toEqual(items);
    expect(rest.nextCursor).toBeNull();
  });

  it('refuses rows exactly as the catalogue refuses what somebody types', () => {
    const names = ['title', 'kind', 'year', 'creator', 'genres', 'runtime', 'description'];
    const format = {
      encoding: 'utf-8',
      markLength: 0,
      delimiter: ',',
      newline: '\n',
      header: names,
    } as const;
    const options = importOptions.parse({
      shape: 'catalogue',
      mapping: Object.fromEntries(names.map((name) => [name, name])),
    });
    const reader = createRowReader(options, format);
    const text = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.constantFrom('', ' ', 'a\nb', 'x'.repeat(251), '\u2028', 'Plain'),
    );
    fc.assert(
      fc.property(
        text,
        fc.constantFrom('movie', 'song', 'web_show'),
        fc.integer({ min: 1000, max: 2999 }),
        text,
        fc.array(text, { maxLength: 40 }),
        fc.nat(9000),
        text,
        (...cells) => {
          const [title, kind, year, creator, genres, runtime, description] = cells;
          const row = reader.read([
            title,
            kind,
            String(year),
            creator,
            genres.join('|'),
            String(runtime),
            description,
          ]);
          if (isRefusal(row)) return;
          const { disambiguator: _, externalIds: __, ...facts } = row.facts ?? ({} as never);
          expect(mediaDraft.safeParse(facts).error).toBeUndefined();
        },
      ),
      { numRuns: 150 },
    );
  });

  it('imports the starter catalogue, twice', async () => {
    const desk = await importDesk();
    const run = async () => {
      const { jobId } = await desk.client.call('imports.starter', {});
      for (;;) {
        const job = await desk.client.call('imports.job', { jobId });
        if (job.state !== 'running')
          return await desk.client.call('imports.get', { importId: job.importId as ImportId });
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    const first = await run();
    expect(first).toMatchObject({ source: 'starter', status: 'done', outcomes: { rejected: 0, updated: 0 } });
    expect(first.outcomes.inserted).toBeGreaterThanOrEqual(300);
    expect((await run()).outcomes).toMatchObject({ inserted: 0, updated: 0, unchanged: first.outcomes.rows });
    // Nobody said what its columns mean.
    expect(await desk.client.call('imports.remembered', {})).toEqual({ mappings: 0, decisions: 0 });
  });
});

// Imports at the terminal: files in, accounts out, refusals explained, and stopping half-way.
import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { ada, createHousehold, entry, scratchFile, scratchFolder, type Mediary } from './mediary.ts';
import { hasPseudoTerminal, inTerminal } from './pseudo-terminal.ts';

let household: () => Mediary;
beforeAll(async () => {
  household = await createHousehold();
});

const movies = [
  'title,type,genres,year,director',
  'Ran,movie,Drama|War,1985,Akira Kurosawa',
  'Alien,movie,Horror,1979,Ridley Scott',
  '',
].join('\n');
const accounts = (rows: number, inserted: number, updated: number, unchanged: number, rejected: number) => ({
  rows,
  inserted,
  updated,
  unchanged,
  rejected,
});
const seconds = expect.any(Number) as number;

describe.concurrent('import of a catalogue', () => {
  it('accounts for every row, and changes nothing the second time', async () => {
    const mediary = household();
    const file = scratchFile('movies.csv', movies);
    const first = await mediary.json(['import', file]);
    expect(first).toEqual({
      importId: 1,
      source: expect.any(String) as string,
      ...accounts(2, 2, 0, 0, 0),
      seconds,
    });
    expect(await mediary.json(['import', file])).toMatchObject({ importId: 2, ...accounts(2, 0, 0, 2, 0) });
    expect(await mediary.json(['list'])).toMatchObject({
      total: 2,
      items: [
        { title: 'Alien' },
        { title: 'Ran', year: 1985, creator: 'Akira Kurosawa', genres: ['Drama', 'War'] },
      ],
    });
  });

  it('with --dry-run tells the same and writes nothing', async () => {
    const mediary = household();
    const file = scratchFile('movies.csv', movies);
    expect(await mediary.json(['import', file, '--dry-run'])).toEqual({
      source: expect.any(String) as string,
      ...accounts(2, 2, 0, 0, 0),
      ambiguous: 0,
      seconds,
    });
    expect((await mediary.run(['import', file, '--dry-run'])).stdout).toMatch(
      /nothing was written\n.*rows +2\n.*inserted +2\n[^]*Ran/,
    );
    expect(await mediary.json(['list'])).toMatchObject({ total: 0 });
    expect(await mediary.json(['imports'])).toEqual({ items: [], total: 0 });
  });

  it('takes several files one after another, and none if one of them is wrong', async () => {
    const mediary = household();
    const one = scratchFile('one.csv', movies);
    const other = scratchFile('other.csv', 'title,year\nSolaris,1972\nRan,1985\n');
    const gone = await mediary.refusal(['import', one, join(scratchFolder(), 'gone.csv')]);
    expect(gone).toEqual({ code: 1, error: 'error: not_found: There is no file "gone.csv".' });
    expect(await mediary.json(['imports'])).toMatchObject({ total: 0 });
    expect(await mediary.json(['import', one, other, '--kind', 'movie'])).toEqual({
      imports: [
        expect.objectContaining(accounts(2, 2, 0, 0, 0)),
        expect.objectContaining(accounts(2, 1, 0, 1, 0)),
      ],
    });
  });

  it('has the titles that come with Mediary', async () => {
    const mediary = household();
    const { rows, inserted } = await mediary.json<{ rows: number; inserted: number }>([
      'import',
      '--starter',
    ]);
    expect(inserted).toBe(rows);
    expect(inserted).toBeGreaterThanOrEqual(300);
    expect(await mediary.json(['list'])).toMatchObject({ total: inserted });
  });
});

describe.concurrent('import of ratings', () => {
  it('maps columns, takes the rows that are asked for and the scale that is stated', async () => {
    const mediary = household();
    await mediary.json([
      'import',
      scratchFile('movies.csv', 'movieId,title,genres\n10,Ran (1985),Drama\n20,Alien (1979),Horror\n'),
      '--kind',
      'movie',
    ]);
    const file = scratchFile(
      'ratings.csv',
      'userId,movieId,rating,timestamp\n414,10,4.5,961438127\n7,10,1,961438128\n414,20,0.5,961438129\n414,99,3,961438130\n',
    );
    const flags = [
      '--as',
      'reviews',
      '--map',
      'movielens=movieId',
      'rating=rating',
      '--where',
      'userId=414',
      '--scale',
      '0.5-5',
      '--no-add-missing',
    ];
    expect(await mediary.json(['import', file, ...flags])).toMatchObject(accounts(3, 2, 0, 0, 1));
    expect(await mediary.json(['search', 'ran'])).toMatchObject({
      items: [{ averageRating: 9, ratingCount: 1 }],
    });
    expect(await mediary.json(['search', 'alien'])).toMatchObject({ items: [{ averageRating: 1 }] });
  });

  it('takes the order of a table’s dates from them, and asks for it where they leave it open', async () => {
    const mediary = household();
    const table = (day: string) =>
      scratchFile('seen.csv', `title,kind,watched\nHeat,movie,3/4/2019\nAlien,movie,${day}\n`);
    const how = ['--as', 'plays', '--map', 'played=watched'];
    expect(await mediary.refusal(['import', table('5/6/2019'), ...how])).toEqual({
      code: 1,
      error:
        'error: invalid_input: dates: the dates in "seen.csv" can be read in two ways. Say --dates day-first or --dates month-first',
    });
    expect(await mediary.json(['import', table('31/12/2019'), ...how])).toMatchObject(
      accounts(2, 2, 0, 0, 0),
    );
    const { items } = await mediary.json<{ items: { playedOn: string }[] }>(['diary']);
    expect(items.map(({ playedOn }) => playedOn).toSorted()).toEqual(['2019-04-03', '2019-12-31']);
  });

  it('never guesses a scale', async () => {
    const mediary = household();
    const file = scratchFile('ratings.csv', 'Name,Stars\nRan,4\n');
    expect(
      await mediary.refusal([
        'import',
        file,
        '--as',
        'reviews',
        '--kind',
        'movie',
        '--map',
        'title=Name',
        'rating=Stars',
      ]),
    ).toEqual({
      code: 1,
      error: expect.stringMatching(/^error: invalid_input: .*scale/) as string,
    });
  });
});

describe.concurrent('rows that are refused', () => {
  it('stop nothing: the import says how many, and gives them back with line and reason', async () => {
    const mediary = household();
    const file = scratchFile(
      'movies.csv',
      'title,kind,year,note\nRan,movie,1985,\n"Old, ""very""",movie,1700,"=1+1"\nAlien,radio,1979,x\n',
    );
    const { code, stdout, stderr } = await mediary.run(['import', file]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /rows +3\n +inserted +1\n +updated +0\n +unchanged +0\n +rejected +2\n\nLine +Refused because +Row\n +3 +year[^\n]*\n +4 +kind[^\n]*\n\n2 rows refused\. .*mediary imports rejects 1 > /,
    );

    const csv = await mediary.run(['imports', 'rejects', '1']);
    const [header, first, second, end] = csv.stdout.split('\r\n');
    expect(header).toBe('title,kind,year,note,mediary_line,mediary_reason');
    expect(first).toMatch(/^"Old, ""very""",movie,1700,=1\+1,3,/);
    expect(second).toMatch(/^Alien,radio,1979,x,4,/);
    expect(end).toBe('');
    expect(await mediary.json(['imports', 'rejects', '1'])).toMatchObject({
      total: 2,
      header: ['title', 'kind', 'year', 'note'],
      items: [{ line: 3 }, { line: 4, cells: ['Alien', 'radio', '1979', 'x'] }],
    });

    const mended = csv.stdout.replace('1700', '1900').replace('radio', 'movie');
    expect(await mediary.json(['import', scratchFile('mended.csv', mended)])).toMatchObject(
      accounts(2, 2, 0, 0, 0),
    );
  });
});

describe.concurrent('imports', () => {
  it('are listed newest first and shown one by one', async () => {
    const mediary = household();
    await mediary.json(['import', scratchFile('one.csv', movies)]);
    await mediary.json(['import', scratchFile('two.csv', movies)]);
    const list = await mediary.json<{ items: object[] }>(['imports']);
    expect(list).toMatchObject({
      total: 2,
      items: [
        { importId: 2, fileName: 'two.csv', unchanged: 2 },
        { importId: 1, fileName: 'one.csv', status: 'done', inserted: 2 },
      ],
    });
    expect(await mediary.json(['imports', 'show', '1'])).toEqual(list.items[1]);
    expect((await mediary.run(['imports'])).stdout).toMatch(
      /^ID +File +State +Rows[^\n]*\n +2 +two\.csv +done +2 +0 +0 +2 +0 /,
    );
    expect((await mediary.run(['imports', 'show', '1'])).stdout).toMatch(
      /one\.csv[^\n]*\n +rows +2\n[^]*\nDone · begun \d{4}-/,
    );
    for (const command of ['show', 'resume', 'rejects']) {
      expect(await mediary.refusal(['imports', command, '9'])).toMatchObject({
        code: 1,
        error: expect.stringMatching(/^error: not_found/) as string,
      });
    }
  });
});

describe.concurrent('what is no import', () => {
  it('is refused with what is wrong', async () => {
    const mediary = household();
    const folder = join(scratchFolder(), 'library');
    mkdirSync(folder);
    const png = scratchFile(
      'poster.csv',
      Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
    );
    const csv = scratchFile('movies.csv', movies);
    const wrong = [
      [[folder], /^error: invalid_input: "library" is a folder/],
      [[png], /^error: invalid_input: /],
      [[scratchFile('empty.csv', '')], /^error: invalid_input: /],
      [[csv, '--map', 'colour=title'], /^error: invalid_input: map: "colour" is not one of media_id, title/],
      [[csv, '--map', 'title'], /^error: invalid_input: map: "title": expected FIELD=COLUMN/],
      [
        [csv, '--map', 'title=Name'],
        /^error: invalid_input: map: there is no column "Name"\. The file has: title, type, genres, year, director/,
      ],
      [[csv, '--where', 'user=1'], /^error: invalid_input: where: there is no column "user"/],
      [[csv, '--scale', '5-1'], /^error: invalid_input: scale: "5-1" is not a scale, like 0\.5-5/],
      [[csv, '--as', 'diary'], /^error: invalid_input: as: "diary" is not one of reviews, catalogue/],
      [[csv, '--kind', 'radio'], /^error: invalid_input: kind: "radio" is not one of/],
    ] as const;
    await Promise.all(
      wrong.map(async ([args, told]) => {
        const { code, error } = await mediary.refusal(['import', ...args]);
        expect(error).toMatch(told);
        expect(code).toBe(1);
      }),
    );
    expect(await mediary.refusal(['import'])).toMatchObject({ code: 2 });
    expect(await mediary.json(['imports'])).toMatchObject({ total: 0 });
  });
});

describe.concurrent('an import that is stopped', () => {
  it('keeps what is done, says how to go on, and goes on to the same end', async () => {
    const mediary = household();
    const rows = 30_000;
    const file = join(scratchFolder(), 'many.csv');
    writeFileSync(
      file,
      `title,kind,year\n${Array.from({ length: rows }, (_, n) => `Title ${n},movie,1999\n`).join('')}`,
    );
    const env = { ...process.env, MEDIARY_DATA_DIR: mediary.folder, MEDIARY_TERMINAL_ID: ada.terminal };
    const child = spawn(process.execPath, [entry, 'import', file], { env });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    // The first rows are there: now it is in the middle. Another command would look too late.
    const sqlite = new Database(join(mediary.folder, 'mediary.sqlite3'), { readonly: true });
    const rowsIn = sqlite.prepare<[], number>('SELECT rows FROM imports').pluck();
    while ((rowsIn.get() ?? 0) === 0 && child.exitCode === null) await sleep(2);
    child.kill('SIGINT');
    sqlite.close();
    expect(await ended).toBe(1);
    expect(stderr).toMatch(
      /^error: cancelled: Stopped after [\d,]+ rows of many\.csv, which are kept\. Go on with: mediary imports resume 1\n$/,
    );
    const stopped = await mediary.json<{ rows: number; status: string }>(['imports', 'show', '1']);
    expect(stopped.status).toBe('cancelled');
    expect(stopped.rows).toBeLessThan(rows);
    expect((await mediary.json<{ total: number }>(['list'])).total).toBe(stopped.rows);
    expect(await mediary.json(['imports', 'resume', '1'])).toMatchObject({
      importId: 1,
      ...accounts(rows, rows, 0, 0, 0),
    });
    expect(await mediary.json(['list'])).toMatchObject({ total: rows });
  });

  it.runIf(hasPseudoTerminal)('has shown its progress on one line, and nothing of it stays', async () => {
    const { folder } = household();
    const file = join(scratchFolder(), 'many.csv');
    writeFileSync(
      file,
      `title,kind,year\n${Array.from({ length: 12_000 }, (_, n) => `Title ${n},movie,1999\n`).join('')}`,
    );
    const { code, seen } = await inTerminal(
      `MEDIARY_TERMINAL_ID=${ada.terminal} mediary import ${file}`,
      folder,
    );
    expect(code).toBe(0);
    expect(seen).toMatch(/Importing many\.csv {2}\d+ % {2}[\d,]+ rows {2}[\d,]+ rows\/s/);
    // The line is taken away before the answer takes its place.
    expect(seen.split('\n')[0]).toContain('\r\u001b[K\u001b[1mmany.csv');
  });
});

describe.concurrent('rows that several titles fit', () => {
  it('are refused, or settled by a rule that is named', async () => {
    const mediary = household();
    await mediary.json(['add', 'movie', 'Solaris', '--year', '1972']);
    await mediary.json(['add', 'movie', 'Solaris', '--year', '2002']);
    await mediary.json(['review', '2', '6']);
    const file = join(scratchFolder(), 'solaris.csv');
    writeFileSync(file, 'Title,Rating\nSolaris,8\n');
    const args = ['import', file, '--as', 'reviews', '--kind', 'movie', '--scale', '1-10'];
    expect(await mediary.json([...args, '--dry-run'])).toMatchObject({ rows: 1, rejected: 1 });
    expect(await mediary.json([...args, '--ambiguous', 'rated'])).toMatchObject({ rows: 1, updated: 1 });
    expect(await mediary.json(['show', '2'])).toMatchObject({ averageRating: 8 });
    expect(await mediary.json(args)).toMatchObject({ rows: 1, unchanged: 1 });
    expect(await mediary.refusal([...args, '--ambiguous', 'guess'])).toMatchObject({ code: 1 });
  });
});

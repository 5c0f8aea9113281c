// An import, and its undo, killed at random moments again and again and gone on with each time, end in what they end
// in undisturbed. The worker kills itself at a write that the seed chooses, so that a red run can be had again; the
// whole app is killed from outside, by the clock.
import { execFile, spawn } from 'node:child_process';
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createClient } from '#shared/api/client.ts';
import { importOptions, type ImportOptions } from '#shared/api/imports.ts';
import { openSqlite } from '#main/core/db/open.ts';
import { entryFormat, entryHeader, entryRow, type Entry } from '#main/core/imports/formats/entry.ts';
import { readTableHead } from '#main/core/imports/table-file.ts';
import { migrations } from '#migrations/index.ts';
import { addTitle, goodPassword, scratchFolder, testCore } from '../../support/core.ts';
import { quickStart } from '../../support/quick-start.ts';
import { visibleHash } from './library-content.ts';

const workerKills = 160;
const appKills = 40;
const seed = 20_261_121;
const atOnce = 2;
/** In one import or undo. */
const mostKills = 12;
/** About as many writes as an import of these files has. */
const momentsOfAll = 700;

/** Everything a canonical file can say, with duplicates, refusals, and changes of what is there. */
const kinds = ['movie', 'movie', 'web_show'] as const;
const entries = Array.from({ length: 90 }, (_, row): Entry => {
  const kind = kinds[row % 3] ?? 'movie';
  const title = { title: `Film ${row % 17}`, year: 1980 + (row % 17), kind, file: 'a.csv', line: row };
  switch (row % 8) {
    case 0:
      return { entry: 'title', ...title, creator: `Maker ${row}`, ids: { imdb: `tt${1_000_000 + row}` } };
    case 1:
    case 2:
      return { entry: 'review', ...title, rating: 10 + row, comment: `Line\n${row}`, date: '2019-05-01' };
    case 3:
    case 4:
      return { entry: 'play', ...title, played: `2019-0${(row % 9) + 1}`, also: ['review'], rating: 60 };
    case 5:
      return { entry: 'watchlist', ...title, also: ['favorite'] };
    case 6:
      return { entry: 'list_item', ...title, list: `List ${row % 3}` };
    default:
      return row % 3 === 0
        ? { entry: 'problem', ...title, problem: 'is wrong' }
        : { entry: 'play', ...title, episodes: [[1, row], [1, row + 1]] }; // prettier-ignore
  }
});
const ratings = Array.from(
  { length: 110 },
  (_, row) => `${row % 9},m${(row * 7) % 23},${((row % 10) + 1) / 2},"note ${row}\nsecond line"`,
);

interface Case {
  readonly text: string;
  readonly options: Partial<ImportOptions>;
}
const cases: readonly Case[] = [
  { text: entryHeader + entries.map(entryRow).join(''), options: { shape: 'entries', mapping: {} } },
  {
    text: `who,film,score,text\n${ratings.join('\n')}\n`,
    options: {
      shape: 'reviews',
      kind: 'movie',
      mapping: { author: 'who', title: 'film', rating: 'score', comment: 'text' },
      scale: { min: 0.5, max: 5 },
    },
  },
];

describe('an import worker that is killed', () => {
  it(`ends as if it had not been, ${workerKills} times, and so does its undo`, async () => {
    const library = await smallLibrary();
    const calm = await Promise.all(cases.map(async (one) => await storm(library, one, null)));
    const random = randomOf(seed);
    let [kills, storms] = [0, 0];
    await inParallel(async () => {
      while (kills < workerKills) {
        const which = storms++ % cases.length;
        const [one, expected] = [cases[which], calm[which]];
        if (!one || !expected) throw new Error('no such case');
        // Late moments would mostly come after the end.
        const found = await storm(library, one, (moments) => 1 + Math.floor((random() * moments) / 4));
        kills += found.kills;
        expect(found).toEqual({ ...expected, kills: found.kills });
      }
    });
    expect(kills).toBeGreaterThanOrEqual(workerKills);
  }, 900_000);
});

describe('an app that is killed while it imports', () => {
  it(`ends as if it had not been, ${appKills} times, and so does its undo`, async () => {
    const many = Array.from({ length: 8 }, (_, copy) =>
      entries.map((entry) => entryRow({ ...entry, title: `${entry.title} of ${copy}` })).join(''),
    );
    const file = join(scratchFolder(), 'entries.csv');
    writeFileSync(file, entryHeader + many.join(''));
    const random = randomOf(seed + 1);
    const library = await smallLibrary();
    const calm = copyOf(library);
    const start = visibleHash(databaseOf(calm));
    await runApp(calm, file, null);
    const imported = visibleHash(databaseOf(calm));
    expect(imported).not.toBe(start);
    let kills = 0;
    await inParallel(async () => {
      while (kills < appKills) {
        const folder = copyOf(library);
        for (const [what, expected] of [
          [file, imported],
          ['undo', start],
        ] as const) {
          for (let attempt = 0; ; attempt++) {
            const isOver = await runApp(folder, what, attempt < 8 ? random() * 150 : null);
            if (isOver) break;
            kills++;
          }
          expect(visibleHash(databaseOf(folder))).toBe(expected);
        }
        expect(existsSync(join(folder, 'imports', '1'))).toBe(false);
      }
    });
  }, 900_000);
});

/**
 * Imports and takes back, each killed as often as `killAt` says (by the number of the moment; null: never), and
 * tells what it came to.
 */
async function storm(
  library: string,
  { text, options: some }: Case,
  killAt: ((moments: number) => number) | null,
) {
  const folder = copyOf(library);
  const databaseFile = databaseOf(folder);
  const path = join(folder, 'file.csv');
  writeFileSync(path, text);
  const format = some.shape === 'entries' ? entryFormat : (await readTableHead(path, 'file.csv')).format;
  const options = importOptions.parse(some);
  const sqlite = openSqlite(databaseFile, migrations.length);
  sqlite
    .prepare(
      `INSERT INTO imports (id, user_id, source, file_name, file_size, options, status, started_at, heartbeat_at)
       VALUES (1, 1, 'test', 'file.csv', 0, ?, 'running', '', '')`,
    )
    .run(JSON.stringify({ options, format }));
  sqlite.close();
  const task = {
    databaseFile,
    path,
    size: Buffer.byteLength(text),
    options,
    format,
    userId: 1,
    choices: [],
    importId: 1,
    clockOffset: 0,
  };
  const hashes = [visibleHash(databaseFile)];
  const accounts = [];
  let kills = 0;
  for (const phase of ['apply', 'undo'] as const) {
    for (let attempt = 0; ; attempt++) {
      const at = killAt === null || attempt > mostKills ? null : killAt(momentsOfAll);
      const counted = await runWorker({ ...task, phase }, at);
      if (counted !== null) break;
      kills++;
    }
    hashes.push(visibleHash(databaseFile));
    const read = openSqlite(databaseFile, migrations.length);
    accounts.push(
      read
        .prepare('SELECT status, rows, inserted, updated, unchanged, rejected, titles_added FROM imports')
        .get(),
    );
    read.close();
  }
  expect(hashes[2]).toBe(hashes[0]);
  return { hashes, accounts, kills };
}

/** The moments that there were; null where it was killed. */
function runWorker(task: object, killAt: number | null): Promise<number | null> {
  const args = [join(import.meta.dirname, 'crash-worker.ts'), JSON.stringify(task)];
  if (killAt !== null) args.push(String(killAt));
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, args, { env: quickStart }, (error, stdout, stderr) => {
      if (child.signalCode === 'SIGKILL') resolve(null);
      else if (error) reject(new Error(stderr || error.message));
      else resolve(Number(stdout));
    });
  });
}

/** Whether it came to its end; `killAfter`: ms after the job began at which the process is killed. */
function runApp(dataFolder: string, file: string, killAfter: number | null): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const args = [
      join(import.meta.dirname, 'crash-child.ts'),
      dataFolder,
      file,
      JSON.stringify(cases[0]?.options),
    ];
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: quickStart,
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      const hasBegun = output.includes('running');
      output += chunk.toString();
      if (killAfter !== null && !hasBegun && output.includes('running'))
        void sleep(killAfter).then(() => child.kill('SIGKILL'));
    });
    child.on('exit', () => {
      const isOver = output.includes('done');
      if (killAfter === null && !isOver) reject(new Error(`it did not end: ${output}`));
      else resolve(isOver);
    });
  });
}

async function inParallel(work: () => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: atOnce }, work));
}

/** Some of the titles are there, with a review. */
async function smallLibrary(): Promise<string> {
  const { core, dataFolder } = await testCore();
  const client = createClient(core.connect('window'));
  await client.call('profiles.register', {
    name: 'Crash',
    email: 'crash@example.org',
    password: goodPassword,
  });
  for (const year of [1981, 1982, 1985]) {
    const mediaId = await addTitle(client, `Film ${year - 1980}`, { year });
    await client.call('reviews.save', { mediaId, rating: 55 as never, body: 'Mine' });
  }
  await core.close();
  return dataFolder;
}

function copyOf(library: string): string {
  const folder = scratchFolder();
  cpSync(library, folder, { recursive: true });
  return folder;
}

function databaseOf(folder: string): string {
  return join(folder, 'mediary.sqlite3');
}

/** Mulberry32. */
function randomOf(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

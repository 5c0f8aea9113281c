// The log beside the database (WAL) is damaged, cut short, removed, or another database's, after a process that was killed:
// SQLite takes what is whole and says nothing of the rest. What is missing then is told by the high-water mark, down to the
// last one that was set; and a log that is whole is never told of as missing.
import type Database from 'better-sqlite3';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDb } from '#main/core/db/db.ts';
import { createHighWater } from '#main/core/db/high-water.ts';
import { migrate } from '#main/core/db/migrate.ts';
import { openSqlite } from '#main/core/db/open.ts';
import { openLog } from '#main/core/log.ts';
import { migrations } from '#migrations/index.ts';
import { roomyFolder } from './disk.ts';
import { keepFigures } from './figures.ts';
import { randomOf } from './images.ts';
import { database } from './judge.ts';

const seed = 20_261_121;
const rows = 300;
/** In the app it is set every five seconds of work. */
const rowsPerMark = 10;

let folder = '';
/** As the killed process left them. */
const left = new Map<string, Buffer>();
let foreignLog: Buffer = Buffer.alloc(0);
const figures: Record<string, Verdicts> = {};

interface Verdicts {
  whole: number;
  told: number;
  /** Fewer rows are missing than come between two marks. */
  withinMark: number;
  silent: number;
}

beforeAll(async () => {
  folder = roomyFolder();
  foreignLog = (await work(join(folder, 'foreign'), 40)).get(`${database}-wal`) ?? Buffer.alloc(0);
  for (const [name, bytes] of await work(join(folder, 'ours'), rows)) left.set(name, bytes);
}, 60_000);

afterAll(() => {
  keepFigures('lost tails', figures);
  rmSync(folder, { recursive: true, force: true });
});

/** Writes row after row and sets marks; gives the files as they are before anything is closed. */
async function work(home: string, count: number): Promise<Map<string, Buffer>> {
  mkdirSync(home);
  const opened = await open(home);
  const insert = opened.sqlite.prepare(
    `INSERT INTO genres (name, key) VALUES ('Genre ' || ?, 'genre ' || ?)`,
  );
  for (let row = 1; row <= count; row++) {
    insert.run(row, row);
    if (row % rowsPerMark === 0) await opened.highWater.raise();
  }
  const names = [database, `${database}-wal`, 'high-water.json'];
  const files = new Map(names.map((name) => [name, readFileSync(join(home, name))]));
  await opened.db.destroy();
  return files;
}

async function open(home: string) {
  const sqlite = openSqlite(join(home, database), migrations.length);
  const db = createDb(sqlite);
  const now = () => new Date();
  await migrate({ db, sqlite, migrations, backupFolder: null, now });
  const highWater = await createHighWater({ db, sqlite, dataFolder: home, now, log: openLog(home) });
  return { sqlite, db, highWater };
}

const countOf = (sqlite: Database.Database) =>
  Number(sqlite.prepare(`SELECT count(*) FROM genres WHERE name LIKE 'Genre %'`).pluck().get());

async function tally(
  name: string,
  runs: number,
  spoil: (log: string, random: () => number) => void,
): Promise<Verdicts> {
  const sums: Verdicts = { whole: 0, told: 0, withinMark: 0, silent: 0 };
  for (let run = 0; run < runs; run++) {
    const home = join(folder, 'tried');
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home);
    for (const [file, bytes] of left) writeFileSync(join(home, file), bytes);
    spoil(join(home, `${database}-wal`), randomOf(seed + run));
    const { sqlite, db, highWater } = await open(home);
    const missing = rows - countOf(sqlite);
    const isTold = highWater.lost() !== null;
    await db.destroy();
    if (missing === 0 && isTold) throw new Error(`${name}, ${run}: told, and nothing is missing`);
    sums[missing === 0 ? 'whole' : isTold ? 'told' : missing < rowsPerMark ? 'withinMark' : 'silent']++;
  }
  figures[name] = sums;
  return sums;
}

describe('a log that', () => {
  it('is whole loses nothing, and nothing is told', async () => {
    expect(await tally('whole', 3, () => undefined)).toMatchObject({ whole: 3 });
  });

  it('is cut short anywhere', { timeout: 120_000 }, async () => {
    const { silent, told } = await tally('cut short', 100, (log, random) => {
      const bytes = readFileSync(log);
      writeFileSync(log, bytes.subarray(0, Math.floor(random() * bytes.length)));
    });
    expect(silent).toBe(0);
    expect(told).toBeGreaterThan(80);
  });

  it('has a flipped bit', { timeout: 120_000 }, async () => {
    const { silent, told } = await tally('bit flips', 100, (log, random) => {
      const bytes = readFileSync(log);
      const at = Math.floor(random() * bytes.length);
      bytes.writeUInt8((bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8)), at);
      writeFileSync(log, bytes);
    });
    expect(silent).toBe(0);
    expect(told).toBeGreaterThan(80);
  });

  it('is gone, empty, all zeros, or another database’s', { timeout: 120_000 }, async () => {
    const ways = {
      gone: (log: string) => rmSync(log),
      empty: (log: string) => writeFileSync(log, ''),
      'all zeros': (log: string) => writeFileSync(log, Buffer.alloc(readFileSync(log).length)),
      'another database’s': (log: string) => writeFileSync(log, foreignLog),
    };
    for (const [name, spoil] of Object.entries(ways))
      expect(await verdictOf(name, spoil), name).toBe('refused or told');
  });
});

/** Another database's log can be whole, and fit no page of this one. */
async function verdictOf(name: string, spoil: (log: string) => void): Promise<string> {
  try {
    const { told } = await tally(name, 1, spoil);
    return told === 1 ? 'refused or told' : 'silent';
  } catch (error) {
    figures[name] = { whole: 0, told: 1, withinMark: 0, silent: 0 };
    return error instanceof Error && /damaged|not a database/.test(error.message)
      ? 'refused or told'
      : String(error);
  }
}

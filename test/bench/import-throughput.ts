// Import throughput: a million ratings of ten thousand people into sixty thousand titles, and a catalogue of 1.2 M
// titles, each beside its floor in the same run on the same kind of database.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { createDb } from '#main/core/db/db.ts';
import { migrate } from '#main/core/db/migrate.ts';
import { openSqlite } from '#main/core/db/open.ts';
import { migrations } from '#migrations/index.ts';
import { ratioRow, type BenchRow } from './bench-row.ts';
import { benchCore, importFile, undoImport } from './import-core.ts';
import { writeCatalogue, writeRatings } from './import-files.ts';
import { catalogueFloor, ratingsFloor, ratingsUndoFloor } from './import-floor.ts';

export interface ThroughputSizes {
  readonly ratings: number;
  readonly people: number;
  readonly ratedTitles: number;
  readonly catalogue: number;
}

const fullSizes: ThroughputSizes = {
  ratings: 1_000_000,
  people: 10_000,
  ratedTitles: 60_000,
  catalogue: 1_200_000,
};
const most = 2;

export async function importThroughput(sizes: ThroughputSizes = fullSizes): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mediary-bench-import-'));
  try {
    return [...(await ratingsRows(folder, sizes)), ...(await catalogueRows(folder, sizes))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function ratingsRows(
  folder: string,
  { ratings, people, ratedTitles }: ThroughputSizes,
): Promise<BenchRow[]> {
  const dataFolder = join(folder, 'ratings');
  const titles = join(folder, 'titles.csv');
  const file = join(folder, 'ratings.csv');
  writeCatalogue(titles, ratedTitles);
  writeRatings(file, { rows: ratings, people, titles: ratedTitles });
  const before = await benchCore(dataFolder);
  await importFile(before, titles);
  await before.core.close();
  const floorFile = join(folder, 'ratings-floor.sqlite3');
  copyFileSync(join(dataFolder, 'mediary.sqlite3'), floorFile);

  const floorDb = openSqlite(floorFile, migrations.length, { synchronous: 'NORMAL' });
  const firstPerson = addPeople(floorDb, people);
  const floor = ratingsFloor(floorDb, file, firstPerson);
  const undoFloor = ratingsUndoFloor(floorDb, firstPerson);
  floorDb.close();

  const bench = await benchCore(dataFolder);
  const mapping = { author: 'userId', movielens: 'movieId', rating: 'rating', date: 'timestamp' };
  const { wall, outcomes, id } = await importFile(bench, file, { mapping, where: [] });
  const undone = await undoImport(bench, id);
  await bench.core.close();
  if (outcomes.inserted !== ratings)
    throw new Error(`not every rating was imported: ${JSON.stringify(outcomes)}`);
  const work = `${ratings} ratings of ${people} people into ${ratedTitles} titles`;
  return [
    ratioRow({ name: 'import, ratings', work, ours: wall, floor, unit: 's' }, most),
    ratioRow({ name: 'undo, ratings', work: `${work}; floor: delete the same rows`, ours: undone, floor: undoFloor, unit: 's' }, most),
  ]; // prettier-ignore
}

export async function catalogueRows(folder: string, { catalogue }: ThroughputSizes): Promise<BenchRow[]> {
  const file = join(folder, 'catalogue.csv');
  writeCatalogue(file, catalogue);
  const floorDb = await emptyDatabase(join(folder, 'catalogue-floor.sqlite3'));
  addPeople(floorDb, 1);
  const floor = catalogueFloor(floorDb, file);
  floorDb.close();

  const bench = await benchCore(join(folder, 'catalogue'));
  const began = performance.now();
  const { wall, outcomes } = await importFile(bench, file);
  await bench.core.settled();
  const settled = (performance.now() - began) / 1000;
  await bench.core.close();
  if (outcomes.inserted !== catalogue)
    throw new Error(`not every title was imported: ${JSON.stringify(outcomes)}`);
  const work = `${catalogue} titles into an empty database; floor: parse and insert, search entries too`;
  return [
    ratioRow({ name: 'import, catalogue', work, ours: wall, floor, unit: 's' }, most),
    ratioRow({ name: 'the same, until typos are found', work, ours: settled, floor, unit: 's' }, most),
  ];
}

async function emptyDatabase(file: string): Promise<Database.Database> {
  const sqlite = openSqlite(file, migrations.length, { synchronous: 'NORMAL' });
  await migrate({
    db: createDb(sqlite),
    sqlite,
    migrations,
    backupFolder: `${file}.backups`,
    now: () => new Date(),
  });
  return sqlite;
}

/** Gives the id of the first. */
function addPeople(sqlite: Database.Database, count: number): number {
  const insert = sqlite.prepare(
    `INSERT INTO users (uid, name, role, hue, created_at, updated_at) VALUES (randomblob(16), ?, 'member', 0, '', '')`,
  );
  const { lastInsertRowid } = insert.run('1');
  sqlite.transaction(() => {
    for (let person = 2; person <= count; person++) insert.run(String(person));
  })();
  return Number(lastInsertRowid);
}

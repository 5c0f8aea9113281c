// What it costs to note what an import of a million rows wrote: without an account, and with one that is linked. The floor is
// the same import into the same database without the triggers. Seconds are the processor's: a few percent of an import's wall
// clock drown in what else the computer does. Undo is measured the same way, for it deletes row by row with triggers.
import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseName, openSqlite } from '#main/core/db/open.ts';
import { openLink } from '#main/core/sync/link.ts';
import { migrations } from '#migrations/index.ts';
import type { ImportOptions } from '#shared/api/imports.ts';
import type { NodeId } from '#shared/sync/stamp.ts';
import { budgetRow, ratioRow, type BenchRow } from './bench-row.ts';
import { benchCore, importFile, undoImport } from './import-core.ts';
import { writeCatalogue, writeRatings } from './import-files.ts';
import { writeHistory } from './import-history.ts';

const most = 1.08;
const mostUndo = 1.3;
/** For a million rows. */
const mostMegabytes = 5;
/** An import of plays takes four times as long as one of others' ratings. */
const playShare = 0.25;
const mega = 1e6;
const ways = ['without triggers', 'not linked', 'linked'] as const;
type Way = (typeof ways)[number];

interface Imported {
  readonly name: string;
  readonly rows: number;
  readonly work: string;
  /** Imported first, unmeasured. */
  readonly titles?: string;
  readonly file: string;
  readonly options?: Partial<ImportOptions>;
}

/** Each way is measured `times` times, in turn, and the least counts: whatever disturbs it takes time. */
export async function captureRows(rows = 1_000_000, times = 3): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mediary-bench-capture-'));
  try {
    const [plays, titles, ratings] = ['plays', 'titles', 'ratings'].map((name) =>
      join(folder, `${name}.csv`),
    ) as [string, string, string];
    writeHistory(plays, rows * playShare);
    writeCatalogue(titles, rows / 15);
    writeRatings(ratings, { rows, people: rows / 100, titles: rows / 15 });
    const mapping = { author: 'userId', movielens: 'movieId', rating: 'rating', date: 'timestamp' };
    return [
      ...(await rowsOf(folder, times, {
        name: 'others’ ratings',
        rows,
        work: `${rows} ratings of others`,
        titles,
        file: ratings,
        options: { mapping, where: [] },
      })),
      ...(await rowsOf(folder, times, {
        name: 'plays',
        rows: rows * playShare,
        work: `${rows * playShare} plays of one’s own`,
        file: plays,
      })),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rowsOf(folder: string, times: number, imported: Imported): Promise<BenchRow[]> {
  const before = join(folder, `before ${imported.name}`);
  const bench = await benchCore(before);
  if (imported.titles !== undefined) await importFile(bench, imported.titles);
  await bench.core.close();
  const seconds: Record<Way, number[]> = { 'without triggers': [], 'not linked': [], linked: [] };
  const undo: Record<Way, number[]> = { 'without triggers': [], 'not linked': [], linked: [] };
  const bytes: Record<Way, number> = { 'without triggers': 0, 'not linked': 0, linked: 0 };
  for (let time = 0; time < times; time++)
    for (const way of ways) {
      const measured = await importOnce(join(folder, 'data'), before, imported, way);
      seconds[way].push(measured.seconds);
      undo[way].push(measured.undoSeconds);
      bytes[way] = measured.bytes;
    }
  const floor = Math.min(...seconds['without triggers']);
  const undoFloor = Math.min(...undo['without triggers']);
  const work = `${imported.work}; floor: the same import without triggers`;
  const more = (way: Way) => (bytes[way] - bytes['without triggers']) / mega;
  const name = (what: string) => `capture, ${imported.name}, ${what}`;
  return [
    ratioRow({ name: name('not linked'), work, ours: Math.min(...seconds['not linked']), floor, unit: 's' }, most),
    ratioRow({ name: name('linked'), work, ours: Math.min(...seconds.linked), floor, unit: 's' }, most),
    ratioRow({ name: name('undo, linked'), work: `${imported.work}; floor: the same undo without triggers`, ours: Math.min(...undo.linked), floor: undoFloor, unit: 's' }, mostUndo),
    budgetRow({ name: name('space'), work: 'linked, beside the floor’s database', ours: more('linked'), unit: 'MB' }, (mostMegabytes * imported.rows) / mega),
  ]; // prettier-ignore
}

async function importOnce(
  dataFolder: string,
  before: string,
  { file, options }: Imported,
  way: Way,
): Promise<{ seconds: number; undoSeconds: number; bytes: number }> {
  rmSync(dataFolder, { recursive: true, force: true });
  await (await benchCore(dataFolder)).core.close();
  const database = join(dataFolder, databaseName);
  copyFileSync(join(before, databaseName), database);
  prepare(database, way);
  const bench = await benchCore(dataFolder);
  const { seconds, result } = await processorTime(() => importFile(bench, file, options));
  await bench.core.close();
  const bytes = statSync(database).size;
  const again = await benchCore(dataFolder);
  const undone = await processorTime(() => undoImport(again, result.id));
  await again.core.close();
  return { seconds, undoSeconds: undone.seconds, bytes };
}

/** Of all threads of this process, in seconds. */
async function processorTime<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / mega, result };
}

function prepare(database: string, way: Way): void {
  const sqlite = openSqlite(database, migrations.length);
  if (way === 'without triggers') {
    const triggers = sqlite
      .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE '%_sync_%'`)
      .pluck()
      .all();
    for (const name of triggers) sqlite.exec(`DROP TRIGGER ${name}`);
  }
  if (way === 'linked')
    openLink(sqlite, {
      userId: 1,
      node: '00000000000000aa' as NodeId,
      wallMs: Date.now(),
      server: 'https://sync.example.org',
      accountUid: 'bench',
      accountName: 'Bench',
      accountEmail: 'bench@example.org',
      deviceId: 'bench',
    });
  sqlite.close();
}

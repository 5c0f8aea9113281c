// Statistics of a diary of 20,000 entries: the first answer after a start, one after a write, and another period. Two
// shapes of diary: one that comes back to its titles, as people do, and one where hardly any title comes twice.
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '#shared/api/client.ts';
import type { PartialDate } from '#shared/domain/partial-date.ts';
import { createPlayWriter } from '#main/core/diary/play-writer.ts';
import { budgetRow, median, type BenchRow } from './bench-row.ts';
import { benchCore, importFile } from './import-core.ts';
import { seeded, writeCatalogue } from './import-files.ts';

const catalogue = 60_000;
const entries = 20_000;
const days = 15 * 365;
const rounds = 25;
const budget = 50;
/** A person needs longer from the sign-in to the page. */
const untilWarm = 3000;

interface Shape {
  readonly name: string;
  /** Different titles in the diary; as many are rated. */
  readonly titles: number;
}

const usual: Shape = { name: 'of 6,000 titles', titles: 6000 };
const scattered: Shape = { name: 'of 20,000 titles', titles: 20_000 };

export async function statsRows(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mediary-bench-stats-'));
  try {
    writeCatalogue(join(folder, 'titles.csv'), catalogue);
    const rows: BenchRow[] = [];
    for (const shape of [usual, scattered]) rows.push(...(await rowsOf(folder, shape)));
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rowsOf(folder: string, shape: Shape): Promise<BenchRow[]> {
  const dataFolder = join(folder, String(shape.titles));
  const before = await benchCore(dataFolder);
  await importFile(before, join(folder, 'titles.csv'));
  fill(dataFolder, shape);
  await before.core.close();

  const bench = await benchCore(dataFolder);
  const { client } = bench;
  const ask = (from: number) =>
    timed(() => client.call('stats.get', { period: { from: String(from), to: String(from + 4) } }));
  const atOnce = await timed(() => client.call('stats.get', {}));
  const afterWrites: number[] = [];
  const periods: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await write(client, round);
    afterWrites.push(await timed(() => client.call('stats.get', {})));
    periods.push(await ask(2008 + (round % 10)));
  }
  await bench.core.close();
  const again = await benchCore(dataFolder);
  await sleep(untilWarm);
  const first = await timed(() => again.client.call('stats.get', {}));
  const firstPeriod = await timed(() =>
    again.client.call('stats.get', { period: { from: '2020', to: '2020' } }),
  );
  await again.core.close();
  const work = `${entries} plays ${shape.name} over 15 years, ${shape.titles} ratings`;
  const row = (name: string, ours: number, must: number) =>
    budgetRow({ name: `statistics, ${name}`, work, ours, unit: 'ms' }, must);
  return [
    row('after a write', median(afterWrites), budget),
    row('another period', median(periods), budget),
    row('first, 3 s after signing in', first, budget),
    row('first period, 3 s after signing in', firstPeriod, budget),
    // Everything is read, in slices, and nothing compiled yet: told, and held to what a page may take to open.
    row('first, at once after a start', atOnce, shape === usual ? 250 : 500),
  ];
}

/** A play: it makes every answer wrong. */
async function write(client: Client, round: number): Promise<void> {
  await client.call('diary.log', { mediaId: 1 + round, playedOn: '2024-05-31' as PartialDate });
}

function fill(dataFolder: string, shape: Shape): void {
  const sqlite = new Database(join(dataFolder, 'mediary.sqlite3'));
  const random = seeded(20_241_105);
  const userId = Number(sqlite.prepare('SELECT min(id) FROM users').pluck().get());
  const ids = sqlite
    .prepare('SELECT id FROM media ORDER BY id LIMIT ?')
    .pluck()
    .all(shape.titles) as number[];
  const plays = createPlayWriter(sqlite);
  const reviews = sqlite.prepare(
    'INSERT INTO reviews (user_id, media_id, rating, created_at, updated_at) VALUES (?, ?, ?, ?, ?)',
  );
  const time = (offset: number) => new Date(Date.UTC(2008, 0, 1) + offset * 86_400_000).toISOString();
  sqlite.transaction(() => {
    for (const mediaId of ids) {
      const at = time(random() * days);
      reviews.run(userId, mediaId, 10 + Math.floor(random() * 91), at, at);
    }
    for (let at = 0; at < entries; at++) {
      const moment = time(random() * days);
      const mediaId = ids[shape === usual ? Math.floor(random() * ids.length) : at % ids.length] ?? 1;
      const facts = {
        playedOn: moment.slice(0, 10) as PartialDate, playedAt: at % 2 === 0 ? moment : null, season: null,
        episode: null, rewatch: false, rating: null, note: null, tags: [],
      }; // prettier-ignore
      plays.insert({ userId, mediaId, facts, createdAt: moment, time: moment });
    }
  })();
  sqlite.close();
}

/** Milliseconds of this thread's processor: core answers on it, and other programs don't make it slower. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / 1000;
}

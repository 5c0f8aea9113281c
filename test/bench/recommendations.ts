// Recommendations on MovieLens small, by PROTOCOL.md: quality beside simpler methods on the same splits, the time to
// build the model and to answer, and how the main thread fares meanwhile.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrations } from '#migrations/index.ts';
import type { UserId } from '#shared/api/contract.ts';
import { createCaches } from '#main/core/cache.ts';
import { systemClock } from '#main/core/clock.ts';
import { createDb, type Db } from '#main/core/db/db.ts';
import { migrate } from '#main/core/db/migrate.ts';
import { openSqlite } from '#main/core/db/open.ts';
import { createDiscovery, type Discovery } from '#main/core/discovery/discovery.ts';
import { createEvents } from '#main/core/events.ts';
import { percentile, type BenchRow } from './bench-row.ts';
import {
  fillDatabase,
  qualityOf,
  readMovieLens,
  splitBy,
  type MovieLens,
  type Quality,
  type Split,
} from './movielens.ts';
import { baselines } from './recommenders.ts';

export interface RecommendationsOptions {
  /** The folder of MovieLens small. */
  readonly data: string;
  readonly salts: readonly string[];
}

interface Measured {
  readonly salt: string;
  readonly quality: ReadonlyMap<string, Quality>;
  readonly buildSeconds: number;
  /** Of all users, in ms: on the clock, which other programs share, and of the thread's own processor time. */
  readonly requestMs: { readonly median: number; readonly p95: number; readonly p95Cpu: number };
  /** 99th percentiles, in ms: while the model was built, and as long with nothing to do. */
  readonly delayMs: number;
  readonly idleDelayMs: number;
}

export async function recommendations({
  data,
  salts,
}: RecommendationsOptions): Promise<{ table: string; rows: BenchRow[] }> {
  const lens = readMovieLens(data);
  const measured: Measured[] = [];
  for (const salt of salts) measured.push(await measure(lens, salt));
  return { table: tableOf(measured), rows: measured.flatMap(rowsOf) };
}

async function measure(lens: MovieLens, salt: string): Promise<Measured> {
  const split = splitBy(salt, lens);
  const quality = new Map<string, Quality>();
  for (const [name, recommender] of Object.entries(baselines(lens, split)))
    quality.set(name, qualityOf(split, recommender));
  const folder = mkdtempSync(join(tmpdir(), 'mediary-bench-'));
  try {
    const file = join(folder, 'mediary.sqlite3');
    const sqlite = openSqlite(file, migrations.length);
    const db = createDb(sqlite);
    await migrate({ db, sqlite, migrations, backupFolder: folder, now: systemClock.now });
    fillDatabase(sqlite, lens, split);
    const discovery = discoveryOver(db, file, folder);
    const idleDelayMs = await delayDuring(() => sleep(2000));
    const began = performance.now();
    const delayMs = await delayDuring(async () => {
      await recommend(discovery, 1);
      await discovery.idle();
    });
    const buildSeconds = (performance.now() - began) / 1000;
    const { tops, times, cpuTimes } = await askForAll(discovery, split);
    quality.set(
      'ours',
      qualityOf(split, (userId) => tops.get(userId) ?? []),
    );
    await discovery.close();
    await db.destroy();
    return {
      salt,
      quality,
      buildSeconds,
      requestMs: {
        median: percentile(times, 50),
        p95: percentile(times, 95),
        p95Cpu: percentile(cpuTimes, 95),
      },
      delayMs,
      idleDelayMs,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function discoveryOver(db: Db, databaseFile: string, folder: string): Discovery {
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (facts: unknown) => void process.stderr.write(`${JSON.stringify(facts)}\n`),
  };
  return createDiscovery({
    db,
    clock: systemClock,
    events: createEvents(() => undefined),
    caches: createCaches(),
    log,
    worker: new URL('../../src-main/core/discovery/worker.ts', import.meta.url),
    databaseFile,
    modelFile: join(folder, 'discovery-model.bin'),
  });
}

async function recommend(discovery: Discovery, userId: number): Promise<number[]> {
  const { items } = await discovery.handlers['discovery.recommend'](
    { limit: 20 },
    {
      session: { userId: async () => null, logIn: async () => undefined, logOut: async () => undefined },
      person: { id: userId as UserId, name: 'User', role: 'member' },
    },
  );
  return items.map((item) => item.id);
}

async function askForAll(discovery: Discovery, { relevant }: Split) {
  const tops = new Map<number, number[]>();
  const times: number[] = [];
  const cpuTimes: number[] = [];
  for (const userId of relevant.keys()) {
    const cpu = process.threadCpuUsage();
    const began = performance.now();
    tops.set(userId, await recommend(discovery, userId));
    times.push(performance.now() - began);
    const { user, system } = process.threadCpuUsage(cpu);
    cpuTimes.push((user + system) / 1000);
  }
  return { tops, times, cpuTimes };
}

/** 99th percentile of the event loop's delay while the work runs, in ms. */
async function delayDuring(work: () => Promise<unknown>): Promise<number> {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  histogram.enable();
  await work();
  histogram.disable();
  return histogram.percentile(99) / 1e6;
}

function tableOf(measured: readonly Measured[]): string {
  const lines = ['| Salt | Method | NDCG@10 | Recall@20 |', '|---|---|---|---|'];
  for (const { salt, quality } of measured) {
    for (const [name, { ndcg10, recall20 }] of quality) {
      lines.push(`| ${salt} | ${name} | ${ndcg10.toFixed(4)} | ${recall20.toFixed(4)} |`);
    }
  }
  return lines.join('\n');
}

function rowsOf({ salt, quality, buildSeconds, requestMs, delayMs, idleDelayMs }: Measured): BenchRow[] {
  const ours = quality.get('ours')?.ndcg10 ?? 0;
  const plain = quality.get('EASE plain')?.ndcg10 ?? 0;
  const row = (name: string, work: string, value: number, floor: number, unit: string, must: string, ok: boolean): BenchRow => ({
    name, work: `${work}; MovieLens small, salt ${salt}`, ours: value, floor, unit, ratio: value / floor, must, ok,
  }); // prettier-ignore
  const compared = [...quality].flatMap(([name, { ndcg10, recall20 }]) => [
    ...(name === 'ours'
      ? []
      : [
          row(
            `recommendations, NDCG@10 of ${name}`,
            'floor: EASE plain',
            ndcg10,
            plain,
            '',
            'beside ours',
            true,
          ),
        ]),
    row(
      `recommendations, Recall@20 of ${name}`,
      'floor: EASE plain',
      recall20,
      quality.get('EASE plain')?.recall20 ?? 0,
      '',
      'beside ours',
      true,
    ),
  ]);
  return [
    row(
      'recommendations, NDCG@10',
      'top 20 as shown; floor: EASE plain',
      ours,
      plain,
      '',
      '≥ 0.30',
      ours >= 0.3,
    ),
    row(
      'recommendations, model',
      'first answer, with the build in the worker; floor: the limit',
      buildSeconds,
      10,
      's',
      '≤ 10 s',
      buildSeconds <= 10,
    ),
    row(
      'recommendations, request',
      `median of all users, uncached (p95 ${requestMs.p95.toFixed(1)} ms); floor: the limit`,
      requestMs.median,
      10,
      'ms',
      '≤ 10 ms',
      requestMs.median <= 10,
    ),
    row(
      'recommendations, request, processor time',
      'p95 of all users, uncached; floor: the limit',
      requestMs.p95Cpu,
      10,
      'ms',
      '≤ 10 ms',
      requestMs.p95Cpu <= 10,
    ),
    row(
      'recommendations, event loop',
      'p99 delay during the build; floor: idle',
      delayMs,
      idleDelayMs,
      'ms',
      '≤ 16 ms',
      delayMs <= 16,
    ),
    ...compared,
  ];
}

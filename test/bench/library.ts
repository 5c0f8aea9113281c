// The big library's rows: 1.2 M titles with a million ratings, the leaderboard in core and the window over it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '#shared/api/client.ts';
import { budgetRow, percentile, type BenchRow } from './bench-row.ts';
import { benchCore, importFile } from './import-core.ts';
import { writeCatalogue, writeRatings } from './import-files.ts';
import { windowRows } from './window.ts';

const titles = 1_200_000;
const ratings = { rows: 1_000_000, people: 10_000, titles: 60_000 };
const rounds = 200;

export async function libraryRows(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mediary-bench-library-'));
  try {
    writeCatalogue(join(folder, 'titles.csv'), titles);
    writeRatings(join(folder, 'ratings.csv'), ratings);
    const dataFolder = join(folder, 'data');
    const bench = await benchCore(dataFolder);
    await importFile(bench, join(folder, 'titles.csv'));
    const mapping = { author: 'userId', movielens: 'movieId', rating: 'rating', date: 'timestamp' };
    await importFile(bench, join(folder, 'ratings.csv'), { mapping, where: [] });
    const leaderboard = await leaderboardRows(bench.client);
    await bench.core.close();
    return [...leaderboard, ...(await windowRows(dataFolder))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function leaderboardRows(client: Client): Promise<BenchRow[]> {
  const cold: number[] = [];
  const cached: number[] = [];
  for (let round = 0; round < rounds; round++) {
    // Another limit is another entry of the cache: each first call is cold.
    for (const times of [cold, cached]) {
      const began = performance.now();
      await client.call('catalog.topRated', {
        limit: 1 + (round % 100),
        ...(round < 100 ? {} : { kind: 'movie' }),
      });
      times.push(performance.now() - began);
    }
  }
  const work = `p95 of ${rounds} in core, 1.2 M titles, 1 M ratings`;
  return [
    budgetRow({ name: 'leaderboard, cold', work, ours: percentile(cold, 95), unit: 'ms' }, 5),
    budgetRow({ name: 'leaderboard, cached', work, ours: percentile(cached, 95), unit: 'ms' }, 0.2),
  ];
}

// What the person at the window feels during an import: how late the main thread's event loop runs, and how long a
// save of their own takes, while the worker writes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MediaId } from '#shared/api/contract.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { budgetRow, percentile, type BenchRow } from './bench-row.ts';
import { benchCore, importFile, type BenchCore } from './import-core.ts';
import { writeCatalogue, writeRatings } from './import-files.ts';

export interface UiSizes {
  readonly titles: number;
  readonly ratings: number;
  readonly people: number;
}

const fullSizes: UiSizes = { titles: 60_000, ratings: 1_000_000, people: 10_000 };
const betweenSaves = 50;

export async function importUi(sizes: UiSizes = fullSizes): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mediary-bench-ui-'));
  try {
    const titles = join(folder, 'titles.csv');
    const ratings = join(folder, 'ratings.csv');
    writeCatalogue(titles, sizes.titles);
    writeRatings(ratings, { rows: sizes.ratings, people: sizes.people, titles: sizes.titles });
    const bench = await benchCore(join(folder, 'data'));
    await importFile(bench, titles);

    const delay = monitorEventLoopDelay({ resolution: 1 });
    const saves: number[] = [];
    let importing = true;
    const saver = saveNowAndThen(bench, sizes.titles, saves, () => importing);
    delay.enable();
    const mapping = { author: 'userId', movielens: 'movieId', rating: 'rating', date: 'timestamp' };
    await importFile(bench, ratings, { mapping, where: [] });
    delay.disable();
    importing = false;
    await saver;
    await bench.core.close();

    const during = `while ${sizes.ratings} ratings are imported`;
    return [
      budgetRow(
        {
          name: 'UI during an import: event loop',
          work: `p99 of the main thread's delay ${during}`,
          ours: delay.percentile(99) / 1e6,
          unit: 'ms',
        },
        16,
      ),
      budgetRow(
        {
          name: 'UI during an import: save',
          work: `p99 of ${saves.length} reviews saved ${during}`,
          ours: percentile(saves, 99),
          unit: 'ms',
        },
        50,
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function saveNowAndThen(
  { client }: BenchCore,
  titles: number,
  times: number[],
  goOn: () => boolean,
): Promise<void> {
  for (let round = 0; goOn(); round++) {
    const mediaId = (1 + ((round * 7919) % titles)) as MediaId;
    const began = performance.now();
    await client.call('reviews.save', { mediaId, rating: (10 + (round % 91)) as Rating });
    times.push(performance.now() - began);
    await sleep(betweenSaves);
  }
}

// Pages of a plan of a million rows, as the window asks for them while somebody scrolls and types. They are read on the main thread:
// what counts is for how long each holds it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { budgetRow, percentile, type BenchRow } from './bench-row.ts';
import { benchCore, importFile, planFile } from './import-core.ts';
import { writeCatalogue, writeRatings } from './import-files.ts';

const most = 16;
const lists = [undefined, 'new', 'conflict', 'ambiguous', 'unchanged', 'refused'] as const;
const texts = ['', 'night', 'island 7', 'nothing is called this'] as const;

export async function planRowsRows(rows = 1_000_000): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mediary-bench-plan-'));
  try {
    const titles = join(folder, 'titles.csv');
    const ratings = join(folder, 'ratings.csv');
    writeCatalogue(titles, 60_000);
    writeRatings(ratings, { rows, people: rows / 100, titles: 60_000 });
    const bench = await benchCore(join(folder, 'data'));
    await importFile(bench, titles);
    const mapping = { author: 'userId', movielens: 'movieId', rating: 'rating', date: 'timestamp' };
    const { jobId } = await planFile(bench, ratings, { mapping, where: [] });
    const { client } = bench;
    const page = async (list: (typeof lists)[number], text: string, cursor: string | null) => {
      const began = performance.now();
      const { nextCursor } = await client.call('imports.planRows', { jobId, list, text, cursor, limit: 100 });
      return { took: performance.now() - began, nextCursor };
    };
    await page(undefined, '', null);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const plain: number[] = [];
    for (const list of lists) {
      for (const text of texts) {
        for (const start of [null, String(rows >> 1), String(rows - 200)]) {
          const { took, nextCursor } = await page(list, text, start);
          if (text === '') plain.push(took);
          if (nextCursor !== null) await page(list, text, nextCursor);
        }
      }
    }
    delay.disable();
    await bench.core.close();
    const work = `pages of 100 of ${rows} planned rows, by list, text and place`;
    const row = (name: string, ours: number) => budgetRow({ name, work, ours, unit: 'ms' }, most);
    return [
      row('plan rows: longest hold of the event loop', delay.max / 1e6),
      row('plan rows: a page without a text, p99', percentile(plain, 99)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

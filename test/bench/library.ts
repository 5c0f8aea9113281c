// The big library's rows: 1.2 M titles with a million ratings; its pages in core, and the window over it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '#shared/api/client.ts';
import type { MediaId } from '#shared/api/contract.ts';
import type { BenchRow } from './bench-row.ts';
import { benchCore, importFile } from './import-core.ts';
import { writeCatalogue, writeRatings } from './import-files.ts';
import { memoryRow } from './memory.ts';
import { pageRows } from './pages.ts';
import { scrollingRows } from './scrolling.ts';
import { signIn } from './sign-in.ts';
import { windowRows } from './window.ts';

const titles = 1_200_000;
const ratings = { rows: 1_000_000, people: 10_000, titles: 60_000 };

/** `seconds` of scrolling. */
export async function libraryRows(seconds = 60): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mediary-bench-library-'));
  try {
    writeCatalogue(join(folder, 'titles.csv'), titles);
    writeRatings(join(folder, 'ratings.csv'), ratings);
    const dataFolder = join(folder, 'data');
    const bench = await benchCore(dataFolder);
    await importFile(bench, join(folder, 'titles.csv'));
    const mapping = { author: 'userId', movielens: 'movieId', rating: 'rating', date: 'timestamp' };
    await importFile(bench, join(folder, 'ratings.csv'), { mapping, where: [] });
    const pages = await pageRows(bench.client, await someTitles(bench.client));
    await bench.core.close();
    return [
      ...pages,
      ...(await windowRows(dataFolder)),
      ...(await scrollingRows(dataFolder, seconds, signIn)),
      await memoryRow(dataFolder, signIn),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The most rated, and some that nobody knows. */
async function someTitles(client: Client): Promise<MediaId[]> {
  const top = await client.call('catalog.topRated', { limit: 100 });
  const newest = await client.call('catalog.list', { sort: 'added', descending: true, limit: 100 });
  return [...top, ...newest.items].map(({ id }) => id);
}

// Sync between real devices over the real server and Redis, all on this computer: how soon an edit is seen elsewhere, what
// an idle round costs, and how long the first sync takes, beside a floor of the same run.
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MediaId } from '#shared/api/contract.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { budgetRow, percentile, type BenchRow } from './bench-row.ts';
import { importFile } from './import-core.ts';
import { writeHistory } from './import-history.ts';
import { device, inStep, link, signIn, until } from './sync-device.ts';
import { startBenchServer, startProxy } from './sync-processes.ts';

const edits = 100;

/** `first`: plays of the first sync; their titles come on top. */
export async function syncRows(first: number): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mediary-bench-sync-'));
  const server = await startBenchServer();
  try {
    return [...(await editRows(folder, server.url)), ...(await firstSyncRows(folder, server.url, first))];
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function editRows(folder: string, url: string): Promise<BenchRow[]> {
  const proxy = await startProxy(url);
  const one = await device(join(folder, 'one'), fetch);
  const other = await device(join(folder, 'other'), fetch);
  await link(one.client, url, 'edits@example.org', true);
  const { id: mediaId } = await one.client.call('catalog.add', {
    kind: 'movie', title: 'Heat', year: 1995, creator: null, genres: [], runtime: null, description: null,
  }); // prettier-ignore
  await one.client.call('reviews.save', { mediaId, rating: 10 as Rating });
  await inStep(one.client);
  await link(other.client, proxy.url, 'edits@example.org', false);
  await until(async () => (await other.client.call('sync.status', {})).live);
  const { items } = await other.client.call('catalog.list', {});
  const there = items[0]?.id as MediaId;

  const seen: number[] = [];
  for (let edit = 0; edit < edits; edit++) {
    const rating = (11 + (edit % 80)) as Rating;
    const heard = Promise.withResolvers<void>();
    const end = other.client.on('review.saved', () => heard.resolve());
    await one.client.call('reviews.save', { mediaId, rating });
    const began = performance.now();
    // At once: the pause after an edit is a choice, not work.
    await Promise.all([one.client.call('sync.now', {}), heard.promise]);
    const mine = await other.client.call('reviews.mine', { mediaId: there });
    if (mine?.rating !== rating) throw new Error(`it shows ${String(mine?.rating)}, not ${rating}`);
    seen.push(performance.now() - began);
    end();
  }
  await sleep(500);
  proxy.take();
  const rounds = 20;
  for (let round = 0; round < rounds; round++) await other.client.call('sync.now', {});
  const idle = proxy.take() / rounds;
  await one.core.close();
  await other.core.close();
  proxy.close();
  return [
    budgetRow({ name: 'edit on A visible on B, p95', work: `${edits} ratings, two devices and the server on two cores`, ours: percentile(seen, 95), unit: 'ms' }, 100),
    budgetRow({ name: 'edit on A visible on B, p50', work: 'the same', ours: percentile(seen, 50), unit: 'ms' }, 100),
    budgetRow({ name: 'idle round', work: 'both directions, headers included', ours: idle, unit: 'B' }, 2048),
  ]; // prettier-ignore
}

async function firstSyncRows(folder: string, url: string, rows: number): Promise<BenchRow[]> {
  const file = join(folder, 'first.csv');
  writeHistory(file, rows);
  const full = await device(join(folder, 'full'), fetch);
  await importFile(full, file);
  await link(full.client, url, 'first@example.org', true);
  await inStep(full.client);
  const { there } = await signIn(full.client, url, 'first@example.org', false);
  const records = Object.values(there).reduce((sum, count) => sum + count, 0);
  const { items } = await full.client.call('catalog.list', { sort: 'title', descending: true, limit: 1 });
  const last = items[0]?.title ?? '';
  await full.core.close();

  const empty = await device(join(folder, 'empty'), fetch);
  const { token } = await signIn(empty.client, url, 'first@example.org', false);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  await empty.client.call('sync.link', { token });
  await inStep(empty.client);
  const synced = (performance.now() - began) / 1000;
  await empty.core.settled();
  const { items: found } = await empty.client.call('catalog.search', { text: last });
  const searchable = (performance.now() - began) / 1000;
  delay.disable();
  if (!found.some(({ title }) => title === last)) throw new Error(`"${last}" can't be found`);
  await empty.core.close();
  const floor = bareApply(join(folder, 'bare.sqlite3'), records);
  const work = `${records} records; floor: as many bare rows with three indexes`;
  return [
    { ...budgetRow({ name: 'first sync, empty to searchable', work, ours: searchable, unit: 's' }, 3), floor, ratio: searchable / floor },
    { ...budgetRow({ name: 'first sync, until in step', work, ours: synced, unit: 's' }, 3), floor, ratio: synced / floor },
    budgetRow({ name: 'stall of the main thread, p99', work: 'during the first sync', ours: delay.percentile(99) / 1e6, unit: 'ms' }, 8),
  ]; // prettier-ignore
}

/** Seconds to insert as many rows with random keys, a thousand in a transaction. */
function bareApply(file: string, rows: number): number {
  const sqlite = new Database(file);
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = NORMAL');
  sqlite.exec(
    'CREATE TABLE bare (id INTEGER PRIMARY KEY, key BLOB UNIQUE, day TEXT, title INTEGER); CREATE INDEX days ON bare (day); CREATE INDEX titles ON bare (title)',
  );
  const insert = sqlite.prepare('INSERT INTO bare (key, day, title) VALUES (randomblob(16), ?, ?)');
  const began = performance.now();
  for (let done = 0; done < rows; done += 1000)
    sqlite.transaction(() => {
      for (let row = done; row < Math.min(rows, done + 1000); row++)
        insert.run(`2024-01-${row % 28}`, row % 5000);
    })();
  const seconds = (performance.now() - began) / 1000;
  sqlite.close();
  return seconds;
}

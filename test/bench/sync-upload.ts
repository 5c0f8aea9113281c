// The upload of what an import brought in: from a device over the real server and Redis, all on this computer, beside the same
// requests made beforehand. The rows are written as an import writes them, but by its writers alone: with its reading, matching
// and journal a million rows take minutes, which other benches measure.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { PartialDate } from '#shared/domain/partial-date.ts';
import { endpoints } from '#shared/sync/endpoints.ts';
import { databaseName, openSqlite } from '#main/core/db/open.ts';
import { createMediaWriter } from '#main/core/catalog/media-writer.ts';
import { createPlayWriter } from '#main/core/diary/play-writer.ts';
import { createCapture } from '#main/core/sync/capture.ts';
import { migrations } from '#migrations/index.ts';
import type { Fetch } from '#main/core/sync/server.ts';
import { budgetRow, type BenchRow } from './bench-row.ts';
import { seeded } from './import-files.ts';
import { accountPassword, device, inStep, link } from './sync-device.ts';
import { startBenchServer } from './sync-processes.ts';

/** For a million rows. */
const mostSeconds = 50;
const floorPushes = 100;
const rowsOfCommit = 500;

/** `rows`: plays that are imported; their titles come on top. */
export async function uploadRows(rows: number): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mediary-bench-upload-'));
  const server = await startBenchServer();
  try {
    return await rowsOf(folder, server.url, rows);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rowsOf(folder: string, url: string, rows: number): Promise<BenchRow[]> {
  const pushes: { readonly body: Buffer }[] = [];
  let count = 0;
  const recording: Fetch = async (address, init) => {
    if (address.endsWith(endpoints.push.path)) {
      count++;
      if (pushes.length < floorPushes) pushes.push({ body: Buffer.from(init.body as Uint8Array) });
    }
    return await fetch(address, init);
  };
  const big = await device(join(folder, 'big'), recording);
  await link(big.client, url, 'upload@example.org', true);
  // So that all of the upload is measured.
  await big.client.call('sync.pause', { paused: true });
  await writeHistory(join(folder, 'big'), rows);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  await big.client.call('sync.pause', { paused: false });
  await inStep(big.client, 200);
  const seconds = (performance.now() - began) / 1000;
  delay.disable();
  await big.core.close();
  const floor = (await barePushes(url, pushes)) * count;
  const work = `${rows} plays in ${count} pushes; floor: the same requests, made beforehand`;
  return [
    { ...budgetRow({ name: 'upload after an import', work, ours: seconds, unit: 's' }, (mostSeconds * rows) / 1e6), floor, ratio: seconds / floor },
    budgetRow({ name: 'stall of the main thread, p99', work: 'during the upload', ours: delay.percentile(99) / 1e6, unit: 'ms' }, 8),
  ]; // prettier-ignore
}

/** Songs of which some are heard again and again; as many rows in a transaction as an import commits at a time. */
async function writeHistory(dataFolder: string, rows: number): Promise<void> {
  const sqlite = openSqlite(join(dataFolder, databaseName), migrations.length, {
    synchronous: 'NORMAL',
    timeout: 5000,
  });
  sqlite.pragma('synchronous = OFF');
  const media = createMediaWriter(sqlite);
  const plays = createPlayWriter(sqlite);
  const capture = createCapture(sqlite, Date.now);
  const random = seeded(11);
  const titles = new Map<number, number>();
  const time = new Date().toISOString();
  const titleOf = (song: number) => {
    const known = titles.get(song);
    if (known !== undefined) return known;
    const facts = { kind: 'song', title: `Song number ${song}`, creator: `Artist ${song % 700}` } as const;
    const rest = {
      year: null,
      genres: [],
      runtime: null,
      description: null,
      disambiguator: '',
      externalIds: [],
    };
    const id = media.insert({ ...facts, ...rest }, 1, time);
    titles.set(song, id);
    return id;
  };
  for (let done = 0; done < rows; done += rowsOfCommit) {
    sqlite
      .transaction(() => {
        for (let row = done; row < Math.min(rows, done + rowsOfCommit); row++) {
          const playedAt = new Date((1_700_000_000 - row * 211) * 1000).toISOString();
          const facts = {
            playedOn: playedAt.slice(0, 10) as PartialDate,
            playedAt,
            season: null,
            episode: null,
          };
          const mine = { rewatch: false, rating: null, note: null, tags: [] };
          const mediaId = titleOf(Math.floor(9000 * random() ** 2.5));
          plays.insert({ userId: 1, mediaId, facts: { ...facts, ...mine }, createdAt: time, time });
        }
        capture.settle();
      })
      .immediate();
    // The device has replies to hear meanwhile.
    await endOfTurn();
  }
  // What the disk still has to do belongs to the import.
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  sqlite.close();
}

/** Seconds for one of the requests, by an account of their own. */
async function barePushes(url: string, pushes: readonly { readonly body: Buffer }[]): Promise<number> {
  const registered = await fetch(`${url}${endpoints.register.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      email: 'floor@example.org',
      name: 'Floor',
      password: accountPassword,
      device: 'Floor',
    }),
  });
  const { access } = (await registered.json()) as { access: string };
  const bodies = pushes.map(({ body }) => {
    const request = JSON.parse((isGzip(body) ? gunzipSync(body) : body).toString()) as object;
    return new Uint8Array(gzipSync(JSON.stringify({ ...request, pos: null, seen: null }), { level: 1 }));
  });
  const began = performance.now();
  for (const body of bodies) {
    const response = await fetch(`${url}${endpoints.push.path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${access}`,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      },
      body,
    });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
  }
  return (performance.now() - began) / 1000 / bodies.length;
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

// Exports and backups of a big library, beside the least that such a thing can be: a SELECT whose rows PapaParse writes to a
// file, and SQLite's own copy with its check.
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import Papa from 'papaparse';
import type { ExportFormat } from '#shared/api/exports.ts';
import { normaliseTitle } from '#shared/domain/media-identity.ts';
import { mediaUid } from '#main/core/catalog/media-uid.ts';
import { budgetRow, ratioRow, type BenchRow } from './bench-row.ts';
import { benchCore, type BenchCore } from './import-core.ts';

const titles = 300_000;

export async function exportRows(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mediary-bench-export-'));
  const core = await benchCore(folder);
  try {
    const sqlite = new Database(join(folder, 'mediary.sqlite3'), { timeout: 10_000 });
    fill(sqlite);
    const rows = await measure(core, sqlite, folder);
    sqlite.close();
    return rows;
  } finally {
    await core.core.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(core: BenchCore, sqlite: Database.Database, folder: string): Promise<BenchRow[]> {
  const work = `${titles} titles, as many reviews with texts`;
  const out = mkdtempSync(join(tmpdir(), 'mediary-bench-out-'));
  try {
    const csvFloor = tablesFloor(sqlite, join(out, 'floor.csv'));
    const copyFloor = backupFloor(sqlite, join(out, 'floor.sqlite3'));
    const folderSeconds = await exportTo(core, join(out, 'tables'), 'csv');
    const documentSeconds = await exportTo(core, join(out, 'all.json'), 'json');
    const delay = await delayDuring(async () => await exportTo(core, join(out, 'all.zip'), 'csv'));
    const backupSeconds = await seconds(core, async () => await core.client.call('backups.create', {}));
    return [
      ratioRow({ name: 'Export of tables', work, ours: folderSeconds, floor: csvFloor, unit: 's' }, 2),
      ratioRow({ name: 'Export of a document', work, ours: documentSeconds, floor: csvFloor, unit: 's' }, 2),
      budgetRow(
        {
          name: 'UI during an export: event loop',
          work: `p99 of the main thread's delay while a ZIP is written; ${work}`,
          ours: delay,
          unit: 'ms',
        },
        16,
      ),
      ratioRow(
        { name: 'Backup', work: `${work}; checked`, ours: backupSeconds, floor: copyFloor, unit: 's' },
        1.5,
      ),
    ];
  } finally {
    rmSync(out, { recursive: true, force: true });
    rmSync(join(folder, 'backups'), { recursive: true, force: true });
  }
}

function fill(sqlite: Database.Database): void {
  const time = '2026-01-01T00:00:00.000Z';
  const media = sqlite.prepare(
    `INSERT INTO media (uid, kind, title, title_key, sort_key, year, creator, runtime, created_at, updated_at)
     VALUES (?, 'movie', ?, ?, ?, ?, ?, 100, ?, ?)`,
  );
  const review = sqlite.prepare(
    'INSERT INTO reviews (user_id, media_id, rating, body, created_at, updated_at) VALUES (1, ?, ?, ?, ?, ?)',
  );
  const body = 'Rooms and silences, and how little is said in them.\nNobody explains; "a door stays open".';
  sqlite.transaction(() => {
    for (let at = 0; at < titles; at++) {
      const title = `A film of the number ${at}`;
      const key = normaliseTitle(title);
      const year = 1930 + (at % 95);
      const uid = mediaUid({ kind: 'movie', title, year, disambiguator: '' });
      const { lastInsertRowid } = media.run(uid, title, key, key, year, `Director ${at % 5000}`, time, time);
      review.run(lastInsertRowid, 10 + (at % 91), body, time, time);
    }
  })();
}

async function exportTo(core: BenchCore, path: string, format: ExportFormat): Promise<number> {
  const { token } = core.core.targets.grant(path, { overwrite: true });
  return await seconds(
    core,
    async () => await core.client.call('exports.start', { token, options: { format } }),
  );
}

/** The 99th percentile, in milliseconds. */
async function delayDuring(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  delay.disable();
  return delay.percentile(99) / 1e6;
}

/** From the call to the job's end. */
async function seconds({ client }: BenchCore, start: () => Promise<{ jobId: string }>): Promise<number> {
  const began = performance.now();
  const started = await start();
  for (;;) {
    const { state, error } = await client.call('jobs.get', started);
    if (state === 'done') return (performance.now() - began) / 1000;
    if (state !== 'running') throw new Error(JSON.stringify(error));
    await sleep(10);
  }
}

/** The same cells by plain SELECTs and PapaParse, in pieces, one thread. */
function tablesFloor(sqlite: Database.Database, path: string): number {
  const began = performance.now();
  const handle = openSync(path, 'w');
  for (const select of [
    'SELECT lower(hex(uid)), kind, title, year, creator, disambiguator, runtime, description, created_at FROM media',
    `SELECT lower(hex(uid)), kind, title, year, creator, rating / 10.0, body, spoiler, reviews.created_at, reviews.updated_at
     FROM reviews JOIN media ON media.id = media_id WHERE user_id = 1`,
  ]) {
    let piece: unknown[][] = [];
    for (const row of sqlite.prepare<[], unknown[]>(select).raw().iterate()) {
      piece.push(row);
      if (piece.length < 500) continue;
      writeSync(handle, `${Papa.unparse(piece)}\r\n`);
      piece = [];
    }
    if (piece.length > 0) writeSync(handle, `${Papa.unparse(piece)}\r\n`);
  }
  fsyncSync(handle);
  closeSync(handle);
  return (performance.now() - began) / 1000;
}

function backupFloor(sqlite: Database.Database, path: string): number {
  const began = performance.now();
  sqlite.prepare('VACUUM INTO ?').run(path);
  const copy = new Database(path, { readonly: true });
  copy.pragma('integrity_check');
  copy.close();
  return (performance.now() - began) / 1000;
}

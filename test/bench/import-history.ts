// A listening history of 120,000 rows: its plan, its import and its undo, each beside its floor in the same run.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import Papa from 'papaparse';
import { openSqlite } from '#main/core/db/open.ts';
import { rowOf, unrated } from '#main/core/search/index-text.ts';
import { migrations } from '#migrations/index.ts';
import { ratioRow, type BenchRow } from './bench-row.ts';
import { benchCore, importFile, planFile, undoImport } from './import-core.ts';
import { seeded } from './import-files.ts';

/** A plan decides and keeps every row, an import reads the service's file into entries first. */
const most = { plan: 3, import: 3, undo: 2 } as const;

export async function historyRows(rows = 120_000): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mediary-bench-history-'));
  try {
    const file = join(folder, 'scrobbles.csv');
    writeHistory(file, rows);
    const dataFolder = join(folder, 'data');
    await (await benchCore(dataFolder)).core.close();
    const floorFile = join(folder, 'floor.sqlite3');
    copyFileSync(join(dataFolder, 'mediary.sqlite3'), floorFile);
    const floorDb = openSqlite(floorFile, migrations.length, { synchronous: 'NORMAL' });
    const floor = historyFloor(floorDb, file);
    floorDb.close();

    const bench = await benchCore(dataFolder);
    const { wall: planned, jobId } = await planFile(bench, file);
    await bench.client.call('imports.dropPlan', { jobId });
    const { wall, outcomes, id } = await importFile(bench, file);
    if (outcomes.inserted !== rows) throw new Error(`not every row came in: ${JSON.stringify(outcomes)}`);
    const undone = await undoImport(bench, id);
    await bench.core.close();
    const work = `${rows} scrobbles`;
    return [
      ratioRow(
        { name: 'plan, Last.fm', work: `${work}; floor: parse, look each title up`, ours: planned, floor: floor.plan, unit: 's' },
        most.plan,
      ),
      ratioRow(
        { name: 'import, Last.fm', work: `${work}; floor: parse, insert titles and plays`, ours: wall, floor: floor.import, unit: 's' },
        most.import,
      ),
      ratioRow(
        { name: 'undo, Last.fm', work: `${work}; floor: delete the same rows`, ours: undone, floor: floor.undo, unit: 's' },
        most.undo,
      ),
    ]; // prettier-ignore
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As exporters write it: newest first, a few thousand songs of which some are heard again and again. */
export function writeHistory(path: string, rows: number): void {
  const random = seeded(11);
  const lines = ['uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid'];
  for (let row = 0; row < rows; row++) {
    const song = Math.floor(9000 * random() ** 2.5);
    const uts = 1_700_000_000 - row * 211;
    lines.push(`"${uts}","","Artist ${song % 700}","","Album ${song % 1500}","","Song number ${song}",""`);
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
}

/** One thread, one transaction each, no checks: seconds to look every row up, to insert it all, to delete it. */
function historyFloor(
  sqlite: Database.Database,
  path: string,
): { plan: number; import: number; undo: number } {
  const time = new Date().toISOString();
  const find = sqlite
    .prepare<[string], number>(`SELECT id FROM media WHERE title_key = ? AND kind = 'song'`)
    .pluck();
  const media = sqlite.prepare(
    `INSERT INTO media (uid, kind, title, title_key, sort_key, disambiguator, creator, added_by, created_at, updated_at)
     VALUES (randomblob(16), 'song', ?, ?, ?, ?, ?, 1, ?, ?)`,
  );
  const search = sqlite.prepare('INSERT INTO media_search (rowid, words) VALUES (?, ?)');
  const play = sqlite.prepare(
    `INSERT INTO plays (uid, user_id, media_id, played_on, played_at, created_at, updated_at)
     VALUES (randomblob(16), 1, ?, ?, ?, ?, ?)`,
  );
  const timed = (work: () => void) => {
    const began = performance.now();
    sqlite.exec('BEGIN IMMEDIATE');
    work();
    sqlite.exec('COMMIT');
    return (performance.now() - began) / 1000;
  };
  const rows = (row: (cells: string[]) => void) => {
    const { data } = Papa.parse<string[]>(readFileSync(path, 'utf8'), { skipEmptyLines: true });
    for (const cells of data.slice(1)) row(cells);
  };
  const plan = timed(() => rows(([, , , , , , track = '']) => find.get(track.toLowerCase())));
  const ids = new Map<string, number>();
  const insert = timed(() =>
    rows(([uts, , artist = '', , , , track = '']) => {
      const [key, name] = [track.toLowerCase(), artist.toLowerCase()];
      let id = ids.get(`${key} ${name}`);
      if (id === undefined) {
        id = Number(media.run(track, key, key, name, artist, time, time).lastInsertRowid);
        search.run(rowOf(id, unrated), `${key} ${name} s`);
        ids.set(`${key} ${name}`, id);
      }
      const at = new Date(Number(uts) * 1000).toISOString();
      play.run(id, at.slice(0, 10), at, time, time);
    }),
  );
  const undo = timed(() => {
    sqlite.exec('DELETE FROM plays; DELETE FROM media_search; DELETE FROM media');
  });
  return { plan, import: insert, undo };
}

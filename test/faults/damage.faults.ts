// Files that are damaged: bits flipped, pages zeroed, swapped and put back as they were before, files cut short. Whatever is
// wrong with what people wrote is found by a check, or is no harm; it is never shown as if it were right.
import type Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '#shared/api/client.ts';
import { runCheck } from '#main/core/check/run-check.ts';
import { sealRows } from '#main/core/check/seals.ts';
import { openSqlite } from '#main/core/db/open.ts';
import { migrations } from '#migrations/index.ts';
import { roomyFolder } from './disk.ts';
import { keepFigures } from './figures.ts';
import { addTitle, openCore, password } from './flows.ts';
import { randomOf } from './images.ts';
import { database } from './judge.ts';

const page = 4096;
const seed = 20_261_121;

/** What people wrote. */
const written = [
  'users', 'media', 'genres', 'media_genres', 'external_ids', 'reviews', 'plays', 'lists', 'list_items', 'favorites',
  'watchlist',
]; // prettier-ignore

type Verdict = 'detected' | 'harmless' | 'silent';

let folder = '';
let sound = Buffer.alloc(0);
let soundContent = '';
const figures: Record<string, Record<Verdict, number>> = {};

beforeAll(async () => {
  folder = roomyFolder();
  const home = join(folder, 'home');
  mkdirSync(home);
  const core = await openCore(home);
  const client = createClient(core.connect('window'));
  await client.call('profiles.register', { name: 'Ada', email: 'ada@example.org', password });
  for (let index = 0; index < 150; index++) {
    const mediaId = await addTitle(client, `Film ${index}`);
    const body = `Number ${index}. ${'It holds up, again and again. '.repeat(12)}`;
    await client.call('reviews.save', { mediaId, rating: (10 + (index % 90)) as never, body });
    if (index % 3 === 0) await client.call('favorites.set', { mediaId, on: true });
    if (index % 2 === 0)
      await client.call('diary.log', { mediaId, playedOn: '2019-05-01' as never, note: body });
  }
  await core.settled();
  await core.close();
  const sqlite = openSqlite(join(home, database), migrations.length);
  sealRows(sqlite);
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  soundContent = contentOf(sqlite);
  sqlite.close();
  sound = readFileSync(join(home, database));
}, 120_000);

afterAll(() => {
  keepFigures('damage', figures);
  rmSync(folder, { recursive: true, force: true });
});

function contentOf(sqlite: Database.Database): string {
  const hash = createHash('sha1');
  for (const table of written) hash.update(serialize(sqlite.prepare(`SELECT * FROM ${table}`).raw().all()));
  return hash.digest('hex');
}

function judge(bytes: Buffer): Verdict {
  const file = join(folder, database);
  for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
  writeFileSync(file, bytes);
  let sqlite: Database.Database | undefined;
  try {
    sqlite = openSqlite(file, migrations.length);
    const place = { dataFolder: folder, databaseFile: file, mend: false };
    const context = { stop: new Int32Array(1), progress: () => undefined, assertWanted: () => undefined };
    if (runCheck(sqlite, place, context).some(({ state }) => state === 'wrong')) return 'detected';
    return contentOf(sqlite) === soundContent ? 'harmless' : 'silent';
  } catch {
    // Refused in words, or SQLite itself stumbles over it.
    return 'detected';
  } finally {
    sqlite?.close();
  }
}

function tally(
  name: string,
  runs: number,
  spoil: (bytes: Buffer, random: () => number, run: number) => void,
) {
  const sums = { detected: 0, harmless: 0, silent: 0 };
  for (let run = 0; run < runs; run++) {
    const bytes = Buffer.from(sound);
    spoil(bytes, randomOf(seed + run), run);
    sums[judge(bytes)]++;
  }
  figures[name] = sums;
  return sums;
}

const anyOf = (random: () => number, count: number) => Math.floor(random() * count);
const pages = () => sound.length / page;

describe('damage to the file', () => {
  it('of one bit, a thousand times: none is wrong in silence', { timeout: 300_000 }, () => {
    const { silent, detected } = tally('bit flips', 1000, (bytes, random) => {
      const at = anyOf(random, bytes.length);
      bytes.writeUInt8((bytes[at] ?? 0) ^ (1 << anyOf(random, 8)), at);
    });
    expect(silent).toBe(0);
    expect(detected).toBeGreaterThan(200);
  });

  it('of a page that is all zeros, every one of them', { timeout: 300_000 }, () => {
    const { silent, detected } = tally('zeroed pages', Math.min(300, pages()), (bytes, _random, run) =>
      bytes.fill(0, run * page, (run + 1) * page),
    );
    expect(silent).toBe(0);
    expect(detected).toBeGreaterThan(50);
  });

  it('of two pages that changed places', { timeout: 300_000 }, () => {
    const { silent } = tally('swapped pages', 200, (bytes, random) => {
      const [one, other] = [anyOf(random, pages()) * page, anyOf(random, pages()) * page];
      const kept = Buffer.from(bytes.subarray(one, one + page));
      bytes.copy(bytes, one, other, other + page);
      kept.copy(bytes, other);
    });
    expect(silent).toBe(0);
  });

  it('of an end that is missing', { timeout: 300_000 }, () => {
    const sums = { detected: 0, harmless: 0, silent: 0 };
    for (let run = 0; run < 60; run++) {
      const length = anyOf(randomOf(seed + run), sound.length);
      sums[judge(sound.subarray(0, length))]++;
    }
    figures['cut short'] = sums;
    expect(sums.silent).toBe(0);
  });
});

describe('a row that damage changed', () => {
  it('comes back exactly as it was from the newest backup that has it', () => {
    const file = join(folder, database);
    mkdirSync(join(folder, 'backups'), { recursive: true });
    for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
    writeFileSync(join(folder, 'backups', 'mediary-2026-11-20T10-00-00.000Z-daily.mediary'), sound);
    const bytes = Buffer.from(sound);
    const at = bytes.indexOf('Number 77. ');
    expect(at).toBeGreaterThan(0);
    bytes.write('Nimber 77. ', at);
    writeFileSync(file, bytes);
    const sqlite = openSqlite(file, migrations.length);
    const place = { dataFolder: folder, databaseFile: file, mend: true };
    const context = { stop: new Int32Array(1), progress: () => undefined, assertWanted: () => undefined };
    expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
    const findings = runCheck(sqlite, place, context);
    expect(findings.find(({ check }) => check === 'seals')).toMatchObject({ state: 'mended', count: 1 });
    expect(contentOf(sqlite)).toBe(soundContent);
    sqlite.close();
  });
});

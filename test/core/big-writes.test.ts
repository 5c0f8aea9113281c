import Database from 'better-sqlite3';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBigWriters, createBigWrites } from '#main/core/db/big-writes.ts';

let folder: string;
let sqlite: Database.Database;
const file = () => join(folder, 'x.sqlite3');
const checkpoint = () => sqlite.pragma('wal_autocheckpoint', { simple: true });
const fileBytes = () => statSync(file()).size;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mediary-big-'));
  sqlite = new Database(file());
  sqlite.pragma('journal_mode = WAL');
  sqlite.exec('CREATE TABLE rows (text TEXT)');
});

afterEach(() => {
  sqlite.close();
  rmSync(folder, { recursive: true });
});

function write(pages: number): void {
  const insert = sqlite.prepare('INSERT INTO rows VALUES (?)');
  sqlite.transaction(() => {
    for (let page = 0; page < pages; page++) insert.run('x'.repeat(4096));
  })();
}

test('the file waits for the end of what is written, and has it all then', () => {
  const big = createBigWrites(sqlite, file());
  big.begin();
  write(3000);
  expect(fileBytes()).toBeLessThan(100_000);
  big.flush();
  big.flushSoon();
  big.end();
  expect(fileBytes()).toBeGreaterThan(3000 * 4096);
  big.close();
  expect(checkpoint()).toBe(1000);
});

test('windows leave checkpoints to the writers until the last of them has ended', () => {
  const writers = createBigWriters(sqlite);
  expect([writers.any(), checkpoint()]).toEqual([false, 1000]);
  const [endOne, endOther] = [writers.enter(), writers.enter()];
  expect([writers.any(), checkpoint()]).toEqual([true, 0]);
  endOne();
  endOne();
  expect([writers.any(), checkpoint()]).toEqual([true, 0]);
  endOther();
  expect([writers.any(), checkpoint()]).toEqual([false, 1000]);
});

test('a writer that ends after the database was closed does no harm', () => {
  const end = createBigWriters(sqlite).enter();
  sqlite.close();
  expect(end).not.toThrow();
});

// 0005: the index is built anew by the app, and nothing else of a library changes.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrations } from '#migrations/index.ts';
import { createDb } from '#main/core/db/db.ts';
import { migrate } from '#main/core/db/migrate.ts';
import { openSqlite } from '#main/core/db/open.ts';
import { findSearchFaults } from '#main/core/catalog/search-entries.ts';
import { createSearchUpkeep } from '#main/core/search/upkeep.ts';
import { scratchFolder } from '../support/core.ts';
import { stepwise } from './stepwise.ts';

test('0005 keeps the titles and asks for a new index, which then holds them', async () => {
  const { sqlite, db, position, to } = stepwise('0005-search');
  await to(position);
  sqlite.exec(
    `INSERT INTO media (uid, kind, title, title_key, sort_key, year, created_at, updated_at)
     VALUES (randomblob(16), 'movie', 'Heat', 'heat', 'heat', 1995, '', '')`,
  );
  await to(position + 1);
  expect(sqlite.prepare('SELECT title FROM media').pluck().all()).toEqual(['Heat']);
  const upkeep = createSearchUpkeep(sqlite);
  expect(upkeep.isDue()).toBe(true);
  expect(upkeep.run(() => true)).toBe(true);
  expect(upkeep.isDue()).toBe(false);
  expect(findSearchFaults(sqlite).faults).toEqual([]);
  await db.destroy();
});

test('0007 asks for a new index where there are titles, and for none where there are none', async () => {
  const folder = scratchFolder();
  const position = migrations.findIndex(({ name }) => name === '0007-search-prefixes');
  for (const titles of [0, 1]) {
    const sqlite = openSqlite(join(folder, `${titles}.sqlite3`), migrations.length);
    const db = createDb(sqlite);
    const to = (count: number) =>
      migrate({
        db,
        sqlite,
        migrations: migrations.slice(0, count),
        backupFolder: folder,
        now: () => new Date(),
      });
    await to(position);
    if (titles > 0)
      sqlite.exec(
        `INSERT INTO media (uid, kind, title, title_key, sort_key, year, created_at, updated_at)
         VALUES (randomblob(16), 'movie', 'Heat', 'heat', 'heat', 1995, '', '')`,
      );
    createSearchUpkeep(sqlite).run(() => true);
    await to(position + 1);
    const upkeep = createSearchUpkeep(sqlite);
    expect(upkeep.isDue()).toBe(titles > 0);
    upkeep.run(() => true);
    expect(findSearchFaults(sqlite)).toEqual({ looked: titles, faults: [] });
    await db.destroy();
  }
});

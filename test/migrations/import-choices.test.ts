// 0002: decisions of before are decisions for a title; the new tables hold what they should and nothing else.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrations } from '#migrations/index.ts';
import { createDb } from '#main/core/db/db.ts';
import { migrate } from '#main/core/db/migrate.ts';
import { openSqlite } from '#main/core/db/open.ts';
import { scratchFolder } from '../support/core.ts';

const at = '2026-01-01T00:00:00.000Z';

test('0002 keeps the decisions, each for its title', async () => {
  const folder = scratchFolder();
  const sqlite = openSqlite(join(folder, 'a.sqlite3'), migrations.length);
  const db = createDb(sqlite);
  const to = async (version: number) =>
    await migrate({
      db,
      sqlite,
      migrations: migrations.slice(0, version),
      backupFolder: join(folder, 'backups'),
      now: () => new Date(),
    });
  const position = migrations.findIndex(({ name }) => name === '0002-import-choices');
  await to(position);
  sqlite.exec(`
    INSERT INTO users (id, uid, name, role, hue, created_at, updated_at) VALUES (1, zeroblob(16), 'Ada', 'member', 0, '${at}', '${at}');
    INSERT INTO media (id, uid, kind, title, title_key, sort_key, created_at, updated_at)
      VALUES (7, randomblob(16), 'movie', 'Heat', 'heat', 'heat', '${at}', '${at}');
    INSERT INTO import_decisions VALUES (1, 'letterboxd', 'heat', 7, '${at}');
  `);
  await to(position + 1);
  expect(sqlite.prepare('SELECT * FROM import_decisions').all()).toEqual([
    { user_id: 1, source: 'letterboxd', key: 'heat', action: 'title', media_id: 7, decided_at: at },
  ]);
  const add = sqlite.prepare('INSERT INTO import_decisions VALUES (1, ?, ?, ?, ?, ?)');
  add.run('letterboxd', 'skipped', 'skip', null, at);
  expect(() => add.run('letterboxd', 'no title', 'title', null, at)).toThrow(/CHECK/);
  expect(() => add.run('letterboxd', 'other', 'guess', 7, at)).toThrow(/CHECK/);
  sqlite.exec('DELETE FROM media WHERE id = 7');
  expect(sqlite.prepare('SELECT key FROM import_decisions').pluck().all()).toEqual(['skipped']);
  await db.destroy();
});

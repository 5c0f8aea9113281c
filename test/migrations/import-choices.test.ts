// 0002: decisions of before are decisions for a title; the new tables hold what they should and nothing else.
import { expect, test } from 'vitest';
import { stepwise } from './stepwise.ts';

const at = '2026-01-01T00:00:00.000Z';

test('0002 keeps the decisions, each for its title', async () => {
  const { sqlite, db, position, to } = stepwise('0002-import-choices');
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

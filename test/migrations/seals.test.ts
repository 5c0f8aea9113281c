// 0008: nothing of a library changes; and every write of a sealed row, by whatever way, takes its seal away.
import { expect, test } from 'vitest';
import { migrations } from '#migrations/index.ts';
import { checkSeals, sealRows } from '#main/core/check/seals.ts';
import { stepwise } from './stepwise.ts';

test('0008 leaves rows as they are; sealing takes them all, and a write takes its row’s seal away', async () => {
  const { folder, sqlite, db, position, to } = stepwise('0008-seals');
  await to(position);
  sqlite.exec(`
    INSERT INTO users (uid, name, role, hue, created_at, updated_at) VALUES (randomblob(16), 'Ada', 'admin', 1, '', '');
    INSERT INTO media (uid, kind, title, title_key, sort_key, created_at, updated_at)
      VALUES (randomblob(16), 'movie', 'Heat', 'heat', 'heat', '', ''), (randomblob(16), 'movie', 'Ran', 'ran', 'ran', '', '');
    INSERT INTO reviews (user_id, media_id, rating, created_at, updated_at) VALUES (1, 1, 80, '', ''), (1, 2, 90, '', '');
    INSERT INTO favorites (user_id, media_id, created_at, updated_at) VALUES (1, 1, '', '');
    INSERT INTO external_ids (source, value, media_id) VALUES ('tmdb', 'tv/1396', 1);`);
  await to(migrations.length);
  expect(sqlite.prepare('SELECT title FROM media ORDER BY id').pluck().all()).toEqual(['Heat', 'Ran']);

  const seals = () => sqlite.prepare('SELECT kind, key FROM seals ORDER BY kind, key').raw().all();
  const broken = () => checkSeals(sqlite, { dataFolder: folder }).wrong;
  expect(sealRows(sqlite)).toBe(7);
  expect(sealRows(sqlite)).toBe(0);
  expect(broken()).toBe(0);
  const all = seals();
  expect(all).toContainEqual([11, 'tmdb/tv/1396']);

  // Totals follow from reviews and are no write of the title.
  sqlite.exec('UPDATE media SET rating_count = 1, rating_sum = 80, weighted_rating = 6.8 WHERE id = 1');
  expect(seals()).toEqual(all);
  sqlite.exec(`UPDATE reviews SET body = 'x' WHERE id = 1; UPDATE media SET title = 'Heat 2' WHERE id = 1`);
  sqlite.exec(`UPDATE favorites SET deleted_at = 'now'; DELETE FROM external_ids`);
  expect(seals()).toHaveLength(3);
  expect(broken()).toBe(0);
  // What goes with its parent goes with its seal.
  sqlite.exec('PRAGMA foreign_keys = ON; DELETE FROM media WHERE id = 2');
  expect(seals()).toEqual([[1, 1]]);
  expect(broken()).toBe(0);
  await db.destroy();
});

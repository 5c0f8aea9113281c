// 0003: merges and what they changed; they go with their titles, and stay without who merged.
import { expect, test } from 'vitest';
import { stepwise } from './stepwise.ts';

const at = '2026-01-01T00:00:00.000Z';

test('0003 leaves the titles as they are, and ties merges to them', async () => {
  const { sqlite, db, position, to } = stepwise('0003-title-merges');
  await to(position);
  sqlite.exec(`
    INSERT INTO users (id, uid, name, role, hue, created_at, updated_at) VALUES (1, zeroblob(16), 'Ada', 'member', 0, '${at}', '${at}');
    INSERT INTO media (id, uid, kind, title, title_key, sort_key, created_at, updated_at) VALUES
      (7, randomblob(16), 'movie', 'Heat', 'heat', 'heat', '${at}', '${at}'), (8, randomblob(16), 'movie', 'Heat', 'heat', 'heat', '${at}', '${at}');
  `);
  await to(position + 1);
  expect(sqlite.prepare('SELECT id FROM media ORDER BY id').pluck().all()).toEqual([7, 8]);
  const merge = sqlite.prepare(
    'INSERT INTO title_merges (keep_id, drop_id, merged_by, merged_at) VALUES (?, ?, 1, ?)',
  );
  expect(() => merge.run(7, 7, at)).toThrow(/CHECK/);
  merge.run(7, 8, at);
  sqlite.exec(`INSERT INTO title_merge_changes VALUES (1, 1, 'reviews', '{}', '{}', NULL)`);
  sqlite.exec('DELETE FROM users');
  expect(sqlite.prepare('SELECT merged_by FROM title_merges').pluck().all()).toEqual([null]);
  sqlite.exec('DELETE FROM media WHERE id = 8');
  expect(sqlite.prepare('SELECT count(*) FROM title_merge_changes').pluck().get()).toBe(0);
  await db.destroy();
});

// 0009: what refers to a person is found without reading whole tables, and nothing but the indexes changes.
import { expect, test } from 'vitest';
import { stepwise } from './stepwise.ts';

test('0009 leaves every row as it is, and reads no whole table for what a person added or lists', async () => {
  const { sqlite, db, position, to } = stepwise('0009-user-references');
  await to(position);
  sqlite.exec(`
    INSERT INTO users (id, uid, name, role, hue, created_at, updated_at) VALUES (1, randomblob(16), 'Ada', 'admin', 0, '', '');
    INSERT INTO media (id, uid, kind, title, title_key, sort_key, added_by, created_at, updated_at) VALUES (1, randomblob(16), 'movie', 'Heat', 'heat', 'heat', 1, '', '');
    INSERT INTO lists (id, uid, user_id, name, created_at, updated_at) VALUES (1, randomblob(16), 1, 'Best', '', '')`);
  const rows = () =>
    ['users', 'media', 'lists'].map((table) => sqlite.prepare(`SELECT * FROM ${table}`).all());
  const plan = (query: string) =>
    sqlite
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${query}`)
      .all()
      .map(({ detail }) => detail)
      .join('; ');
  const before = rows();
  const added = 'SELECT id FROM media WHERE added_by = 1';
  const listed = 'SELECT name FROM lists WHERE user_id = 1 ORDER BY name';
  expect(plan(added)).toBe('SCAN media');
  expect(plan(listed)).toContain('TEMP B-TREE');
  await to(position + 1);
  expect(rows()).toEqual(before);
  expect(plan(added)).toContain('INDEX media_added_by');
  expect(plan(listed)).toMatch(/^SEARCH lists USING COVERING INDEX lists_user \(user_id=\?\)$/);
  await db.destroy();
});

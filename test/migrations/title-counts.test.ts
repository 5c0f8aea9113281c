// 0006: titles are counted as they are, and every later write keeps the figures.
import { expect, test } from 'vitest';
import { stepwise } from './stepwise.ts';

test('0006 counts the titles that are there, and keeps count of adding, editing, deleting and erasing', async () => {
  const { sqlite, db, position, to } = stepwise('0006-title-counts');
  const add = (title: string, kind: string, deleted: string | null = null) =>
    sqlite
      .prepare(
        `INSERT INTO media (uid, kind, title, title_key, sort_key, created_at, updated_at, deleted_at) VALUES (randomblob(16), ?, ?, '', '', '', '', ?)`,
      )
      .run(kind, title, deleted);
  const counts = () => sqlite.prepare('SELECT kind, titles FROM title_counts ORDER BY kind').raw().all();
  await to(position);
  add('Heat', 'movie');
  add('Thief', 'movie', '2026-01-01');
  add('Heat Wave', 'song');
  await to(position + 1);
  expect(counts()).toEqual([['movie', 1], ['song', 1], ['web_show', 0]]); // prettier-ignore
  expect(sqlite.prepare('SELECT title FROM media').pluck().all()).toEqual(['Heat', 'Thief', 'Heat Wave']);
  add('Dark', 'web_show');
  add('Ran', 'movie', '2026-01-01');
  expect(counts()).toEqual([['movie', 1], ['song', 1], ['web_show', 1]]); // prettier-ignore
  sqlite.exec(`UPDATE media SET deleted_at = NULL WHERE title IN ('Thief', 'Ran')`);
  sqlite.exec(`UPDATE media SET kind = 'web_show', title = 'Heat, the show' WHERE title = 'Heat'`);
  sqlite.exec(`UPDATE media SET kind = 'movie', deleted_at = '2026-01-02' WHERE title = 'Dark'`);
  expect(counts()).toEqual([['movie', 2], ['song', 1], ['web_show', 1]]); // prettier-ignore
  sqlite.exec(`DELETE FROM media WHERE title IN ('Ran', 'Dark', 'Heat Wave')`);
  sqlite.exec('BEGIN');
  add('Undone', 'song');
  sqlite.exec('ROLLBACK');
  expect(counts()).toEqual([['movie', 1], ['song', 0], ['web_show', 1]]); // prettier-ignore
  await db.destroy();
});

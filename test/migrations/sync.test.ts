// 0010: nothing of a database changes by it, and nothing is marked until a profile is linked.
import { expect, test } from 'vitest';
import { stepwise } from './stepwise.ts';

test('0010 leaves every row as it is, marks nothing without a link, and then what is written', async () => {
  const { sqlite, db, position, to } = stepwise('0010-sync');
  await to(position);
  sqlite.exec(`
    INSERT INTO users (id, uid, name, role, hue, created_at, updated_at) VALUES (1, randomblob(16), 'Ada', 'admin', 0, '', ''), (2, randomblob(16), 'Bob', 'member', 0, '', '');
    INSERT INTO media (id, uid, kind, title, title_key, sort_key, created_at, updated_at) VALUES (1, randomblob(16), 'movie', 'Heat', 'heat', 'heat', '', '');
    INSERT INTO reviews (user_id, media_id, rating, created_at, updated_at) VALUES (1, 1, 80, '', ''), (2, 1, 50, '', '');
    INSERT INTO lists (id, uid, user_id, name, created_at, updated_at) VALUES (1, randomblob(16), 1, 'Best', '', '');
    INSERT INTO list_items (list_id, media_id, position, created_at, updated_at) VALUES (1, 1, 'a0', '', '')`);
  const rows = () =>
    ['users', 'media', 'reviews', 'lists', 'list_items'].map((table) =>
      sqlite.prepare(`SELECT * FROM ${table}`).all(),
    );
  const before = rows();
  await to(position + 1);
  expect(rows()).toEqual(before);

  const marks = () => sqlite.prepare('SELECT user_id, coll, id, sub, fields FROM sync_marks').raw().all();
  const gone = () => sqlite.prepare('SELECT user_id, coll, hex(key) FROM sync_gone').raw().all();
  const uid = (table: string) =>
    sqlite.prepare<[], string>(`SELECT hex(uid) FROM ${table} WHERE id = 1`).pluck().get();
  sqlite.exec('UPDATE reviews SET rating = 70; DELETE FROM list_items');
  expect([marks(), gone()]).toEqual([[], []]);
  sqlite.exec(`INSERT INTO sync_accounts (user_id, server, account_uid, account_name, account_email, device_id, linked_at)
    VALUES (1, 's', 'a', 'Ada', 'e', 'd', '')`);
  sqlite.exec(
    `UPDATE reviews SET rating = 60, body = 'Cold.'; UPDATE reviews SET body = 'Cold.', updated_at = 'now'`,
  );
  expect(marks()).toEqual([[1, 2, 1, 0, 6]]);
  sqlite.exec(
    `INSERT INTO list_items (list_id, media_id, position, created_at, updated_at) VALUES (1, 1, 'a0', '', '')`,
  );
  expect(marks()).toContainEqual([1, 8, 1, 1, 65_535]);
  const [list, media] = [uid('lists'), uid('media')];
  sqlite.exec('DELETE FROM lists');
  expect(gone()).toEqual([
    [1, 7, list],
    [1, 8, `${list}${media}`],
  ]);
  await db.destroy();
});

test('0012 notes no file for links that are there, and keeps their clocks', async () => {
  const { sqlite, db, position, to } = stepwise('0012-sync-home');
  await to(position);
  sqlite.exec(`
    INSERT INTO users (id, uid, name, role, hue, created_at, updated_at) VALUES (1, randomblob(16), 'Ada', 'admin', 0, '', '');
    INSERT INTO sync_clocks (user_id, node, last, heard) VALUES (1, '0123456789abcdef', zeroblob(16), zeroblob(16))`);
  const before = sqlite.prepare('SELECT * FROM sync_clocks').get();
  await to(position + 1);
  expect(sqlite.prepare('SELECT * FROM sync_clocks').get()).toEqual({ ...(before as object), home: null });
  await db.destroy();
});

test('0013 marks what two merged titles both held, and nothing without a link', async () => {
  const { sqlite, db, position, to } = stepwise('0013-sync-merges');
  await to(position);
  sqlite.exec(`
    INSERT INTO users (id, uid, name, role, hue, created_at, updated_at) VALUES (1, randomblob(16), 'Ada', 'admin', 0, '', ''), (2, randomblob(16), 'Bob', 'member', 0, '', '');
    INSERT INTO media (id, uid, kind, title, title_key, sort_key, created_at, updated_at) VALUES (1, randomblob(16), 'movie', 'Seven', 'seven', 'seven', '', ''), (2, randomblob(16), 'movie', 'Se7en', 'se7en', 'se7en', '', '');
    INSERT INTO reviews (id, user_id, media_id, rating, created_at, updated_at) VALUES (1, 1, 1, 80, '', ''), (2, 1, 2, 50, '', ''), (3, 2, 1, 50, '', ''), (4, 2, 2, 50, '', '');
    INSERT INTO favorites (user_id, media_id, created_at, updated_at) VALUES (1, 1, '', ''), (1, 2, '', '');
    INSERT INTO watchlist (user_id, media_id, created_at, updated_at) VALUES (1, 1, '', '');
    INSERT INTO lists (id, uid, user_id, name, created_at, updated_at) VALUES (1, randomblob(16), 1, 'Best', '', '');
    INSERT INTO list_items (list_id, media_id, position, created_at, updated_at) VALUES (1, 1, 'a0', '', ''), (1, 2, 'a1', '', '')`);
  await to(position + 1);
  const marks = () => sqlite.prepare('SELECT user_id, coll, id, sub, fields FROM sync_marks').raw().all();
  const merge = `INSERT INTO title_merges (keep_id, drop_id, merged_at) VALUES (1, 2, '')`;
  sqlite.exec(merge);
  expect(marks()).toEqual([]);
  sqlite.exec(`INSERT INTO sync_accounts (user_id, server, account_uid, account_name, account_email, device_id, linked_at)
    VALUES (1, 's', 'a', 'Ada', 'e', 'd', '')`);
  sqlite.exec(merge);
  expect(marks()).toEqual([
    [1, 2, 1, 0, 1],
    [1, 4, 1, 0, 1],
    [1, 8, 1, 1, 1],
  ]);
  await db.destroy();
});

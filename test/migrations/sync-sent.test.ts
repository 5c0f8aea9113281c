// 0014: what is noted of a deleted play says its row; everything else stays.
import { expect, test } from 'vitest';
import { stepwise } from './stepwise.ts';

test('0014 keeps what waits and notes the number of a play that is deleted', async () => {
  const { sqlite, db, position, to } = stepwise('0014-sync-sent');
  await to(position);
  sqlite.exec(`
    INSERT INTO users (id, uid, name, role, hue, created_at, updated_at) VALUES (1, randomblob(16), 'Ada', 'admin', 0, '', ''), (2, randomblob(16), 'Bob', 'member', 0, '', '');
    INSERT INTO media (id, uid, kind, title, title_key, sort_key, created_at, updated_at) VALUES (1, randomblob(16), 'movie', 'Heat', 'heat', 'heat', '', '');
    INSERT INTO plays (id, uid, user_id, media_id, created_at, updated_at) VALUES (5, x'05050505050505050505050505050505', 1, 1, '', ''), (6, randomblob(16), 2, 1, '', '');
    INSERT INTO sync_accounts (user_id, server, account_uid, account_name, account_email, device_id, linked_at)
      VALUES (1, 's', 'a', 'Ada', 'e', 'd', '');
    INSERT INTO sync_gone (user_id, coll, key) VALUES (1, 2, x'02')`);
  const plays = () => sqlite.prepare('SELECT * FROM plays').all();
  const before = plays();
  await to(position + 1);
  expect(plays()).toEqual(before);
  sqlite.exec('DELETE FROM plays');
  expect(sqlite.prepare('SELECT user_id, coll, hex(key), id FROM sync_gone').raw().all()).toEqual([
    [1, 2, '02', null],
    [1, 3, '05'.repeat(16), 5],
  ]);
  await db.destroy();
});

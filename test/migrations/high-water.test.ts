// 0011: a library from before has a mark that nothing was ever above, and keeps everything else.
import { expect, test } from 'vitest';
import { migrations } from '#migrations/index.ts';
import { stepwise } from './stepwise.ts';

test('0011 begins below every mark and leaves the rest as it is', async () => {
  const { sqlite, db, position, to } = stepwise('0011-high-water');
  await to(position);
  sqlite.exec(
    `INSERT INTO users (uid, name, role, hue, created_at, updated_at) VALUES (randomblob(16), 'Ada', 'admin', 1, '', '')`,
  );
  const before = sqlite.prepare('SELECT * FROM users').raw().all();
  await to(migrations.length);
  expect(sqlite.prepare('SELECT * FROM high_water').raw().all()).toEqual([[1, 0, '']]);
  expect(sqlite.prepare('SELECT * FROM users').raw().all()).toEqual(before);
  expect(() => sqlite.exec(`INSERT INTO high_water VALUES (2, 1, '')`)).toThrow(/CHECK/);
  await db.destroy();
});

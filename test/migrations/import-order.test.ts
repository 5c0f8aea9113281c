// 0004: the changes of all imports come into one order, each import's own kept.
import { expect, test } from 'vitest';
import { stepwise } from './stepwise.ts';

const at = '2026-01-01T00:00:00.000Z';

test('import-order numbers the changes of all imports one after another', async () => {
  const { sqlite, db, position, to } = stepwise('0004-import-order');
  await to(position);
  sqlite.exec(
    `INSERT INTO users (id, uid, name, role, hue, created_at, updated_at) VALUES (1, zeroblob(16), 'Ada', 'member', 0, '${at}', '${at}')`,
  );
  const add = sqlite.prepare(
    `INSERT INTO imports (id, user_id, source, file_name, file_size, options, status, started_at, heartbeat_at) VALUES (?, 1, 'x', 'x', 0, '{}', 'done', '${at}', '${at}')`,
  );
  const change = sqlite.prepare(`INSERT INTO import_changes VALUES (?, ?, 'media', ?, ?, NULL, '${at}')`);
  for (const [importId, changes] of [[1, 3], [2, 0], [4, 2], [9, 1]] as const) {
    add.run(importId);
    for (let seq = 1; seq <= changes; seq++) change.run(importId, seq, importId * 10 + seq, importId * 10 + seq);
  } // prettier-ignore
  await to(position + 1);
  const rows = sqlite.prepare('SELECT seq, first_id FROM import_changes ORDER BY import_id, seq').raw().all();
  expect(rows).toEqual([[1, 11], [2, 12], [3, 13], [4, 41], [5, 42], [6, 91]]); // prettier-ignore
  expect(sqlite.prepare('SELECT count(*) FROM play_origins').pluck().get()).toBe(0);
  await db.destroy();
});

// 0004: the changes of all imports come into one order, each import's own kept.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrations } from '#migrations/index.ts';
import { createDb } from '#main/core/db/db.ts';
import { migrate } from '#main/core/db/migrate.ts';
import { openSqlite } from '#main/core/db/open.ts';
import { scratchFolder } from '../support/core.ts';

const at = '2026-01-01T00:00:00.000Z';

test('import-order numbers the changes of all imports one after another', async () => {
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
  const position = migrations.findIndex(({ name }) => name.endsWith('import-order'));
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

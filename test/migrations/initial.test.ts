// What the migrator promises: fully old or fully new, a backup first, newer databases untouched.
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrations, type Migration } from '#migrations/index.ts';
import { createDb } from '#main/core/db/db.ts';
import { migrate } from '#main/core/db/migrate.ts';
import { openSqlite, userVersion } from '#main/core/db/open.ts';
import { scratchFolder } from '../support/core.ts';

const addsColumn: Migration = {
  name: 'next-adds-a-column',
  up: async (db) => void (await sql`ALTER TABLE genres ADD COLUMN colour TEXT`.execute(db)),
};
const breaksHalfWay: Migration = {
  name: 'next-breaks',
  up: async (db) => {
    await sql`ALTER TABLE genres ADD COLUMN colour TEXT`.execute(db);
    throw new Error('broke');
  },
};
const orphans: Migration = {
  name: 'next-orphans',
  up: async (db) =>
    void (await sql`INSERT INTO settings VALUES (99, 'theme', '"dark"', '2026-01-01T00:00:00.000Z')`.execute(
      db,
    )),
};

async function run(folder: string, list: readonly Migration[]) {
  const sqlite = openSqlite(join(folder, 'a.sqlite3'), list.length);
  const db = createDb(sqlite);
  try {
    const names = await migrate({
      db,
      sqlite,
      migrations: list,
      backupFolder: join(folder, 'backups'),
      now: () => new Date('2026-03-01T10:00:00Z'),
    });
    return {
      names,
      version: userVersion(sqlite),
      columns: sqlite.pragma('table_info(genres)') as { name: string }[],
    };
  } finally {
    await db.destroy();
  }
}

test('an empty file becomes the newest schema without a backup, and stays as it is the second time', async () => {
  const folder = scratchFolder();
  expect((await run(folder, migrations)).names).toEqual(migrations.map(({ name }) => name));
  expect((await run(folder, migrations)).names).toEqual([]);
  expect(readdirSync(folder)).not.toContain('backups');
});

test('an older database is backed up, checked, and then migrated', async () => {
  const folder = scratchFolder();
  await run(folder, migrations);
  const after = await run(folder, [...migrations, addsColumn]);
  expect(after).toMatchObject({ names: [addsColumn.name], version: migrations.length + 1 });
  const [backup, ...others] = readdirSync(join(folder, 'backups'));
  expect(others).toEqual([]);
  const copy = new Database(join(folder, 'backups', backup ?? ''), { readonly: true });
  expect(userVersion(copy)).toBe(migrations.length);
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
  copy.close();
});

test.each([breaksHalfWay, orphans])(
  'a migration that fails ($name) leaves the schema and the version as they were',
  async (bad) => {
    const folder = scratchFolder();
    await run(folder, migrations);
    await expect(run(folder, [...migrations, bad])).rejects.toThrow(/broke|references/);
    const after = await run(folder, migrations);
    expect(after.version).toBe(migrations.length);
    expect(after.columns.map((column) => column.name)).not.toContain('colour');
  },
);

test('a database from a newer version is refused, byte for byte untouched', async () => {
  const folder = scratchFolder();
  await run(folder, [...migrations, addsColumn]);
  const hash = () =>
    createHash('sha256')
      .update(readFileSync(join(folder, 'a.sqlite3')))
      .digest('hex');
  const before = hash();
  await expect(run(folder, migrations)).rejects.toMatchObject({
    code: 'storage',
    details: { reason: 'newer_version' },
  });
  expect(hash()).toBe(before);
});

test('the tables are strict, and what is deleted takes its dependants along or is refused', async () => {
  const folder = scratchFolder();
  await run(folder, migrations);
  const sqlite = openSqlite(join(folder, 'a.sqlite3'), migrations.length);
  const loose = sqlite
    .prepare(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
    )
    .pluck()
    .all();
  expect(loose).toEqual([]);
  // Every reference is its table's row number or has an index that starts with it: deleting a parent never scans a child.
  const unindexed = sqlite
    .prepare(
      `SELECT m.name || '.' || f."from" FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'
         AND NOT EXISTS (SELECT 1 FROM pragma_table_info(m.name) k WHERE k.name = f."from" AND k.pk = 1 AND k.type = 'INTEGER' AND k."notnull" = 0)
         AND NOT EXISTS (
         SELECT 1 FROM pragma_index_list(m.name) i, pragma_index_info(i.name) c WHERE i.partial = 0 AND c.seqno = 0 AND c.name = f."from")`,
    )
    .pluck()
    .all();
  expect(unindexed).toEqual([]);
  sqlite.close();
});

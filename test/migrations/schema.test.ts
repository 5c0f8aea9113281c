// The hand-written table types against a migrated database.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrations } from '#migrations/index.ts';
import { createDb } from '#main/core/db/db.ts';
import { migrate } from '#main/core/db/migrate.ts';
import { openSqlite } from '#main/core/db/open.ts';
import { projectRoot } from '../support/built.ts';
import { scratchFolder } from '../support/core.ts';

test('schema.ts names exactly the tables and columns that the migrations make', async () => {
  const folder = scratchFolder();
  const sqlite = openSqlite(join(folder, 'a.sqlite3'), migrations.length);
  const db = createDb(sqlite);
  await migrate({ db, sqlite, migrations, backupFolder: folder, now: () => new Date() });
  const actual = Object.fromEntries(
    (
      sqlite
        .prepare(
          `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%'`,
        )
        .pluck()
        .all() as string[]
    ).map((table) => [
      table,
      (sqlite.pragma(`table_xinfo(${table})`) as { name: string; hidden: number }[])
        .filter((column) => column.hidden !== 1)
        .map((column) => column.name)
        .sort(),
    ]),
  );
  await db.destroy();
  // A virtual table's rowid is named where it is used.
  actual['media_search']?.push('rowid');
  actual['media_search']?.sort();
  expect(declaredTables()).toEqual(actual);
});

/** Reads the declarations as text: the types themselves are gone at run time. */
function declaredTables(): Record<string, string[]> {
  const source = readFileSync(join(projectRoot, 'src-main/core/db/schema.ts'), 'utf8').replaceAll(
    /\/\*\*.*?\*\//gs,
    '',
  );
  const fieldsOf = (body: string) =>
    [...body.matchAll(/(\w+): [^;]+;?/g)].map((match) => match[1] ?? '').sort();
  const interfaces = new Map(
    [...source.matchAll(/interface (\w+) \{(.*?)\n\}/gs)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
  const schema = interfaces.get('Schema') ?? '';
  return Object.fromEntries(
    [...schema.matchAll(/^ {2}(\w+): (?:(\w+);|\{(.*?)\};)/gms)].map(([, table = '', name, body]) => [
      table,
      fieldsOf(body ?? interfaces.get(name ?? '') ?? ''),
    ]),
  );
}

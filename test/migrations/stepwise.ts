// A database on a fresh folder that a test migrates step by step: to just before a migration, then over it.
import type Database from 'better-sqlite3';
import { join } from 'node:path';
import { migrations } from '#migrations/index.ts';
import { createDb, type Db } from '#main/core/db/db.ts';
import { migrate } from '#main/core/db/migrate.ts';
import { openSqlite } from '#main/core/db/open.ts';
import { scratchFolder } from '../support/core.ts';

export interface Stepwise {
  readonly folder: string;
  readonly sqlite: Database.Database;
  readonly db: Db;
  /** Where the migration stands: so many come before it. */
  readonly position: number;
  /** Runs what is missing of the first `count` migrations. */
  to(count: number): Promise<unknown>;
}

export function stepwise(name: string): Stepwise {
  const folder = scratchFolder();
  const sqlite = openSqlite(join(folder, 'a.sqlite3'), migrations.length);
  const db = createDb(sqlite);
  return {
    folder,
    sqlite,
    db,
    position: migrations.findIndex((migration) => migration.name === name),
    to: (count) =>
      migrate({
        db,
        sqlite,
        migrations: migrations.slice(0, count),
        backupFolder: join(folder, 'backups'),
        now: () => new Date(),
      }),
  };
}

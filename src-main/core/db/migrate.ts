// Brings a database to the newest version: backup first, then all pending migrations, the foreign-key check and
// user_version in one IMMEDIATE transaction. It ends fully old or fully new. (Kysely's Migrator runs no
// transaction on SQLite and has an empty lock, so it isn't used.)
import type Database from 'better-sqlite3';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import type { Migration } from '#migrations/index.ts';
import { AppError } from '#shared/errors.ts';
import type { Db } from './db.ts';
import { openSqlite, userVersion } from './open.ts';

export interface MigrateOptions {
  readonly db: Db;
  readonly sqlite: Database.Database;
  readonly migrations: readonly Migration[];
  readonly backupFolder: string;
  readonly now: () => Date;
}

/** Resolves to the names of the migrations that ran. Throws `storage` and leaves the database as it was. */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const { db, sqlite, migrations } = options;
  const before = userVersion(sqlite);
  if (before === migrations.length) return [];
  if (before > 0) backup(options, before);

  sqlite.pragma('foreign_keys = OFF');
  try {
    return await db.connection().execute(async (tx) => {
      await sql`BEGIN IMMEDIATE`.execute(tx);
      try {
        // Another process may have migrated while this one waited for the lock.
        const pending = migrations.slice(userVersion(sqlite));
        for (const migration of pending) await migration.up(tx as unknown as Kysely<unknown>);
        const broken = sqlite.pragma('foreign_key_check') as unknown[];
        if (broken.length > 0) {
          throw new AppError(
            'storage',
            `Migrating would break ${broken.length} references; nothing was changed.`,
            { reason: 'damaged' },
          );
        }
        sqlite.pragma(`user_version = ${migrations.length}`);
        await sql`COMMIT`.execute(tx);
        return pending.map((migration) => migration.name);
      } catch (error) {
        await sql`ROLLBACK`.execute(tx).catch(() => undefined);
        throw error;
      }
    });
  } finally {
    sqlite.pragma('foreign_keys = ON');
  }
}

/** A checked copy under a name that says when and from which version; complete or absent. */
function backup({ sqlite, backupFolder, now, migrations }: MigrateOptions, version: number): void {
  mkdirSync(backupFolder, { recursive: true });
  const name = `before-migration-v${version}-${now().toISOString().replaceAll(':', '-')}.sqlite3`;
  const part = join(backupFolder, `${name}.part`);
  rmSync(part, { force: true });
  try {
    sqlite.prepare('VACUUM INTO ?').run(part);
    const copy = openSqlite(part, migrations.length);
    const verdict = copy.pragma('integrity_check', { simple: true });
    copy.pragma('journal_mode = DELETE');
    copy.close();
    if (verdict !== 'ok') {
      throw new AppError('storage', 'The database is damaged, so it was not migrated.', {
        reason: 'damaged',
      });
    }
    renameSync(part, join(backupFolder, name));
  } finally {
    rmSync(part, { force: true });
  }
}

// Brings a database to the newest version: backup first, then all pending migrations, the foreign-key check and
// user_version in one IMMEDIATE transaction. It ends fully old or fully new. (Kysely's Migrator runs no
// transaction on SQLite and has an empty lock, so it isn't used.)
import type Database from 'better-sqlite3';
import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import type { Migration } from '#migrations/index.ts';
import { AppError } from '#shared/errors.ts';
import type { Db } from './db.ts';
import { backupName } from '../backups/backup-names.ts';
import { writeBackup } from '../backups/write-backup.ts';
import { userVersion } from './open.ts';

export interface MigrateOptions {
  readonly db: Db;
  readonly sqlite: Database.Database;
  readonly migrations: readonly Migration[];
  /** Null for a copy that goes away if anything fails. */
  readonly backupFolder: string | null;
  readonly now: () => Date;
}

/** Resolves to the names of the migrations that ran. Throws `storage` and leaves the database as it was. */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const { db, sqlite, migrations } = options;
  const before = userVersion(sqlite);
  if (before === migrations.length) return [];
  if (before > 0 && options.backupFolder !== null)
    writeBackup(sqlite, join(options.backupFolder, backupName(options.now(), 'before-migration')));

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

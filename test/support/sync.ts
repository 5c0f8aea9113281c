// Linked profiles and their stores, for tests.
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { migrations } from '#migrations/index.ts';
import type { UserId } from '#shared/api/contract.ts';
import type { SyncRecord } from '#shared/sync/record.ts';
import { databaseName, openSqlite } from '#main/core/db/open.ts';
import { createSqliteStore, type SqliteStore } from '#main/core/sync/sqlite-store.ts';
import type { TestCore } from './core.ts';
import { linkProfile } from './sync-links.ts';

/** The sync worker's connection. */
export function openDatabase({ dataFolder }: Pick<TestCore, 'dataFolder'>): Database.Database {
  const sqlite = openSqlite(join(dataFolder, databaseName), migrations.length, { timeout: 5000 });
  onTestFinished(() => void sqlite.close());
  return sqlite;
}

/** A store of a profile that is linked now. */
export function linkedStore(
  app: TestCore,
  userId: UserId,
): { sqlite: Database.Database; store: SqliteStore } {
  const sqlite = openDatabase(app);
  const wallMs = () => app.clock.now().getTime();
  linkProfile(sqlite, userId, { wallMs: wallMs() });
  return { sqlite, store: createSqliteStore({ sqlite, userId, wallMs }) };
}

/** All records that wait to be sent, by "collection/key". */
export function waiting(store: SqliteStore): Map<string, SyncRecord> {
  return store.transact(
    () => new Map(store.dirtyRows(100_000).map(({ c, k, row }) => [`${c}/${k}`, row.record])),
  );
}

/** As a server would say that it has everything. */
export function acknowledge(store: SqliteStore, seq = 1): void {
  store.transact(() => {
    for (const { c, k, row } of store.dirtyRows(100_000)) {
      store.markSent([row.record.r]);
      store.saveRow(c, k, { ...row, dirty: false, ackedAt: seq });
    }
  });
}

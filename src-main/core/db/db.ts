// Kysely over one better-sqlite3 connection whose lock conflicts are retried asynchronously: a blocking wait
// would freeze every window. Transactions begin IMMEDIATE, so a conflict shows at their start and nowhere else.
import type Database from 'better-sqlite3';
import { Kysely, SqliteDialect, SqliteDriver, sql, type DatabaseConnection, type Driver } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Schema } from './schema.ts';
import { isBusy, storageError } from './storage-error.ts';

export type Db = Kysely<Schema>;

// SQLite's own steps between tries, in ms; the last is repeated until `patience` is spent.
const backoff = [1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100];
const patience = 10_000;

export function createDb(sqlite: Database.Database): Db {
  const dialect = new SqliteDialect({ database: sqlite });
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => dialect.createAdapter(),
      createIntrospector: (db) => dialect.createIntrospector(db),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      createDriver: () => retryingDriver(new SqliteDriver({ database: sqlite })),
    },
  });
}

/**
 * Runs `work` in one transaction and then, after the commit is durable, the hooks it asked for. Inside use only
 * `tx`: the outer db would wait for itself for ever. Throws what `work` throws, after rolling back.
 */
export async function transact<T>(
  db: Db,
  work: (tx: Db, afterCommit: (hook: () => void) => void) => Promise<T>,
): Promise<T> {
  const hooks: (() => void)[] = [];
  const result = await db.connection().execute(async (tx) => {
    await sql`BEGIN IMMEDIATE`.execute(tx);
    try {
      const value = await work(tx, (hook) => hooks.push(hook));
      await sql`COMMIT`.execute(tx);
      return value;
    } catch (error) {
      // SQLite has rolled back by itself after a full disk or an I/O error; then this fails, and may.
      await sql`ROLLBACK`.execute(tx).catch(() => undefined);
      throw storageError(error);
    }
  });
  for (const hook of hooks) hook();
  return result;
}

function retryingDriver(driver: Driver): Driver {
  return {
    init: () => driver.init(),
    acquireConnection: async () => retryingConnection(await driver.acquireConnection()),
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
    releaseConnection: (connection) => driver.releaseConnection(connection),
    destroy: () => driver.destroy(),
  };
}

function retryingConnection(connection: DatabaseConnection): DatabaseConnection {
  return {
    streamQuery: (query, size) => connection.streamQuery(query, size),
    executeQuery: (query) => retryBusy(() => connection.executeQuery(query)),
  };
}

async function retryBusy<T>(run: () => Promise<T>): Promise<T> {
  let waited = 0;
  for (let attempt = 0; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      const pause = backoff[Math.min(attempt, backoff.length - 1)] ?? 100;
      if (!isBusy(error) || waited + pause > patience) throw storageError(error);
      waited += pause;
      await sleep(pause);
    }
  }
}

// Kysely over one better-sqlite3 connection whose lock conflicts are retried asynchronously: a blocking wait
// would freeze every window. Transactions begin IMMEDIATE, so a conflict shows at their start and nowhere else.
import type Database from 'better-sqlite3';
import { Kysely, SqliteDialect, SqliteDriver, sql, type DatabaseConnection, type Driver } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Schema } from './schema.ts';
import { isBusy, storageError } from './storage-error.ts';

export type Db = Kysely<Schema>;

// In ms. Every try is cheap, and a worker that writes pauses for a few of them after each commit.
const betweenTries = 1;
const patience = 10_000;

const commit = 'COMMIT';

/**
 * `waiting` is an Int32 in shared memory that counts who waits for the lock here: a worker of this process sees it
 * and hands the lock over. `beforeCommit` runs within each transaction, as its last part.
 */
export function createDb(
  sqlite: Database.Database,
  waiting: Int32Array = new Int32Array(1),
  beforeCommit: () => void = () => undefined,
): Db {
  const dialect = new SqliteDialect({ database: sqlite });
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => dialect.createAdapter(),
      createIntrospector: (db) => dialect.createIntrospector(db),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      createDriver: () => retryingDriver(new SqliteDriver({ database: sqlite }), waiting, beforeCommit),
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
      await sql.raw(commit).execute(tx);
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

function retryingDriver(driver: Driver, waiting: Int32Array, beforeCommit: () => void): Driver {
  return {
    init: () => driver.init(),
    acquireConnection: async () =>
      retryingConnection(await driver.acquireConnection(), waiting, beforeCommit),
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
    releaseConnection: (connection) => driver.releaseConnection(connection),
    destroy: () => driver.destroy(),
  };
}

function retryingConnection(
  connection: DatabaseConnection,
  waiting: Int32Array,
  beforeCommit: () => void,
): DatabaseConnection {
  return {
    streamQuery: (query, size) => connection.streamQuery(query, size),
    executeQuery(query) {
      if (query.sql === commit) beforeCommit();
      return retryBusy(() => connection.executeQuery(query), waiting);
    },
  };
}

async function retryBusy<T>(run: () => Promise<T>, waiting: Int32Array): Promise<T> {
  let waitedSince: number | undefined;
  try {
    for (;;) {
      try {
        return await run();
      } catch (error) {
        if (!isBusy(error) || performance.now() - (waitedSince ?? Infinity) > patience)
          throw storageError(error);
      }
      if (waitedSince === undefined) Atomics.add(waiting, 0, 1);
      waitedSince ??= performance.now();
      await sleep(betweenTries);
    }
  } finally {
    if (waitedSince !== undefined) Atomics.sub(waiting, 0, 1);
  }
}

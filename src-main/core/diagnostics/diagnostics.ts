// Answers the diagnostics page: what runs, how big the database is, how the caches do, where the log lies.
import type Database from 'better-sqlite3';
import { statSync } from 'node:fs';
import type { Caches } from '../cache.ts';
import type { Db } from '../db/db.ts';
import { userVersion } from '../db/open.ts';
import type { Handlers } from '../dispatch.ts';
import type { LogFile } from '../log.ts';

/** Versions that only the shell knows. */
export interface HostVersions {
  readonly app: string;
  readonly electron: string | null;
  readonly chromium: string | null;
}

export interface DiagnosticsDeps {
  readonly db: Db;
  readonly sqlite: Database.Database;
  readonly caches: Caches;
  readonly log: LogFile;
  readonly dataFolder: string;
  readonly file: string;
  readonly host: HostVersions;
}

export function createDiagnostics({
  db,
  sqlite,
  caches,
  log,
  dataFolder,
  file,
  host,
}: DiagnosticsDeps): Handlers<'diagnostics'> {
  return {
    'diagnostics.get': async () => ({
      versions: {
        ...host,
        node: process.versions.node,
        sqlite: String(sqlite.prepare('SELECT sqlite_version()').pluck().get()),
        schema: userVersion(sqlite),
      },
      platform: `${process.platform} ${process.arch}`,
      database: {
        file,
        bytes: bytesOf(file),
        walBytes: bytesOf(`${file}-wal`),
        titles: await count(db, 'media'),
        reviews: await count(db, 'reviews'),
        journalMode: String(sqlite.pragma('journal_mode', { simple: true })),
        synchronous:
          ['OFF', 'NORMAL', 'FULL', 'EXTRA'][Number(sqlite.pragma('synchronous', { simple: true }))] ??
          'unknown',
      },
      caches: caches.figures(),
      log: { folder: log.folder, file: log.file, bytes: bytesOf(log.file) },
      dataFolder,
    }),
  };
}

async function count(db: Db, table: 'media' | 'reviews'): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select((is) => is.fn.countAll<number>().as('count'))
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.count;
}

function bytesOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

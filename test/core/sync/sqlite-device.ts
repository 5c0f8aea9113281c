// A simulated device whose records lie in the tables of the app: what the simulator calls a record is a play there, its
// three numbers are its note, its tags and its episode. A person edits through the writer of plays.
import Database from 'better-sqlite3';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '#migrations/index.ts';
import { createReplica, type Replica } from '#shared/sync/replica.ts';
import type { SyncRecord } from '#shared/sync/record.ts';
import type { Row, RowEntry } from '#shared/sync/replica-store.ts';
import { createDb } from '#main/core/db/db.ts';
import { migrate } from '#main/core/db/migrate.ts';
import { createMediaWriter } from '#main/core/catalog/media-writer.ts';
import { createPlayWriter, type PlayFacts } from '#main/core/diary/play-writer.ts';
import { createCapture } from '#main/core/sync/capture.ts';
import { createSqliteStore, type SqliteStore } from '#main/core/sync/sqlite-store.ts';
import { collection, type Device, type DeviceOptions } from '../../shared/sync/simulator/device.ts';
import { cutOff, type MemoryStore } from '../../shared/sync/simulator/memory-store.ts';
import { linkProfile, testNode } from '../../support/sync-links.ts';

type Values = Readonly<Record<string, number>>;
type Members = Readonly<Record<string, unknown>>;
type Names = Readonly<Record<string, string>>;

const userId = 1;
const oldUid = Buffer.alloc(16, 7);

/** A database with one profile and one title, as bytes to begin with. */
export async function emptyLibrary(): Promise<Buffer> {
  const sqlite = new Database(':memory:');
  const db = createDb(sqlite);
  await migrate({ db, sqlite, migrations, backupFolder: null, now: () => new Date() });
  sqlite
    .prepare(
      `INSERT INTO users (id, uid, name, role, hue, created_at, updated_at) VALUES (?, ?, 'Ada', 'member', 0, '', '')`,
    )
    .run(userId, oldUid);
  const facts = {
    kind: 'movie',
    title: 'Alien',
    year: 1979,
    creator: null,
    genres: [],
    runtime: null,
  } as const;
  createMediaWriter(sqlite).insert(
    { ...facts, description: null, disambiguator: null, externalIds: [] },
    userId,
    '2001-01-01T00:00:00.000Z',
  );
  const bytes = sqlite.serialize();
  await db.destroy();
  return bytes;
}

/**
 * `library`: of emptyLibrary; `folder`: where the database lies. Two connections, as the app has: one writes what the person
 * does, one is the sync worker's. A kill of the worker closes its connection in the middle of a transaction.
 */
export function createSqliteDevice(
  library: Buffer,
  folder: string,
  options: DeviceOptions,
): Device & { close(): void } {
  const { index, trueMs, rules, pageRecords, batchChanges } = options;
  const file = join(folder, `${index}-${++devices}.sqlite3`);
  writeFileSync(file, library);
  const sqlite = open(file);
  const mediaUid = sqlite.prepare<[], Buffer>('SELECT uid FROM media').pluck().get() as Buffer;
  const wallMs = () => trueMs() + device.skew;
  let worker: Database.Database | undefined;
  let stepsLeft = Infinity;

  const device: Device & { close(): void } = {
    index,
    store: undefined as unknown as MemoryStore,
    replica: undefined as unknown as Replica,
    awaited: undefined,
    skew: options.skew,
    writesWhole: true,

    write(writes) {
      sqlite.transaction(() => {
        for (const { k, values } of writes) write(uidOf(k), values);
        capture.settle();
      })();
    },
    restart() {
      start();
      device.awaited = undefined;
    },
    close() {
      worker?.close();
      sqlite.close();
      rmSync(file);
    },
  };
  const plays = createPlayWriter(sqlite);
  const capture = createCapture(sqlite, wallMs);
  linkProfile(sqlite, userId, { node: testNode(options.node), wallMs: wallMs() });
  start();
  return device;

  function start(): void {
    worker?.close();
    worker = open(file);
    const killable = countingSteps(worker, () => {
      if (--stepsLeft < 0) throw cutOff;
    });
    device.store = viewOf(createSqliteStore({ sqlite: killable, userId, wallMs }), worker);
    device.replica = createReplica({
      store: device.store,
      feed: 'own',
      wallMs,
      monotonicMs: trueMs,
      rules,
      pageRecords,
      batchChanges,
    });
  }

  function write(uid: Buffer, values: Values | null): void {
    const time = new Date(wallMs()).toISOString();
    const play = plays.findByUid(uid);
    if (values === null) {
      if (play?.deleted === false) plays.remove(play.id, time);
    } else if (play === undefined) {
      plays.insert({ userId, mediaId: 1, facts: factsOf(values), createdAt: time, time, uid });
    } else {
      if (play.deleted) plays.restore(play.id, time);
      plays.update(play.id, { ...play, ...factsOf(values) }, time);
    }
  }

  /** The store as the simulator sees it. */
  function viewOf(store: SqliteStore, connection: Database.Database): MemoryStore {
    const translated = ({ c, k, row }: RowEntry): RowEntry =>
      c === 'play' ? { c: collection, k: keyOf(k), row: shown(row) } : { c, k, row };
    const transact = <T>(work: () => T): T => {
      try {
        return store.transact(work);
      } finally {
        stepsLeft = Infinity;
      }
    };
    return {
      ...store,
      transact,
      row(c, k) {
        const read = () => (c === collection ? store.row('play', hexOf(k)) : store.row(c, k));
        const row = connection.inTransaction ? read() : transact(read);
        return row && (c === collection ? shown(row) : row);
      },
      saveRow(c, k, row) {
        if (c === collection) store.saveRow('play', hexOf(k), kept(row));
        else store.saveRow(c, k, row);
      },
      dirtyRows: (limit) => store.dirtyRows(limit).map(translated),
      unmetRows: (scan) => store.unmetRows(scan).map(translated),
      bin: (c, k) => (c === collection ? store.bin('play', hexOf(k)) : store.bin(c, k)),
      addTransaction: () => undefined,
      rows: () => [],
      cutOffAt: (steps) => void (stepsLeft = steps),
    };
  }

  function kept(row: Row): Row {
    const known = originals.get(row.record);
    return { ...row, record: known ?? translate(row.record, fromNumbers(mediaUid), fieldNames) };
  }
}

/** What translations were made of: a record that comes back unchanged is known by its identity. */
const originals = new WeakMap<SyncRecord, SyncRecord>();

function shown(row: Row): Row {
  const record = translate(row.record, toNumbers, shownNames);
  originals.set(record, row.record);
  return { ...row, record };
}

const shownNames: Names = { note: 'body', tags: 'rating', episode: 'spoiler', rating: 'playRating' };
const fieldNames: Names = { body: 'note', rating: 'tags', spoiler: 'episode', playRating: 'rating' };

function translate(record: SyncRecord, values: (v: Members) => Members, renaming: Names): SyncRecord {
  const { o, v, ...rest } = record;
  const older =
    o && Object.fromEntries(Object.entries(o).map(([field, stamp]) => [renaming[field] ?? field, stamp]));
  return { ...rest, ...(older && { o: older }), v: values(v) } as SyncRecord;
}

function toNumbers({ note, tags, episode, rating, ...rest }: Members): Members {
  return {
    ...rest,
    ...(rating !== undefined && { playRating: rating }),
    ...(note !== undefined && { body: Number(note) }),
    ...(tags !== undefined && { rating: Number((tags as string[])[0]) }),
    ...(episode !== undefined && { spoiler: (episode as { season: number }).season }),
  };
}

const fromNumbers =
  (mediaUid: Buffer) =>
  ({ rating, body, spoiler, playRating, ...rest }: Members): Members => ({
    ...rest,
    ...(playRating !== undefined && { rating: playRating }),
    ...(body !== undefined && { note: JSON.stringify(body) }),
    ...(rating !== undefined && { tags: [JSON.stringify(rating)] }),
    ...(spoiler !== undefined && { episode: { season: spoiler, episode: null } }),
    ...(rest['media'] !== undefined && { media: mediaUid.toString('hex') }),
  });

function factsOf({ rating, body, spoiler }: Values): PlayFacts {
  return {
    playedOn: null,
    playedAt: null,
    rewatch: false,
    rating: null,
    ...(spoiler !== undefined && { season: spoiler, episode: null }),
    ...(body !== undefined && { note: String(body) }),
    ...(rating !== undefined && { tags: [String(rating)] }),
  } as PlayFacts;
}

let devices = 0;

function open(file: string): Database.Database {
  const sqlite = new Database(file);
  sqlite.pragma('journal_mode = WAL');
  // Nobody cuts the power here.
  sqlite.pragma('synchronous = OFF');
  sqlite.pragma('foreign_keys = ON');
  return sqlite;
}

function hexOf(k: string): string {
  return uidOf(k).toString('hex');
}

function uidOf(k: string): Buffer {
  return Buffer.from(k.padStart(16, '\0'), 'latin1');
}

function keyOf(hex: string): string {
  return Buffer.from(hex, 'hex').toString('latin1').replaceAll('\0', '');
}

/** The database, but `step` is called before each statement that isn't a read, and may throw. */
export function countingSteps(sqlite: Database.Database, step: () => void): Database.Database {
  return new Proxy(sqlite, {
    get(target, name) {
      if (name !== 'prepare') {
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      }
      return (text: string) => {
        const statement = target.prepare(text);
        if (/^(?:SELECT|PRAGMA|ROLLBACK|BEGIN)/.test(text.trim())) return statement;
        return {
          run(...parameters: unknown[]) {
            step();
            return statement.run(...parameters);
          },
        };
      };
    },
  });
}

// Two computers, each with a core and a profile that is linked to the same account, and the model of a server between them.
import type { Client } from '#shared/api/client.ts';
import type { CheckFinding } from '#shared/api/jobs.ts';
import { isAlive, type SyncRecord } from '#shared/sync/record.ts';
import { createReplica, type Exchange } from '#shared/sync/replica.ts';
import { createSqliteStore, type SqliteStore } from '#main/core/sync/sqlite-store.ts';
import type Database from 'better-sqlite3';
import { testClock, testCore, type TestClock, type TestCore } from '../../support/core.ts';
import { openDatabase } from '../../support/sync.ts';
import { linkProfile, testNode } from '../../support/sync-links.ts';
import {
  createModelServer,
  serverRules,
  type ModelServer,
} from '../../shared/sync/simulator/model-server.ts';
import { endOfJob } from '../jobs/support.ts';
import { countingSteps } from './sqlite-device.ts';

export interface Computer {
  readonly app: TestCore;
  readonly client: Client;
  readonly userId: number;
  readonly sqlite: Database.Database;
  readonly store: SqliteStore;
  /** Sends and reads all that there is. */
  sync(): void;
  /** The same, but the worker is killed before its nth statement that writes, and starts anew. False where there are fewer. */
  syncWithKill(statement: number): boolean;
  /** The findings of `mediary check` that aren't sound. */
  wrong(): Promise<CheckFinding[]>;
}

export interface Pair {
  readonly server: ModelServer;
  readonly clock: TestClock;
  readonly one: Computer;
  readonly other: Computer;
  /** Both, until nothing is new. */
  settle(): void;
}

export async function linkedPair(): Promise<Pair> {
  const clock = testClock();
  const server = createModelServer(serverRules, () => clock.now().getTime());
  const one = await computer(server, clock, 1);
  const other = await computer(server, clock, 2);
  return {
    server,
    clock,
    one,
    other,
    settle() {
      for (let round = 0; round < 6; round++) {
        one.sync();
        other.sync();
      }
    },
  };
}

async function computer(server: ModelServer, clock: TestClock, number: number): Promise<Computer> {
  const app = await testCore(undefined, clock);
  const { client, profile } = await app.register('Ada');
  const sqlite = openDatabase(app);
  const wallMs = () => clock.now().getTime();
  linkProfile(sqlite, profile.id, { node: testNode(number), wallMs: wallMs() });
  let stepsLeft = Infinity;
  let worker = start();

  function start() {
    const connection = openDatabase(app);
    const killable = countingSteps(connection, () => {
      if (--stepsLeft < 0) throw killed;
    });
    const store = createSqliteStore({ sqlite: killable, userId: profile.id, wallMs });
    const rest = { feed: 'own', wallMs, monotonicMs: wallMs, pageRecords: 7, batchChanges: 5 };
    return { connection, store, replica: createReplica({ store, ...rest }) };
  }

  function sync(): void {
    let following: Exchange | undefined;
    for (let due = true; ;) {
      const exchange = following ?? worker.replica.next({ due, catchUp: false });
      if (exchange === undefined) return;
      if (exchange.kind === 'pull') due = false;
      worker.replica.prepare(exchange);
      const reply = exchange.kind === 'push' ? server.push(exchange.body) : server.pull(exchange.body);
      following = worker.replica.follow(exchange, reply);
      worker.replica.settle(exchange, reply);
    }
  }

  return {
    app,
    client,
    userId: profile.id,
    sqlite,
    get store() {
      return worker.store;
    },
    sync,
    syncWithKill(statement) {
      stepsLeft = statement;
      try {
        sync();
        return false;
      } catch (error) {
        if (error !== killed) throw error;
        worker.connection.close();
        worker = start();
        return true;
      } finally {
        stepsLeft = Infinity;
      }
    },
    async wrong() {
      const job = await endOfJob(client, await client.call('backups.check', { mend: false }));
      if (job.result?.kind !== 'check') throw new Error(JSON.stringify(job.error));
      return job.result.findings.filter(({ state }) => state !== 'ok');
    },
  };
}

const killed = new Error('the worker was killed');

/** What the account holds and shows: values by "collection/key", but titles' facts and what lies on deleted lists. */
export function accountOf(server: ModelServer): Record<string, SyncRecord['v']> {
  const isShown = (c: string, k: string) => {
    const record = server.record(c, k);
    return record !== undefined && isAlive(record);
  };
  const entries = [...server.entries()]
    .filter(({ c, k }) => c !== 'title' && isShown(c, k) && (c !== 'item' || isShown('list', k.slice(0, 32))))
    .map(({ c, k, d }) => [`${c}/${k}`, d.v] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The same as the tables of a profile say it, read by statements of their own. */
export function tablesOf({ sqlite, userId }: Pick<Computer, 'sqlite' | 'userId'>): Record<string, unknown> {
  const rows = tableReadings.flatMap((text) =>
    sqlite.prepare<[number], { member: string; v: string }>(text).all(userId),
  );
  return Object.fromEntries(
    rows
      .map(({ member, v }) => [member, JSON.parse(v) as unknown] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const hex = (blob: string) => `lower(hex(${blob}))`;
const flag = (column: string) => `json(iif(${column}, 'true', 'false'))`;
const tableReadings = [
  `SELECT 'review/' || ${hex('uid')} AS member, json_object('_x', 0, 'rating', rating,
     'body', iif(body IS NULL, NULL, json_object('text', body, 'spoiler', ${flag('spoiler')})), 'createdAt', reviews.created_at) AS v
   FROM reviews JOIN media ON media.id = media_id WHERE user_id = ? AND reviews.deleted_at IS NULL`,
  `SELECT 'play/' || ${hex('plays.uid')} AS member, json_object('_x', 0, 'media', ${hex('media.uid')}, 'playedOn', played_on, 'playedAt', played_at,
     'episode', iif(season IS NULL AND episode IS NULL, NULL, json_object('season', season, 'episode', episode)), 'rewatch', ${flag('rewatch')},
     'rating', rating, 'note', note, 'tags', json(tags), 'createdAt', plays.created_at) AS v
   FROM plays JOIN media ON media.id = media_id WHERE user_id = ? AND plays.deleted_at IS NULL`,
  ...[
    ['favorite', 'favorites'],
    ['watch', 'watchlist'],
    ['dismissed', 'dismissed'],
  ].map(
    ([
      c,
      table,
    ]) => `SELECT '${c}/' || ${hex('uid')} AS member, json_object('_x', 0, 'createdAt', ${table}.created_at) AS v
     FROM ${table} JOIN media ON media.id = media_id WHERE user_id = ? AND ${table}.deleted_at IS NULL`,
  ),
  `SELECT 'list/' || ${hex('uid')} AS member, json_object('_x', 0, 'name', name, 'description', description, 'ranked', ${flag('ranked')},
     'tags', json(tags), 'createdAt', created_at) AS v FROM lists WHERE user_id = ? AND deleted_at IS NULL`,
  `SELECT 'item/' || ${hex('lists.uid')} || '/' || ${hex('media.uid')} AS member,
     json_object('_x', 0, 'position', position, 'note', note, 'createdAt', list_items.created_at) AS v
   FROM list_items JOIN lists ON lists.id = list_id JOIN media ON media.id = media_id WHERE user_id = ? AND list_items.deleted_at IS NULL AND lists.deleted_at IS NULL`,
];

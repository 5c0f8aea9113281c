// Links a profile to an account and ends that. A link begins with everything that the profile holds waiting to be sent, by a
// few ranges; what was deleted before isn't told, so a link never deletes anything in the account. The end of a link keeps
// all rows and forgets everything about sync.
import type Database from 'better-sqlite3';
import { randomBytes } from 'node:crypto';
import { newFeed } from '#shared/sync/replica-store.ts';
import { noStamp, type NodeId } from '#shared/sync/stamp.ts';
import { countedTables } from './capture.ts';
import { bytesOf, createClocks } from './clocks.ts';
import { collectionCodes } from './held-rows.ts';

export interface LinkedAccount {
  /** The server's address. */
  readonly server: string;
  readonly accountUid: string;
  readonly accountName: string;
  readonly accountEmail: string;
  readonly deviceId: string;
}

export interface NewLink extends LinkedAccount {
  readonly userId: number;
  /** Random; a new one for each link. */
  readonly node: NodeId;
  readonly wallMs: number;
}

/** Throws SQLite's constraint error where the profile, or the account on this computer, is linked already. */
export function openLink(sqlite: Database.Database, link: NewLink): void {
  sqlite.transaction(() => writeLink(sqlite, link)).immediate();
}

/** The same, inside a transaction. */
export function writeLink(sqlite: Database.Database, link: NewLink): void {
  const { userId, wallMs } = link;
  sqlite
    .prepare(
      `INSERT INTO sync_accounts (user_id, server, account_uid, account_name, account_email, device_id, linked_at)
       VALUES (@userId, @server, @accountUid, @accountName, @accountEmail, @deviceId, @time)`,
    )
    .run({ ...link, time: new Date(wallMs).toISOString() });
  const none = bytesOf(noStamp);
  sqlite
    .prepare('INSERT INTO sync_clocks (user_id, node, last, heard) VALUES (?, ?, ?, ?)')
    .run(userId, link.node, none, none);
  sqlite
    .prepare('INSERT INTO sync_feeds (user_id, state) VALUES (?, ?)')
    .run(userId, JSON.stringify(newFeed));

  const newest = (table: string) =>
    sqlite.prepare<[], number>(`SELECT coalesce(max(id), 0) FROM ${table}`).pluck().get() ?? 0;
  const { id } = createClocks(sqlite).begin(userId, wallMs);
  const addRange = sqlite.prepare(
    'INSERT INTO sync_ranges (user_id, coll, first, last, stamp) VALUES (?, ?, 0, ?, ?)',
  );
  for (const [collection, table] of ranged)
    addRange.run(userId, collectionCodes[collection], newest(table), id);
  // Where another profile is linked, its newest rows may not have been looked at yet.
  const through = sqlite.prepare('INSERT INTO sync_through (coll, id) VALUES (?, ?) ON CONFLICT DO NOTHING');
  for (const [collection, table] of countedTables) through.run(collectionCodes[collection], newest(table));
}

/** Keeps what the profile holds. */
export function closeLink(sqlite: Database.Database, userId: number): void {
  sqlite
    .transaction(() => {
      for (const table of perProfile) sqlite.prepare(`DELETE FROM ${table} WHERE user_id = ?`).run(userId);
      sqlite.prepare('DELETE FROM sync_through WHERE NOT EXISTS (SELECT 1 FROM sync_accounts)').run();
    })
    .immediate();
}

/** Of a device that stamps from now on; 64 random bits. */
export function newNode(): NodeId {
  return randomBytes(8).toString('hex') as NodeId;
}

/** For a database that was copied: two devices must not stamp as one. The clock goes on from where it is. */
export function renewNode(sqlite: Database.Database, userId: number, node: NodeId): void {
  sqlite.prepare('UPDATE sync_clocks SET node = ? WHERE user_id = ?').run(node, userId);
}

/** What waits to be sent at first, in this order, and the table whose ids its rows are ranged by. */
const ranged = [
  ['list', 'lists'],
  ['review', 'reviews'],
  ['favorite', 'media'],
  ['watch', 'media'],
  ['dismissed', 'media'],
  ['item', 'lists'],
  ['play', 'plays'],
] as const;

const perProfile = [
  'sync_records', 'sync_ranges', 'sync_sent', 'sync_stamps', 'sync_marks', 'sync_gone', 'sync_conflicts', 'sync_bin',
  'sync_feeds', 'sync_clocks', 'sync_accounts',
] as const; // prettier-ignore

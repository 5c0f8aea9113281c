// Links a profile to an account that nobody has.
import type Database from 'better-sqlite3';
import type { NodeId } from '#shared/sync/stamp.ts';
import { openLink } from '#main/core/sync/link.ts';

export const testNode = (number: number) => (0xabc0 + number).toString(16).padStart(16, '0') as NodeId;

export function linkProfile(
  sqlite: Database.Database,
  userId: number,
  { node = testNode(userId), wallMs = Date.now() } = {},
): void {
  openLink(sqlite, {
    userId,
    node,
    wallMs,
    server: 'https://sync.example.org',
    accountUid: `account-${userId}`,
    accountName: 'Ada',
    accountEmail: 'ada@example.org',
    deviceId: `device-${userId}`,
  });
}

// The shelf of conflicts: what somebody wrote here and had not sent yet when it lost to what another device wrote. It never
// influences what devices agree on; the person may look at it and take the own value after all.
import type Database from 'better-sqlite3';
import { canonicalJson, type Json } from '#shared/sync/canonical-json.ts';
import { isAlive, stampOfField, type Field, type SyncRecord } from '#shared/sync/record.ts';
import type { Row } from '#shared/sync/replica-store.ts';
import type { Stamp } from '#shared/sync/stamp.ts';
import { bytesOf } from './clocks.ts';

export interface Conflicts {
  /** `joined`: what becomes of the record. */
  note(c: string, k: string, before: Row, joined: SyncRecord, nowMs: number): void;
}

/** What people think about before they write it. */
const thoughtFields: Readonly<Record<string, readonly Field[]>> = {
  review: ['rating', 'body'],
  play: ['rating', 'note'],
  list: ['name', 'description'],
  item: ['note'],
};

export function createConflicts(sqlite: Database.Database, userId: number): Conflicts {
  const insert = sqlite.prepare(
    'INSERT INTO sync_conflicts (user_id, c, k, field, mine, theirs, found_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const unsent = sqlite
    .prepare<[number, Buffer], number>(
      'SELECT 1 FROM sync_stamps WHERE user_id = ? AND stamp = ? AND wall IS NOT NULL AND sent = 0',
    )
    .pluck();
  const isUnsent = (stamp: Stamp) => unsent.get(userId, bytesOf(stamp)) === 1;
  return {
    note(c, k, { record, dirty, ackedAt }, joined, nowMs) {
      const fields = Object.hasOwn(thoughtFields, c) ? thoughtFields[c] : undefined;
      if (!dirty || fields === undefined || !isAlive(record)) return;
      for (const field of fields) {
        const mine = record.v[field];
        const stamp = stampOfField(record, field);
        const isLost = stampOfField(joined, field) !== stamp || !isAlive(joined);
        if (mine === undefined || mine === null || !isLost) continue;
        // What the server confirmed is known to the others; they decided knowing it. What was only sent may not be.
        const isConfirmed = ackedAt !== null && stamp !== record.r && !isUnsent(stamp);
        if (isConfirmed) continue;
        const theirs: Json = isAlive(joined) ? (joined.v[field] ?? null) : null;
        if (canonicalJson(theirs) === canonicalJson(mine)) continue;
        insert.run(
          userId, c, k, field, JSON.stringify(mine), JSON.stringify(theirs), new Date(nowMs).toISOString(),
        ); // prettier-ignore
      }
    },
  };
}

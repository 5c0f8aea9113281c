// The rest of the outbox: rows of linked profiles that have no record yet, by the ranges in which they lie. They are given
// records a portion at a time, when there is nothing else to send.
import type Database from 'better-sqlite3';
import type { CollectionName } from '#shared/sync/collections.ts';
import type { Books } from './capture.ts';
import type { Written } from './clocks.ts';
import { collectionOf, keyText, type Held } from './held-rows.ts';
import { unsent } from './records.ts';

export interface Ranges {
  /** Gives records to up to `limit` more rows. Gives how many got one. */
  handOut(userId: number, limit: number): number;
  /** Rows that wait. */
  count(userId: number): number;
}

interface Range {
  readonly id: number;
  readonly coll: number;
  readonly first: number;
  readonly sub: number;
  readonly last: number;
  readonly stamp: number;
}

export function createRanges(sqlite: Database.Database, { clocks, rows, records }: Books): Ranges {
  const all = sqlite.prepare<[number], Range>(
    'SELECT id, coll, first, sub, last, stamp FROM sync_ranges WHERE user_id = ? ORDER BY id',
  );
  const next = sqlite.prepare<[number], Range>(
    'SELECT id, coll, first, sub, last, stamp FROM sync_ranges WHERE user_id = ? ORDER BY id LIMIT 1',
  );
  const shorten = sqlite.prepare('UPDATE sync_ranges SET first = ?, sub = ? WHERE id = ?');
  const finish = sqlite.prepare('DELETE FROM sync_ranges WHERE id = ?');

  return {
    handOut(userId, limit) {
      let given = 0;
      for (let range = next.get(userId); range !== undefined && given < limit; range = next.get(userId)) {
        const collection = collectionOf(range.coll);
        const portion = limit - given;
        const held = collection ? rows.inRange(collection, userId, range, portion) : [];
        const transaction = clocks.written(range.stamp);
        for (const row of held) if (collection) given += keep(userId, collection, row, transaction);
        const last = held.at(-1);
        if (last === undefined || held.length < portion) finish.run(range.id);
        else if (collection === 'item') shorten.run(last.id, last.sub + 1, range.id);
        else shorten.run(last.id + 1, 0, range.id);
      }
      return given;
    },
    count: (userId) =>
      all.all(userId).reduce((sum, range) => {
        const collection = collectionOf(range.coll);
        return sum + (collection ? rows.countInRange(collection, userId, range) : 0);
      }, 0),
  };

  function keep(userId: number, collection: CollectionName, held: Held, transaction: Written): number {
    const k = keyText(held.key);
    if (records.has(userId, collection, k)) return 0;
    const record = records.ofNewRow(userId, collection, held, transaction);
    records.save(userId, collection, k, { ...unsent, record }, { isPlaced: true });
    records.keepTitle(userId, held, transaction);
    return 1;
  }
}

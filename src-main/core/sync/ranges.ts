// The rest of the outbox: rows of linked profiles that were never sent, by the ranges in which they lie. A portion at a time
// they are handed out, when there is nothing else to send: plays become runs (sent-rows.ts), others get records.
import type Database from 'better-sqlite3';
import type { CollectionName } from '#shared/sync/collections.ts';
import type { Stamp } from '#shared/sync/stamp.ts';
import type { Books } from './capture.ts';
import type { Written } from './clocks.ts';
import { collectionOf, keyText, type Held } from './held-rows.ts';
import { unsent, type Stored } from './records.ts';
import { runCollection } from './sent-rows.ts';

/** A row that is to be sent from now on. */
export interface HandedOut {
  readonly c: CollectionName;
  readonly k: string;
  /** Of a row of a run; others have records. */
  readonly stored?: Stored;
}

export interface Ranges {
  /** Hands out up to `limit` more rows, the titles that they need among them. */
  handOut(userId: number, limit: number): readonly HandedOut[];
  /** Rows that wait; plays apart from others. */
  count(userId: number): { readonly plays: number; readonly others: number };
}

interface Range {
  readonly id: number;
  readonly coll: number;
  readonly first: number;
  readonly sub: number;
  readonly last: number;
  readonly stamp: number;
}

export function createRanges(sqlite: Database.Database, { clocks, rows, records, sent }: Books): Ranges {
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
      const portion = createPortion(userId, limit);
      for (let range = next.get(userId); range !== undefined; range = next.get(userId)) {
        const room = portion.room();
        if (room <= 0) break;
        const collection = collectionOf(range.coll);
        const held = collection ? rows.inRange(collection, userId, range, room) : [];
        const transaction = clocks.written(range.stamp);
        const rest = collection && held.find((row) => !portion.add(collection, row, transaction));
        const last = held.at(-1);
        if (rest !== undefined) shorten.run(rest.id, rest.sub, range.id);
        else if (last === undefined || held.length < room) finish.run(range.id);
        else if (collection === 'item') shorten.run(last.id, last.sub + 1, range.id);
        else shorten.run(last.id + 1, 0, range.id);
      }
      return portion.end();
    },
    count(userId) {
      const counts = { plays: 0, others: 0 };
      for (const range of all.all(userId)) {
        const collection = collectionOf(range.coll);
        if (collection === undefined) continue;
        counts[collection === 'play' ? 'plays' : 'others'] += rows.countInRange(collection, userId, range);
      }
      return counts;
    },
  };

  /** Rows that are handed out together. */
  function createPortion(userId: number, limit: number) {
    const given: HandedOut[] = [];
    const titles = new Set<number | null>();
    const stamps = new Map<string, Stamp>();
    let run: { readonly stamp: Stamp; readonly held: Held[] } | undefined;

    function endRun(): void {
      const [first, last] = [run?.held[0]?.id, run?.held.at(-1)?.id];
      if (run === undefined || first === undefined || last === undefined) return;
      const added = { first, last, stamp: clocks.idOf(userId, run.stamp), acked: null, scan: 0 };
      sent.add(userId, added);
      for (const held of run.held)
        given.push({ c: runCollection, k: keyText(held.key), stored: records.ofRun(held, added) });
      run = undefined;
    }

    /** Rows that come in the order of their ids and are of one stamp are one run. */
    function addToRun(held: Held, transaction: Written): void {
      const written = `${transaction.id} ${held.updatedAt}`;
      const stamp = stamps.get(written) ?? clocks.dated(userId, transaction, Date.parse(held.updatedAt));
      stamps.set(written, stamp);
      if (run !== undefined && (run.stamp !== stamp || (run.held.at(-1)?.id ?? 0) >= held.id)) endRun();
      run ??= { stamp, held: [] };
      run.held.push(held);
    }

    const room = () => limit - given.length - (run?.held.length ?? 0);
    return {
      room,
      /** False where there is no room for the row. */
      add(collection: CollectionName, held: Held, transaction: Written): boolean {
        const k = keyText(held.key);
        if (records.has(userId, collection, k)) return true;
        // Nearly all plays of an import are of titles that others are of, too.
        if (!titles.has(held.mediaId) && room() > 0 && records.keepTitle(userId, held, transaction))
          given.push({ c: 'title', k: keyText(held.titleUid) });
        if (room() <= 0) return false;
        titles.add(held.mediaId);
        if (collection === runCollection) addToRun(held, transaction);
        else {
          const record = records.ofNewRow(userId, collection, held, transaction);
          records.save(userId, collection, k, { ...unsent, record }, { isPlaced: true });
          given.push({ c: collection, k });
        }
        return true;
      },
      end(): readonly HandedOut[] {
        endRun();
        return given;
      },
    };
  }
}

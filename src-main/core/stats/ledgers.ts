// The ledgers of the profiles that looked at statistics lately. A write that says which title it touched costs the
// reading of that title; one that doesn't, or another process's, costs the whole ledger.
import type Database from 'better-sqlite3';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Published } from '../events.ts';
import { emptyLedger, type Ledger } from './ledger.ts';
import { createLedgerReader } from './ledger-reader.ts';

export interface Ledgers {
  get(userId: number): Promise<Ledger>;
  /** Core's events: what was written, and whether it says where. */
  heard(published: Published): void;
  forget(): void;
}

interface Kept {
  /** Resolves when all of it was read. Others' calls are answered in between. */
  readonly reading: Promise<void>;
  ledger: Ledger;
  /** Titles that were touched since the reading began. */
  readonly touched: Set<number>;
}

const mostPeople = 4;
/** With more touched titles than this, reading everything is quicker. */
const mostTouched = 200;

/** Events that say which title they touched; null: any. */
const touching: ReadonlySet<string> = new Set([
  'review.saved',
  'review.deleted',
  'diary.changed',
  'catalog.changed',
]);
/** Events about what no figure counts. */
const harmless: ReadonlySet<string> = new Set([
  'shelves.changed',
  'lists.changed',
  'notifications.changed',
  'discovery.changed',
  'imports.job',
  'jobs.changed',
]);

/** `alone` runs a step while no transaction is open on the connection. */
export function createLedgers(sqlite: Database.Database, alone: <T>(step: () => T) => Promise<T>): Ledgers {
  const reader = createLedgerReader(sqlite);
  let ledgers = new Map<number, Kept>();

  function begin(userId: number): Kept {
    const kept: Kept = { ledger: emptyLedger(), reading: readAll(), touched: new Set() };
    ledgers.delete(userId);
    ledgers.set(userId, kept);
    const [oldest] = ledgers.keys();
    if (ledgers.size > mostPeople && oldest !== undefined) ledgers.delete(oldest);
    return kept;

    async function readAll(): Promise<void> {
      const steps = reader.readAll(userId);
      for (;;) {
        const { done, value } = await alone(() => steps.next());
        if (done) {
          kept.ledger = value;
          return;
        }
        await nextTurn();
      }
    }
  }

  function mend(userId: number, { ledger, touched }: Kept): Ledger {
    if (touched.size > 0) reader.readAgain(ledger, userId, [...touched]);
    touched.clear();
    return ledger;
  }

  return {
    async get(userId) {
      const known = ledgers.get(userId);
      const kept = known && known.touched.size <= mostTouched ? known : begin(userId);
      try {
        await kept.reading;
      } catch (error) {
        if (ledgers.get(userId) === kept) ledgers.delete(userId);
        throw error;
      }
      return await alone(() => mend(userId, kept));
    },
    forget() {
      ledgers = new Map();
    },
    heard({ event, payload }) {
      if (harmless.has(event)) return;
      const mediaId = touching.has(event) ? (payload as { readonly mediaId: number | null }).mediaId : null;
      if (mediaId === null) {
        ledgers = new Map();
        return;
      }
      // Everybody's: a title's mean beside one's own is made of all ratings.
      for (const { touched } of ledgers.values()) touched.add(mediaId);
    },
  };
}

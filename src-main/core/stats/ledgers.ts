// The ledgers of the profiles that looked at statistics lately. A write that says which title it touched costs the
// reading of that title; one that doesn't, or another process's, costs the whole ledger.
import type Database from 'better-sqlite3';
import type { Published } from '../events.ts';
import { createLedgerReader, inOrder, replaceTitles, type Ledger } from './ledger.ts';
import { createTitleFacts } from './title-facts.ts';

export interface Ledgers {
  get(userId: number): Promise<Ledger>;
  /** Core's events: what was written, and whether it says where. */
  heard(published: Published): void;
  forget(): void;
}

interface Kept {
  ledger: Ledger;
  /** Titles that were touched since. */
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
  const facts = createTitleFacts(sqlite);
  const reader = createLedgerReader(sqlite, facts);
  let ledgers = new Map<number, Kept>();

  function forget(): void {
    facts.forget(null);
    ledgers = new Map();
  }

  function read(userId: number): Ledger {
    const kept = ledgers.get(userId);
    if (!kept || kept.touched.size > mostTouched) {
      const ledger = reader.readAll(userId);
      ledgers.delete(userId);
      ledgers.set(userId, { ledger, touched: new Set() });
      const [oldest] = ledgers.keys();
      if (ledgers.size > mostPeople && oldest !== undefined) ledgers.delete(oldest);
      return ledger;
    }
    if (kept.touched.size > 0) {
      const fresh = [...kept.touched].flatMap((mediaId) => reader.readTitle(userId, mediaId));
      kept.ledger = replaceTitles(kept.ledger, kept.touched, inOrder(fresh));
      kept.touched.clear();
    }
    return kept.ledger;
  }

  return {
    get: (userId) => alone(() => read(userId)),
    forget,
    heard({ event, payload }) {
      if (harmless.has(event)) return;
      const mediaId = touching.has(event) ? (payload as { readonly mediaId: number | null }).mediaId : null;
      if (mediaId === null) return forget();
      facts.forget(mediaId);
      // Everybody's: a title's mean beside one's own is made of all ratings.
      for (const { touched } of ledgers.values()) touched.add(mediaId);
    },
  };
}

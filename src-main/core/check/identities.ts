// What follows from a title's own facts: its uid, its normalised title and the key that lists go by.
import type Database from 'better-sqlite3';
import { normaliseTitle, sortKey } from '#shared/domain/media-identity.ts';
import { mediaUid } from '../catalog/media-uid.ts';
import { mostExamples, type Check } from './check.ts';

interface Row {
  readonly id: number;
  readonly uid: Buffer;
  readonly kind: string;
  readonly title: string;
  readonly title_key: string;
  readonly sort_key: string;
  readonly year: number | null;
  readonly disambiguator: string;
}

interface Derived {
  readonly id: number;
  readonly uid: Buffer;
  readonly titleKey: string;
  readonly sort: string;
}

export function checkIdentities(sqlite: Database.Database): Check {
  const rows = sqlite.prepare<[], Row>(
    'SELECT id, uid, kind, title, title_key, sort_key, year, disambiguator FROM media ORDER BY id',
  );
  let looked = 0;
  const wrong: Derived[] = [];
  const examples: string[] = [];
  for (const row of rows.iterate()) {
    looked++;
    const titleKey = normaliseTitle(row.title);
    const derived = { id: row.id, uid: mediaUid(row), titleKey, sort: sortKey(titleKey) };
    if (derived.uid.equals(row.uid) && titleKey === row.title_key && derived.sort === row.sort_key) continue;
    wrong.push(derived);
    if (examples.length < mostExamples)
      examples.push(`${row.title} (${row.year ?? 'no year'}), number ${row.id}`);
  }
  return { looked, wrong: wrong.length, examples, mend: () => mendIdentities(sqlite, wrong) };
}

/** Where another title has the identity, the two are one work: only people can say what becomes of them. */
function mendIdentities(sqlite: Database.Database, wrong: readonly Derived[]): void {
  const keys = sqlite.prepare('UPDATE media SET title_key = ?, sort_key = ? WHERE id = ?');
  const uid = sqlite.prepare('UPDATE OR IGNORE media SET uid = ? WHERE id = ?');
  for (const derived of wrong) {
    keys.run(derived.titleKey, derived.sort, derived.id);
    uid.run(derived.uid, derived.id);
  }
}

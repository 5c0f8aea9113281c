// Gives transactions that nobody has seen other stamps: in the dictionary, and where records name their newest stamp apart.
import type Database from 'better-sqlite3';
import { withStamps } from '#shared/sync/record.ts';
import type { Stamp } from '#shared/sync/stamp.ts';
import type { Books } from './capture.ts';
import { bytesOf } from './clocks.ts';
import { keyText, type Address } from './held-rows.ts';
import { nameOf } from './records.ts';

/** Gives the function that replaces a profile's stamps. Call it inside a transaction. */
export function createRestamping(
  sqlite: Database.Database,
  userId: number,
  { clocks, records }: Books,
): (renewed: ReadonlyMap<Stamp, Stamp>) => void {
  const mixed = sqlite.prepare<[number], Address & { readonly stamp: number; readonly older: string }>(
    'SELECT coll, key, stamp, older FROM sync_records WHERE user_id = ? AND older IS NOT NULL',
  );
  const clearStamp = sqlite.prepare('UPDATE sync_stamps SET stamp = randomblob(16) WHERE id = ?');
  const setStamp = sqlite.prepare('UPDATE sync_stamps SET stamp = ?, sent = 0 WHERE id = ?');

  /** Records whose fields have several stamps, of which one is replaced: which is the newest may change. */
  function affectedBy(ids: ReadonlySet<number>): Address[] {
    const found: Address[] = [];
    for (const { coll, key, stamp, older } of mixed.iterate(userId)) {
      const named = [stamp, ...Object.values(JSON.parse(older) as Record<string, number>)];
      if (named.some((id) => ids.has(id))) found.push({ coll, key });
    }
    return found;
  }

  return (renewed) => {
    const numbered = [...renewed].map(([from, to]) => ({ id: clocks.idOf(userId, from), to }));
    const affected = affectedBy(new Set(numbered.map(({ id }) => id))).flatMap(({ coll, key }) => {
      const [c, k] = [nameOf(coll), keyText(key)];
      const stored = records.load(userId, c, k);
      return stored === undefined ? [] : [{ c, k, ...stored }];
    });
    // All at once, since a stamp may become what another one was.
    for (const { id } of numbered) clearStamp.run(id);
    for (const { id, to } of numbered) setStamp.run(bytesOf(to), id);
    clocks.forget();
    for (const { c, k, row, isPlaced } of affected)
      records.save(userId, c, k, { ...row, record: withStamps(row.record, renewed) }, { isPlaced });
  };
}

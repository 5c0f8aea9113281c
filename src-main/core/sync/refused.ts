// Records that the server doesn't take as they are, for a person to see which and why. They stay here as they are, and are
// sent again when they are edited or when somebody says so.
import { sql } from 'kysely';
import type { RefusedRecord } from '#shared/api/sync.ts';
import { AppError } from '#shared/errors.ts';
import type { Refusal } from '#shared/sync/replica-store.ts';
import type { Db } from '../db/db.ts';
import { aboutOf } from './about.ts';
import { keyText, storedKey, type Address } from './held-rows.ts';
import { codeOf, nameOf } from './records.ts';

const pageLimit = 50;

const reasons = { r: 'invalid', u: 'unsupported', q: 'full' } as const satisfies Record<
  Refusal,
  RefusedRecord['reason']
>;

/** In the order of their keys. `cursor`: collection and key of the record that the page begins behind. */
export async function listRefused(
  db: Db,
  userId: number,
  cursor: string | null,
): Promise<{ items: RefusedRecord[]; nextCursor: string | null }> {
  const after = cursor === null ? undefined : /^([^/]+)\/(.+)$/.exec(cursor);
  if (after === null) throw new AppError('invalid_input', 'cursor: is not one', { field: 'cursor' });
  const [coll, key] =
    after === undefined ? [null, null] : [codeOf(after[1] ?? ''), storedKey(after[2] ?? '')];
  const { rows } = await sql<Address & { readonly refused: Refusal }>`
    SELECT coll, key, refused FROM sync_records INDEXED BY sync_records_refused
    WHERE user_id = ${userId} AND refused IS NOT NULL AND (${coll} IS NULL OR (coll, key) > (${coll}, ${key}))
    ORDER BY coll, key LIMIT ${pageLimit + 1}`.execute(db);
  const items: RefusedRecord[] = [];
  for (const { coll: code, key: stored, refused } of rows.slice(0, pageLimit)) {
    const [collection, k] = [nameOf(code), keyText(stored)];
    const about = await aboutOf(db, userId, collection, k);
    items.push({ id: `${collection}/${k}`, collection, reason: reasons[refused], ...about });
  }
  return { items, nextCursor: rows.length > pageLimit ? (items.at(-1)?.id ?? null) : null };
}

/** They wait to be sent like everything else from now on. */
export async function sendRefusedAgain(db: Db, userId: number): Promise<void> {
  await db
    .updateTable('sync_records')
    .set({ refused: null })
    .where('user_id', '=', userId)
    .where('refused', 'is not', null)
    .execute();
}

// Writes one field of a record as the person would, by the names that records have: for what is taken back from the shelf.
import type Database from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';
import type { Json } from '#shared/sync/canonical-json.ts';
import { flawOf } from '#shared/sync/collections.ts';
import { edit } from '#shared/sync/record.ts';
import { makeStamp, type NodeId } from '#shared/sync/stamp.ts';
import { createHeldRows, storedKey } from './held-rows.ts';
import { createPlacing } from './placing.ts';
import { known } from './records.ts';

export interface FieldWrite {
  readonly userId: number;
  readonly c: string;
  readonly k: string;
  readonly field: string;
  readonly value: Json;
  /** Now, ISO 8601. */
  readonly time: string;
}

/**
 * Call inside a transaction, which captures it like every other edit. A row that was deleted comes back. Throws
 * `not_found` where there is no such row, `invalid_input` where the field can't hold the value.
 */
export function writeField(sqlite: Database.Database, write: FieldWrite): void {
  const { userId, c, k, field, value, time } = write;
  const key = storedKey(k);
  const collection = known(c, key);
  const held =
    collection && typeof key !== 'string' ? createHeldRows(sqlite).byKey(collection, userId, key) : undefined;
  if (collection === undefined || held === undefined)
    throw new AppError('not_found', 'What this was written of is not there any more.', { c, k });
  // The stamp is only what the row's time is made of.
  const stamp = makeStamp(Date.parse(time), 0, '0'.repeat(16) as NodeId);
  const record = edit(undefined, { ...held.values, [field]: value }, stamp, 1);
  const flaw = flawOf(c, k, record);
  if (flaw !== undefined)
    throw new AppError('invalid_input', `${field}: can't be ${JSON.stringify(value)}`, { field });
  const placing = createPlacing(sqlite);
  placing.place(userId, collection, held.key, record, held);
  placing.settle();
}

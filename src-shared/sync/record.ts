// A synced record is a map of fields, each a last-writer-wins register: (stamp, value). Existence is a field like any
// other, so a later edit beats an earlier delete and a later delete beats an earlier edit. Records form a join
// semilattice: `join` is commutative, associative and idempotent, so every order of delivery ends in the same record.
// Sources: Shapiro et al., "A comprehensive study of Convergent and Commutative Replicated Data Types" (2011),
// LWW-Register and LWW-Map.
import { compareJson, type Json } from './canonical-json.ts';
import { noStamp, type Stamp } from './stamp.ts';

export type Field = string;

/** 0: it exists; 1: it was deleted (a tombstone). */
export const existence: Field = '_x';

/**
 * The packed form, in which records travel and are stored. Fields that must change together are one field
 * (`rating: {v, scale}`). A field that is absent makes no claim: what an old device doesn't know, it can't erase.
 */
export interface SyncRecord {
  /** Version of the collection's schema; the highest that took part. */
  readonly s: number;
  /** The newest stamp of any field, and the stamp of every field that `o` doesn't name. */
  readonly r: Stamp;
  /** Stamps of the fields that are older. Absent where all are of one stamp. */
  readonly o?: Readonly<Record<Field, Stamp>>;
  readonly v: Readonly<Record<Field, Json>>;
}

/** When a field was written; `noStamp` where the record makes no claim on it. */
export function stampOfField(record: SyncRecord, field: Field): Stamp {
  if (!Object.hasOwn(record.v, field)) return noStamp;
  const older = record.o?.[field];
  // NOTE: a field may be called like a member of every object ("constructor"), which is no text.
  return typeof older === 'string' ? older : record.r;
}

export function isAlive(record: SyncRecord): boolean {
  return record.v[existence] !== 1;
}

/** The record with some fields written at one moment; written to, it exists. `schema`: the writer's version of it. */
export function edit(
  record: SyncRecord | undefined,
  values: Readonly<Record<Field, Json>>,
  stamp: Stamp,
  schema: number,
): SyncRecord {
  return writeFields(record, { ...values, [existence]: 0 }, stamp, schema);
}

/** The tombstone: values stay until it is purged, so that a later edit brings back the whole. */
export function remove(record: SyncRecord, stamp: Stamp): SyncRecord {
  return writeFields(record, { [existence]: 1 }, stamp, record.s);
}

/** For privacy: a tombstone without values. */
export function erase(record: SyncRecord, stamp: Stamp): SyncRecord {
  const values: Record<Field, Json> = {};
  for (const field of Object.keys(record.v)) values[field] = field === existence ? 1 : null;
  return writeFields(record, values, stamp, record.s);
}

/** The least record that includes both. */
export function join(one: SyncRecord, other: SyncRecord): SyncRecord {
  if (includes(one, other)) return one;
  if (includes(other, one)) return other;
  const values: Record<Field, Json> = {};
  const stamps: Record<Field, Stamp> = {};
  for (const record of [one, other]) {
    for (const field of Object.keys(record.v)) {
      const winner = record === other && compareField(one, other, field) > 0 ? one : record;
      values[field] = winner.v[field] as Json;
      stamps[field] = stampOfField(winner, field);
    }
  }
  return pack(Math.max(one.s, other.s), stamps, values);
}

/** Whether a record holds everything that another one claims: join(whole, part) says the same as `whole`. */
export function includes(whole: SyncRecord, part: SyncRecord): boolean {
  if (whole === part) return true;
  if (whole.s < part.s) return false;
  for (const field in part.v) if (compareField(whole, part, field) < 0) return false;
  return true;
}

/** Every stamp in the record, once or more. */
export function stampsOf(record: SyncRecord): readonly Stamp[] {
  return record.o === undefined ? [record.r] : [record.r, ...Object.values(record.o)];
}

/** The record with some of its stamps replaced. */
export function withStamps(record: SyncRecord, renewed: ReadonlyMap<Stamp, Stamp>): SyncRecord {
  if (!stampsOf(record).some((stamp) => renewed.has(stamp))) return record;
  const stamps: Record<Field, Stamp> = {};
  for (const field of Object.keys(record.v)) {
    const stamp = stampOfField(record, field);
    stamps[field] = renewed.get(stamp) ?? stamp;
  }
  return pack(record.s, stamps, record.v);
}

/** Negative where `other` wins the field, positive where `one` does, 0 where they say the same. A total order. */
function compareField(one: SyncRecord, other: SyncRecord, field: Field): number {
  const stamp = stampOfField(one, field);
  const otherStamp = stampOfField(other, field);
  if (stamp !== otherStamp) return stamp < otherStamp ? -1 : 1;
  return stamp === noStamp ? 0 : compareJson(one.v[field] as Json, other.v[field] as Json);
}

function writeFields(
  record: SyncRecord | undefined,
  written: Readonly<Record<Field, Json>>,
  stamp: Stamp,
  schema: number,
): SyncRecord {
  if (record === undefined) return { s: schema, r: stamp, v: written };
  const stamps: Record<Field, Stamp> = {};
  for (const field of Object.keys(record.v)) stamps[field] = stampOfField(record, field);
  for (const field of Object.keys(written)) stamps[field] = stamp;
  return pack(Math.max(record.s, schema), stamps, { ...record.v, ...written });
}

/** The one packed form of a map of fields: `r` is the newest stamp, `o` names the others. */
function pack(
  schema: number,
  stamps: Readonly<Record<Field, Stamp>>,
  values: Readonly<Record<Field, Json>>,
): SyncRecord {
  let newest = noStamp;
  for (const field in stamps) if ((stamps[field] as Stamp) > newest) newest = stamps[field] as Stamp;
  const older: Record<Field, Stamp> = {};
  let uniform = true;
  for (const field in stamps) {
    const stamp = stamps[field] as Stamp;
    if (stamp === newest) continue;
    older[field] = stamp;
    uniform = false;
  }
  return uniform ? { s: schema, r: newest, v: values } : { s: schema, r: newest, o: older, v: values };
}

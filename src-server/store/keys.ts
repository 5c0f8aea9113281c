// The names of everything in Redis. What must change together carries one hash tag, and so lies in one slot of a cluster:
// the 256 partitions, by the first two digits of a uid. All of a person is in one of them, beside the stream of events
// that tells workers what changed there; all of a title is in one too, which may be another.
import { createHash } from 'node:crypto';

/** Two hexadecimal digits, 00 to ff. 256 for ever: they are part of every key. */
export type Partition = string;

export function partitionOf(uid: string): Partition {
  return uid.slice(0, 2);
}

export const partitions: readonly Partition[] = Array.from({ length: 256 }, (_, index) =>
  index.toString(16).padStart(2, '0'),
);

/** Events of a partition, for workers. */
export function eventsKey(partition: Partition): string {
  return `{${partition}}:events`;
}

export function personKeys(uid: string) {
  const prefix = `{${partitionOf(uid)}}:u:${uid}`;
  return {
    /** Name, e-mail address, password's hash, role. */
    account: `${prefix}:account`,
    /** By device: the counter of its refresh token; with `:used`, `:at` and `:info` what belongs to it. */
    devices: `${prefix}:devices`,
    /** seq, floor, public, and `n:<collection>`: records that exist. */
    meta: `${prefix}:meta`,
    generations: `${prefix}:generations`,
    /** "<collection>/<key>" → packed record. */
    records: `${prefix}:records`,
    /** "<collection>/<key>" by the seq of its last change. */
    feed: `${prefix}:feed`,
    /** Titles whose review's text moderators took out of sight. */
    hidden: `${prefix}:hidden`,
    events: eventsKey(partitionOf(uid)),
    /** Everybody of the partition. */
    people: `{${partitionOf(uid)}}:people`,
  };
}

export function titleKeys(uid: string) {
  const prefix = `{${partitionOf(uid)}}:m:${uid}`;
  return {
    facts: `${prefix}:facts`,
    /** Person → what of their review counts, with stamps. */
    ratings: `${prefix}:ratings`,
    /** Sums of those. */
    totals: `${prefix}:totals`,
    /** People who wrote of it, by when. */
    reviewers: `${prefix}:reviewers`,
  };
}

/** Whose turn it is to purge a partition today. */
export function purgeKey(partition: Partition): string {
  return `{${partition}}:purged`;
}

/** Where the uid of whoever has this address stands. */
export function emailKey(email: string): string {
  return `{e:${emailHash(email)}}`;
}

/** For a name of an even form, and not to hide anything: the account says its address. So it needs no secret. */
export function emailHash(email: string): string {
  return createHash('sha256').update(email.normalize('NFC').toLowerCase()).digest('base64url');
}

/** Titles of a kind by their weighted rating; members are "<year or 0000> <uid>". */
export function topKey(kind: string): string {
  return `{top:${kind}}`;
}

/** Words of titles that begin with the same two characters, for search: "<word>\0<uid>". */
export function wordsKey(beginning: string): string {
  return `{w:${beginning}}`;
}

/** An answer that may be a little old. */
export function cachedKey(name: string): string {
  return `{cached:${name}}`;
}

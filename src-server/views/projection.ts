// What of a person's review others see: the part of the record that counts, and whether the person is public, each with its
// stamp, so that views can join it like a record.
import { existence, stampOfField, type SyncRecord } from '#shared/sync/record.ts';
import { noStamp, type Stamp } from '#shared/sync/stamp.ts';
import { personKeys } from '../store/keys.ts';
import type { Redis } from '../store/redis.ts';

/** Of a person: '1', '0' or 'gone', and since when. */
export interface Publicity {
  readonly public: string;
  readonly stamp: Stamp;
}

export async function readPublicity(redis: Redis, uid: string): Promise<Publicity> {
  const { meta } = personKeys(uid);
  const reply = (await redis.send('HMGET', meta, 'public', 'publicStamp')) as (string | null)[];
  return { public: reply[0] ?? '0', stamp: (reply[1] ?? noStamp) as Stamp };
}

/** What of a review counts for others, each with its stamp. */
export function projected(record: SyncRecord, state: Publicity): SyncRecord {
  const values: Record<string, number | null> = {};
  const stamps: Record<string, Stamp> = {};
  put(existence, Number(record.v[existence]), stampOfField(record, existence));
  put('rating', (record.v['rating'] ?? null) as number | null, stampOfField(record, 'rating'));
  put('written', (record.v['body'] ?? null) === null ? 0 : 1, stampOfField(record, 'body'));
  put('public', state.public === '1' ? 1 : 0, state.stamp);
  const r = Object.values(stamps).reduce((newest, stamp) => (stamp > newest ? stamp : newest));
  const o = Object.fromEntries(Object.entries(stamps).filter(([, stamp]) => stamp !== r));
  return { s: 1, r, o, v: values };

  function put(field: string, value: number | null, stamp: Stamp): void {
    if (stamp === noStamp) return;
    values[field] = value;
    stamps[field] = stamp;
  }
}

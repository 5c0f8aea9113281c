// The messages between a device and a server, version 1, as schemas that both use. Every reply carries the server's
// time, every request what the device saw, so each contact measures the clock and proves that nothing was lost.
import * as z from 'zod';
import type { Json } from './canonical-json.ts';
import { isNodeId, isStamp, noStamp, type NodeId, type Stamp } from './stamp.ts';

export const protocolVersion = 1;

/** The most that a message holds; bytes are after decompression. */
export const limits = {
  changes: 500,
  pageRecords: 5000,
  bodyBytes: 2 ** 20,
  recordBytes: 64 * 2 ** 10,
  keyLength: 200,
  fields: 100,
} as const;

/** Tombstones are purged when all of their stamps are older. A constant of the protocol: devices count on it too. */
export const tombstoneLifeMs = 180 * 86_400_000;

export const stamp = z.custom<Stamp>((value) => isStamp(value) && value !== noStamp, {
  error: 'expected a stamp: 32 lower-case hexadecimal digits, not all 0',
});
export const node = z.custom<NodeId>(isNodeId, {
  error: 'expected a node: 16 lower-case hexadecimal digits',
});

export const collectionForm = /^[a-z][a-z0-9]{0,29}$/;
export const collection = z.string().regex(collectionForm);
export const key = z.string().min(1).max(limits.keyLength);
/** `_x` is existence; no other name begins with an underscore. */
export const fieldForm = /^(?:_x|[a-z][A-Za-z0-9]{0,39})$/;
export const field = z.string().regex(fieldForm);
/** Of a device's place in a feed and of what it saw: opaque to devices. */
export const longestCursor = 300;
export const cursor = z.string().min(1).max(longestCursor);
const seq = z.int().nonnegative();
/** Milliseconds since 1970 (UTC), by the server's clock. */
export const moment = z.int().nonnegative();

export const syncRecord = z
  .strictObject({
    s: z.int().min(1).max(9999),
    r: stamp,
    o: z.record(field, stamp).exactOptional(),
    v: z.record(field, z.json() as z.ZodType<Json>),
  })
  .refine(({ v }) => v['_x'] === 0 || v['_x'] === 1, {
    error: 'expected the field _x to be 0 (exists) or 1 (deleted)',
    path: ['v', '_x'],
  })
  .refine(({ v }) => Object.keys(v).length <= limits.fields, {
    error: `expected at most ${limits.fields} fields`,
    path: ['v'],
  })
  .refine(
    ({ r, o = {}, v }) => Object.entries(o).every(([name, older]) => older < r && Object.hasOwn(v, name)),
    { error: 'expected older stamps than r, of fields that are there', path: ['o'] },
  )
  .refine(({ o = {}, v }) => Object.keys(o).length < Object.keys(v).length, {
    error: 'expected r to be the stamp of a field',
    path: ['r'],
  });

/** One record as its device has it: a state, not an operation, so it may come twice, late and in any order. */
export const change = z.strictObject({ c: collection, k: key, d: syncRecord });
/** A record of a page, and the `seq` at which it last changed. */
const feedRecord = z.strictObject({ c: collection, k: key, d: syncRecord, q: seq });

const place = { pos: cursor.nullable(), seen: cursor.nullable() };

export const pushRequest = z.strictObject({
  p: z.literal(protocolVersion),
  node,
  ...place,
  changes: z.array(change).min(1).max(limits.changes),
});

export const pullRequest = z.strictObject({
  p: z.literal(protocolVersion),
  node,
  feed: z.string().min(1).max(limits.keyLength),
  ...place,
  limit: z.int().min(1).max(limits.pageRecords),
});

/**
 * What became of a change. a: stored as sent. m: merged, see `held`. d: was there already. s: all of it was older,
 * see `held`. k: from the future, stamp it anew. r: not allowed or not valid. u: unknown collection or a newer version
 * of it. q: over the quota. A change that is refused doesn't hold up the others.
 */
export const changeStatus = z.enum(['a', 'm', 'd', 's', 'k', 'r', 'u', 'q']);

export const pushReply = z.strictObject({
  kind: z.literal('pushed'),
  now: moment,
  seen: cursor,
  /** The new place, where the device knew everything before this batch: it skips the echo. Else null. */
  pos: cursor.nullable(),
  head: seq,
  /** One for each change, in their order. */
  statuses: z.array(changeStatus).max(limits.changes),
  /** What the server holds where that isn't what was sent (m and s), by the change's index. */
  held: z.array(z.strictObject({ i: z.int().nonnegative(), d: syncRecord })).max(limits.changes),
});

export const pullReply = z.strictObject({
  kind: z.literal('page'),
  now: moment,
  seen: cursor,
  pos: cursor,
  head: seq,
  records: z.array(feedRecord).max(limits.pageRecords),
  more: z.boolean(),
});

/** 409: the server lost what came after `common`. */
export const forkReply = z.strictObject({ kind: z.literal('fork'), now: moment, seen: cursor, common: seq });

/** 410: tombstones were purged that the device never saw. It reads everything anew, from `pos`. */
export const resyncReply = z.strictObject({
  kind: z.literal('resync'),
  now: moment,
  seen: cursor,
  pos: cursor,
});

export const reply = z.discriminatedUnion('kind', [pushReply, pullReply, forkReply, resyncReply]);

export type Change = z.infer<typeof change>;
export type FeedRecord = z.infer<typeof feedRecord>;
export type ChangeStatus = z.infer<typeof changeStatus>;
export type PushRequest = z.infer<typeof pushRequest>;
export type PullRequest = z.infer<typeof pullRequest>;
export type PushReply = z.infer<typeof pushReply>;
export type PullReply = z.infer<typeof pullReply>;
export type ForkReply = z.infer<typeof forkReply>;
export type ResyncReply = z.infer<typeof resyncReply>;
export type Reply = z.infer<typeof reply>;

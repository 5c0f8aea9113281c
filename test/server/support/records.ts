// Records and messages as devices make them.
import { randomBytes } from 'node:crypto';
import type { Json } from '#shared/sync/canonical-json.ts';
import type { Change } from '#shared/sync/protocol.ts';
import { edit } from '#shared/sync/record.ts';
import { makeStamp, type NodeId } from '#shared/sync/stamp.ts';

export const node = '00000000000000aa' as NodeId;

export function newUid(): string {
  return randomBytes(16).toString('hex');
}

let counter = 0;

/** Written just now, each after the one before. */
export function review(k: string, values: Readonly<Record<string, Json>>): Change {
  counter = (counter + 1) % 0xffff;
  return { c: 'review', k, d: edit(undefined, values, makeStamp(Date.now(), counter, node), 1) };
}

export function pushOf(
  changes: readonly Change[],
  pos: string | null = null,
  seen: string | null = null,
): Record<string, unknown> {
  return { p: 1, node, pos, seen, changes };
}

export function pullOf(
  pos: string | null = null,
  seen: string | null = null,
  more: { feed?: string; limit?: number } = {},
): Record<string, unknown> {
  return { p: 1, node, feed: 'own', limit: 500, pos, seen, ...more };
}

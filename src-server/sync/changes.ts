// From a pushed batch to what the store merges: each change is looked at by itself, so that one that isn't valid holds
// up none of the others.
import { flawOf } from '#shared/sync/collections.ts';
import type { Change, ChangeStatus } from '#shared/sync/protocol.ts';
import { pack } from './packed.ts';

export interface Batch {
  /** Of changes that aren't merged, by their index; undefined for the others. */
  readonly refused: readonly (ChangeStatus | undefined)[];
  /** "<collection>/<key>" and packed record, in turns: what is merged, in its order. */
  readonly merged: readonly string[];
}

export function readBatch(changes: readonly Change[]): Batch {
  const refused: (ChangeStatus | undefined)[] = [];
  const merged: string[] = [];
  for (const { c, k, d } of changes) {
    const flaw = flawOf(c, k, d);
    refused.push(flaw?.status);
    if (flaw === undefined) merged.push(`${c}/${k}`, pack(d));
  }
  return { refused, merged };
}

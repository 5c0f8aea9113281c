// What a device holds of a feed, in tokens that only the server reads: the place up to which it knows the feed, and the
// highest state of it that it ever saw. A server signs them before it gives them away.
//
// A feed is compacted: it holds each record once, at the `seq` of its last change. So reading it from 0 is the first
// sync and every later one alike, and a record that changes while it is read only moves further ahead.
import type { HighWater } from './generations.ts';

export interface Position {
  /** Every record at this `seq` or below is known. */
  readonly seq: number;
  /** While a device reads from 0: the head when it began. Undefined once it has passed that. */
  readonly scanHead?: number | undefined;
}

export function positionToken({ seq, scanHead }: Position): string {
  return scanHead === undefined ? `p.${seq}` : `p.${seq}.${scanHead}`;
}

export function highWaterToken({ generation, head }: HighWater): string {
  return `h.${head}.${generation}`;
}

/** Undefined for what isn't a position's token. */
export function readPosition(token: string): Position | undefined {
  const match = /^p\.(\d{1,15})(?:\.(\d{1,15}))?$/.exec(token);
  if (match === null) return undefined;
  return { seq: Number(match[1]), scanHead: match[2] === undefined ? undefined : Number(match[2]) };
}

/** Undefined for what isn't a high water mark's token. */
export function readHighWater(token: string): HighWater | undefined {
  const match = /^h\.(\d{1,15})\.([\w-]{0,100})$/.exec(token);
  return match === null ? undefined : { head: Number(match[1]), generation: match[2] ?? '' };
}

/** Where somebody stands who begins to read. */
export function scanStart(head: number): Position {
  return { seq: 0, scanHead: head };
}

/** The place after a page. `last`: the `seq` of its last record, or the head where nothing follows. */
export function positionAfter(position: Position, last: number): Position {
  const { scanHead } = position;
  return scanHead !== undefined && last < scanHead ? { seq: last, scanHead } : { seq: last };
}

/**
 * Whether a tombstone was purged that the device can't have seen, so that it must read everything anew and compare.
 * `floor`: the highest `seq` of a purged tombstone. While a device reads from 0, its place says nothing of what was
 * deleted and purged behind it; what counts is the head when it began. A device without a place is new only if it
 * never saw anything: what it sent and was confirmed may have been deleted since.
 */
export function missedPurge(
  position: Position | undefined,
  seen: HighWater | undefined,
  floor: number,
): boolean {
  if (position === undefined) return seen !== undefined && floor > 0;
  return floor > (position.scanHead ?? position.seq);
}

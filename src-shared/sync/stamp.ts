// The stamp of a hybrid logical clock: 128 bits, written as 32 lower-case hexadecimal digits, so that comparing texts
// compares stamps in JavaScript, in SQLite (as 16 bytes) and in Redis. Never a JSON number: Redis keeps 14 digits.
//
//   12 digits  milliseconds since 1970 (UTC)
//    4 digits  counter within the millisecond
//   16 digits  node: random, one for each profile on each installation
//
// Source: Kulkarni et al., "Logical Physical Clocks" (2014).

declare const stampBrand: unique symbol;
declare const nodeBrand: unique symbol;
export type Stamp = string & { readonly [stampBrand]: 'Stamp' };
export type NodeId = string & { readonly [nodeBrand]: 'NodeId' };

/** Earlier than every stamp of a clock. */
export const noStamp = '0'.repeat(32) as Stamp;

const highestCounter = 0xffff;
const highestMs = 2 ** 48 - 1;

const stampForm = /^[0-9a-f]{32}$/;
const nodeForm = /^[0-9a-f]{16}$/;

export function isStamp(value: unknown): value is Stamp {
  return typeof value === 'string' && stampForm.test(value);
}

export function isNodeId(value: unknown): value is NodeId {
  return typeof value === 'string' && nodeForm.test(value);
}

/** Milliseconds outside what 48 bits hold are drawn to the nearest that they do. */
export function makeStamp(ms: number, counter: number, node: NodeId): Stamp {
  const bounded = Math.min(Math.max(Math.trunc(ms), 0), highestMs);
  return (bounded.toString(16).padStart(12, '0') + counter.toString(16).padStart(4, '0') + node) as Stamp;
}

/** The last stamp of a millisecond, of any node. */
export function lastStampOf(ms: number): Stamp {
  return makeStamp(ms, highestCounter, 'ffffffffffffffff' as NodeId);
}

/** Milliseconds since 1970 (UTC), by the clock that gave the stamp. */
export function msOf(stamp: Stamp): number {
  return Number.parseInt(stamp.slice(0, 12), 16);
}

/** The first stamp of a node that comes after another one: an overflowing counter borrows from the next millisecond. */
export function stampAfter(stamp: Stamp, node: NodeId): Stamp {
  const counter = Number.parseInt(stamp.slice(12, 16), 16);
  return counter === highestCounter
    ? makeStamp(msOf(stamp) + 1, 0, node)
    : makeStamp(msOf(stamp), counter + 1, node);
}

export function laterOf(one: Stamp, other: Stamp): Stamp {
  return one < other ? other : one;
}

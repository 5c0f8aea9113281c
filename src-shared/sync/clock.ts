// A hybrid logical clock: later than everything that its device wrote or received, near the real time, and never an
// error. A wrong wall clock refuses nobody: it is measured at every contact with the server, later stamps are given by
// corrected time, and what nobody has seen yet is stamped anew.
import { laterOf, makeStamp, msOf, stampAfter, type NodeId, type Stamp } from './stamp.ts';

/** Kept with the rows that it stamped, in the same transaction. */
export interface ClockState {
  readonly node: NodeId;
  /** The newest stamp given or received. */
  readonly last: Stamp;
  /** Milliseconds to add to the device's wall clock: what the server's showed beyond it at the last contact. */
  readonly offset: number;
}

/** The server takes stamps up to so far beyond its own clock. */
export const futureToleranceMs = 60_000;
/** A wall clock is corrected when it is off by more. */
export const correctionThresholdMs = 1000;
/** What was not sent yet is stamped anew when the clock that stamped it was off by more. */
export const restampThresholdMs = 120_000;

/** The stamp of a transaction that is written now; save it as the clock's `last`. One stamp for all of its rows. */
export function nextStamp(clock: ClockState, wallMs: number): Stamp {
  return tick(clock.last, wallMs + clock.offset, clock.node);
}

/** Takes note of a stamp that came from elsewhere: whatever is written here next comes after it. */
export function received(clock: ClockState, stamp: Stamp): ClockState {
  return stamp > clock.last ? { ...clock, last: stamp } : clock;
}

/** Whether the server refuses a stamp, at its own time. What it never holds can't poison other clocks. */
export function isFromFuture(stamp: Stamp, serverMs: number): boolean {
  return msOf(stamp) > serverMs + futureToleranceMs;
}

/**
 * How far the offset in use is from the true one, in milliseconds; 0 where the measure can't tell. The server read
 * its clock somewhere in the round trip, so half of that is the measure's error.
 */
export function offsetError(
  clock: ClockState,
  measure: { readonly serverMs: number; readonly wallMs: number; readonly roundTripMs: number },
): number {
  const halfTrip = measure.roundTripMs / 2;
  const error = measure.serverMs + halfTrip - measure.wallMs - clock.offset;
  return Math.abs(error) > correctionThresholdMs + halfTrip ? Math.round(error) : 0;
}

export interface Restamping {
  readonly node: NodeId;
  /** Milliseconds by which the clock that gave the stamps was behind. */
  readonly shift: number;
  /** The server's time: nothing was written after now. */
  readonly ceilingMs: number;
  /** The newest stamp that others may have seen: what is stamped anew stays after it. */
  readonly floor: Stamp;
}

/**
 * New stamps for transactions that nobody else has seen, given in their order (ascending) and keeping it: the clock
 * runs once more over the corrected times.
 */
export function restamp(
  unseen: readonly Stamp[],
  { node, shift, ceilingMs, floor }: Restamping,
): Map<Stamp, Stamp> {
  const renewed = new Map<Stamp, Stamp>();
  let last = floor;
  for (const stamp of unseen) {
    last = tick(last, Math.min(msOf(stamp) + shift, ceilingMs), node);
    renewed.set(stamp, last);
  }
  return renewed;
}

/** Where a clock stands after some of its stamps were replaced; it may go back, but not behind what others saw. */
export function clockAfterRestamp(
  clock: ClockState,
  floor: Stamp,
  renewed: ReadonlyMap<Stamp, Stamp>,
): ClockState {
  let last = floor;
  for (const stamp of renewed.values()) last = laterOf(last, stamp);
  return { ...clock, last };
}

function tick(last: Stamp, ms: number, node: NodeId): Stamp {
  return ms > msOf(last) ? makeStamp(ms, 0, node) : stampAfter(last, node);
}

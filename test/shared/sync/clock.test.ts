import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clockAfterRestamp,
  isFromFuture,
  nextStamp,
  offsetError,
  received,
  restamp,
  type ClockState,
} from '#shared/sync/clock.ts';
import { isStamp, lastStampOf, makeStamp, msOf, noStamp, type NodeId } from '#shared/sync/stamp.ts';

const node = '00000000000000aa' as NodeId;
const other = 'ffffffffffffffff' as NodeId;
const noon = 1_700_000_000_000;
const fresh: ClockState = { node, last: noStamp, offset: 0 };

const ms = fc.integer({ min: 0, max: 2 ** 48 - 2 });
const stamp = fc
  .tuple(ms, fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(node, other))
  .map((parts) => makeStamp(...parts));

describe('a hybrid logical clock', () => {
  test('gives stamps that are later than all it gave and received, whatever the wall clock shows', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(ms, stamp)), (events) => {
        let last = noStamp;
        for (const event of events) {
          const clock = { ...fresh, last };
          const next = typeof event === 'number' ? nextStamp(clock, event) : received(clock, event).last;
          expect(isStamp(next)).toBe(true);
          if (typeof event === 'number') expect(next > last).toBe(true);
          else expect(next >= event && next >= last).toBe(true);
          last = next;
        }
      }),
    );
  });

  test('follows the wall clock and its correction', () => {
    expect(msOf(nextStamp({ ...fresh, offset: -500 }, noon))).toBe(noon - 500);
  });

  test('borrows the next millisecond when its counter is used up', () => {
    const last = makeStamp(noon, 0xffff, other);
    expect(nextStamp({ ...fresh, last }, noon)).toBe(makeStamp(noon + 1, 0, node));
  });

  test('is wrong by what a round trip cannot explain', () => {
    const measure = { wallMs: noon, serverMs: noon + 3_600_000, roundTripMs: 200 };
    expect(offsetError(fresh, measure)).toBe(3_600_100);
    expect(offsetError({ ...fresh, offset: 3_600_000 }, measure)).toBe(0);
    expect(offsetError(fresh, { ...measure, serverMs: noon + 900 })).toBe(0);
    expect(offsetError(fresh, { ...measure, serverMs: noon + 9000, roundTripMs: 20_000 })).toBe(19_000);
    expect(offsetError(fresh, { ...measure, serverMs: noon - 5000, roundTripMs: 20_000 })).toBe(0);
  });

  test('lets the server take up to a minute of future', () => {
    expect(isFromFuture(makeStamp(noon + 60_000, 0xffff, node), noon)).toBe(false);
    expect(isFromFuture(makeStamp(noon + 60_001, 0, node), noon)).toBe(true);
  });
});

describe('stamping anew', () => {
  test('keeps the order, stays after what others saw, and ends near the server’s time', () => {
    const shift = fc.integer({ min: -4e10, max: 4e10 });
    fc.assert(
      fc.property(fc.uniqueArray(stamp, { maxLength: 20 }), shift, stamp, (stamps, by, seen) => {
        const floor = seen < lastStampOf(noon) ? seen : lastStampOf(noon - 1);
        const unseen = stamps.sort();
        const renewed = [...restamp(unseen, { node, shift: by, ceilingMs: noon, floor }).entries()];
        expect(renewed.map(([before]) => before)).toEqual(unseen);
        let last = floor;
        for (const [, after] of renewed) {
          expect(after > last).toBe(true);
          expect(msOf(after) <= noon).toBe(true);
          last = after;
        }
        expect(clockAfterRestamp(fresh, floor, new Map(renewed)).last).toBe(last);
      }),
    );
  });

  test('moves what a slow clock stamped to the time when it was written', () => {
    const year = 31_557_600_000;
    const before = makeStamp(noon - year - 7000, 0, node);
    const renewed = restamp([before], { node, shift: year, ceilingMs: noon, floor: noStamp });
    expect(renewed.get(before)).toBe(makeStamp(noon - 7000, 0, node));
  });
});

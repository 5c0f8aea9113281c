// A wall higher than a browser lays out: steps move it pixel by pixel, jumps go to the place in proportion, and at rest
// the scrollbar stands in proportion again while nothing that is seen moves.
import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { tallest, useStretch } from '#renderer/media/stretch.ts';

const view = 800;

/** An element that is laid out: jsdom has no heights and doesn't round or hold a scroll position. */
function wallElement(height: number): HTMLDivElement {
  const element = document.createElement('div');
  let top = 0;
  Object.defineProperties(element, {
    clientHeight: { get: () => view },
    scrollHeight: { get: () => height },
    scrollTop: {
      get: () => top,
      set: (to: number) => {
        top = Math.round(Math.max(0, Math.min(to, height - view)));
        element.dispatchEvent(new Event('scroll'));
        element.dispatchEvent(new Event('scrollend'));
      },
    },
  });
  return element;
}

function open(whole: number) {
  const { result } = renderHook(() => useStretch(whole));
  const now = () => result.current;
  const element = wallElement(now().height);
  const wall = { scrollElement: element } as never;
  let offset = -1;
  now().observeElementOffset(wall, (to) => void (offset = to));
  const to = (top: number) => act(() => void (element.scrollTop = top));
  const rest = () => act(() => void vi.advanceTimersByTime(200));
  // Where the whole stands in view: what is told to the virtualizer, and what rows are shifted by, must agree.
  const seen = () => {
    expect(offset).toBe(element.scrollTop + now().shift);
    return offset;
  };
  return { now, element, wall, to, rest, seen };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a wall that fits is left alone', () => {
  const { now, to, rest, seen } = open(5_000_000);
  expect(now().height).toBe(5_000_000);
  to(4_321_000);
  rest();
  expect(seen()).toBe(4_321_000);
  expect(now().shift).toBe(0);
});

test('steps are steps, wherever they begin, and rest moves nothing', () => {
  const { now, element, to, rest, seen } = open(100_000_000);
  expect(now().height).toBe(tallest);
  to(6_000_000);
  rest();
  const middle = seen();
  for (let step = 1; step <= 50; step++) {
    to(element.scrollTop + 120);
    expect(seen()).toBe(middle + step * 120);
    if (step % 20 === 0) rest();
  }
  for (let step = 49; step >= 0; step--) {
    to(element.scrollTop - 120);
    expect(seen()).toBe(middle + step * 120);
  }
});

test('a jump goes to the place in proportion, its ends to the ends', () => {
  const whole = 100_000_000;
  const { to, rest, seen } = open(whole);
  to((tallest - view) / 2);
  expect(seen()).toBeCloseTo((whole - view) / 2, -2);
  to(tallest);
  rest();
  expect(seen()).toBe(whole - view);
  to(0);
  rest();
  expect(seen()).toBe(0);
});

test('a place of the whole is scrolled to and revealed exactly', () => {
  const { now, element, wall, rest, seen } = open(100_000_000);
  act(() => now().scrollToFn(77_777_777, undefined, wall));
  expect(seen()).toBe(77_777_777);
  rest();
  expect(seen()).toBe(77_777_777);
  act(() => now().reveal(element, 50_000_000, 50_000_300, 20, 40));
  expect(seen()).toBe(50_000_000 - 20);
  act(() => now().reveal(element, 50_001_000, 50_001_300, 20, 40));
  expect(seen()).toBe(50_001_300 + 40 - view);
  act(() => now().reveal(element, 50_000_900, 50_001_000, 20, 40));
  expect(seen()).toBe(50_001_300 + 40 - view);
});

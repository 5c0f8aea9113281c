// Scrolling through more than a browser can lay out. The page is at most `tallest` pixels high and stands for all rows:
// small steps move the rows pixel by pixel, jumps (a dragged scrollbar, End) go to the place in proportion, and at rest
// the scrollbar is set right again without moving what is seen. With a list that fits, all of this comes to nothing.
import type { Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

export const tallest = 12_000_000;
/** Milliseconds. */
const restAfter = 120;

type Wall = Virtualizer<HTMLDivElement, Element>;
type Told = (offset: number, isScrolling: boolean) => void;

export interface Stretch {
  /** How high the wall is laid out. */
  readonly height: number;
  /** Pixels that every row stands higher than its place in the whole. */
  readonly shift: number;
  readonly observeElementOffset: (wall: Wall, tell: Told) => (() => void) | undefined;
  readonly scrollToFn: (offset: number, options: unknown, wall: Wall) => void;
  /** Brings what stands from `start` to `end` of the whole into view, with that much room kept free above and below. */
  readonly reveal: (element: HTMLElement, start: number, end: number, above: number, below: number) => void;
}

/** `whole`: the height that all rows would take. */
export function useStretch(whole: number): Stretch {
  const height = Math.min(whole, tallest);
  const [shift, setShift] = useState(0);
  const state = useRef({ whole, shift: 0, top: 0, tell: silent });
  useLayoutEffect(() => {
    state.current.whole = whole;
  }, [whole]);

  const put = useCallback((element: HTMLElement, offset: number, top: number) => {
    state.current.top = top;
    state.current.shift = offset - top;
    // Rows and scroll position change in the same frame.
    flushSync(() => setShift(offset - top));
    element.scrollTop = top;
    // As the browser rounds it.
    state.current.top = element.scrollTop;
  }, []);

  const observeElementOffset = useCallback(
    (wall: Wall, tell: Told) => {
      const element = wall.scrollElement;
      if (!element) return undefined;
      const now = state.current;
      now.tell = tell;
      let rest: ReturnType<typeof setTimeout> | undefined;
      const scroll = () => {
        clearTimeout(rest);
        const top = element.scrollTop;
        if (now.whole > tallest && Math.abs(top - now.top) > 3 * element.clientHeight) {
          now.shift = placeAt(top, element, now.whole) - top;
          setShift(now.shift);
        }
        now.top = top;
        tell(top + now.shift, true);
      };
      const settle = () => {
        const offset = element.scrollTop + now.shift;
        if (now.whole > tallest) {
          const top = topFor(offset, element, now.whole);
          if (Math.abs(top - element.scrollTop) > 1) put(element, offset, top);
        }
        tell(offset, false);
      };
      // Each step of a script or a key ends a scroll of its own: only what lasts is a rest.
      const end = () => {
        clearTimeout(rest);
        rest = setTimeout(settle, restAfter);
      };
      now.top = element.scrollTop;
      tell(element.scrollTop + now.shift, false);
      element.addEventListener('scroll', scroll, { passive: true });
      element.addEventListener('scrollend', end, { passive: true });
      return () => {
        element.removeEventListener('scroll', scroll);
        element.removeEventListener('scrollend', end);
        clearTimeout(rest);
      };
    },
    [put],
  );

  const scrollTo = useCallback(
    (element: HTMLElement, offset: number) => {
      const now = state.current;
      if (now.whole <= tallest) element.scrollTop = offset;
      else {
        const wanted = Math.max(0, Math.min(offset, offsetMost(element, now.whole)));
        put(element, wanted, topFor(wanted, element, now.whole));
        now.tell(wanted, false);
      }
    },
    [put],
  );

  const scrollToFn = useCallback(
    (offset: number, _options: unknown, wall: Wall) => {
      if (wall.scrollElement) scrollTo(wall.scrollElement, offset);
    },
    [scrollTo],
  );

  const reveal = useCallback(
    (element: HTMLElement, start: number, end: number, above: number, below: number) => {
      const offset = element.scrollTop + state.current.shift;
      if (start - above < offset) scrollTo(element, start - above);
      else if (end + below > offset + element.clientHeight)
        scrollTo(element, end + below - element.clientHeight);
    },
    [scrollTo],
  );

  return useMemo(
    () => ({ height, shift: whole > tallest ? shift : 0, observeElementOffset, scrollToFn, reveal }),
    [height, whole, shift, observeElementOffset, scrollToFn, reveal],
  );
}

const silent: Told = () => {};

/** The whole's place for a scroll position, in proportion. */
function placeAt(top: number, element: HTMLElement, whole: number): number {
  return (top / Math.max(1, topMost(element))) * offsetMost(element, whole);
}

function topFor(offset: number, element: HTMLElement, whole: number): number {
  return Math.round((offset / Math.max(1, offsetMost(element, whole))) * topMost(element));
}

function topMost(element: HTMLElement): number {
  return element.scrollHeight - element.clientHeight;
}

/** What stands above and below the wall keeps its size. */
function offsetMost(element: HTMLElement, whole: number): number {
  return topMost(element) - tallest + whole;
}

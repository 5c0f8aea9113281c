// How many covers fit beside one another, and how tall a row of them is: from the width, the density and the text below.
import { useLayoutEffect, useState, type RefObject } from 'react';

export interface Shape {
  readonly layout: 'grid' | 'table';
  readonly isSquare: boolean;
  readonly columns: number;
  readonly rowHeight: number;
}

/** Under a cover: 10 px, two lines of 18 px. */
const captionHeight = 46;

export function useShape(
  wall: RefObject<HTMLElement | null>,
  layout: 'grid' | 'table',
  isSquare: boolean,
): Shape {
  const [measures, setMeasures] = useState({ width: 1160, gap: 24, least: 148, row: 52 });
  useLayoutEffect(() => {
    const element = wall.current;
    if (!element) return undefined;
    const measure = () => {
      const style = getComputedStyle(element);
      const pixels = (name: string, otherwise: number) =>
        Number.parseFloat(style.getPropertyValue(name)) || otherwise;
      setMeasures((before) => {
        const next = {
          width: element.clientWidth || before.width,
          gap: pixels('--grid-gap', 24),
          least: pixels('--cover-min', 148),
          row: pixels('--row-height', 52),
        };
        return Object.entries(next).every(([name, value]) => before[name as keyof typeof next] === value)
          ? before
          : next;
      });
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    // Density changes the tokens and not the size.
    const watchDensity = new MutationObserver(measure);
    watchDensity.observe(document.documentElement, { attributeFilter: ['data-density'] });
    return () => {
      watch.disconnect();
      watchDensity.disconnect();
    };
  }, [wall]);
  return shapeOf(measures, layout, isSquare);
}

export function shapeOf(
  measures: { width: number; gap: number; least: number; row: number },
  layout: Shape['layout'],
  isSquare: boolean,
): Shape {
  const { width, gap, least, row } = measures;
  if (layout === 'table') return { layout, isSquare, columns: 1, rowHeight: row };
  const columns = Math.max(2, Math.floor((width + gap) / (least + gap)));
  const tile = (width - gap * (columns - 1)) / columns;
  return {
    layout,
    isSquare,
    columns,
    rowHeight: Math.round(tile * (isSquare ? 1 : 1.5) + captionHeight + gap + 6),
  };
}

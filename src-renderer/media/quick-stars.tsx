// Five stars on a cover, to rate by pointer without leaving the wall. The keyboard rates by digits on the title itself, so
// this is no stop for Tab and nothing for assistive technology.
import { useState, type MouseEvent } from 'react';
import { StarRow } from '#renderer/ui/star-row.tsx';
import styles from './quick-stars.module.css';

export interface QuickStarsProps {
  readonly rating: number | null;
  readonly onRate: (rating: number | null) => void;
  readonly size?: number;
}

export function QuickStars({ rating, onRate, size = 20 }: QuickStarsProps) {
  const [preview, setPreview] = useState<number | null>(null);
  const choose = (event: MouseEvent<HTMLElement>) => {
    const next = halfStarAt(event);
    onRate(next === rating ? null : next);
    setPreview(null);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- digits on the title do the same
    <span
      aria-hidden
      className={styles['stars']}
      onPointerMove={(event) => setPreview(halfStarAt(event))}
      onPointerLeave={() => setPreview(null)}
      onClick={choose}
    >
      <StarRow
        rating={preview ?? rating ?? 0}
        size={size}
        isPreview={preview !== null && preview !== rating}
      />
    </span>
  );
}

function halfStarAt(event: MouseEvent<HTMLElement>): number {
  const row = event.currentTarget.firstElementChild ?? event.currentTarget;
  const box = row.getBoundingClientRect();
  const isRtl = getComputedStyle(row).direction === 'rtl';
  const along = isRtl ? box.right - event.clientX : event.clientX - box.left;
  return Math.min(100, Math.max(10, Math.ceil((along / Math.max(1, box.width)) * 10) * 10));
}

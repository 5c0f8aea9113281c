// Five stars filled in proportion. Only a drawing: its neighbours name it.
import { cx } from './cx.ts';
import styles from './star-row.module.css';

export interface StarRowProps {
  /** Tenths of the ten-point scale, 0 to 100. */
  readonly rating: number;
  /** Pixels of one star. */
  readonly size: number;
  readonly isPreview?: boolean;
}

const stars = [0, 1, 2, 3, 4];
/** One star's cell is 24 units wide; the star itself leaves 1 unit free on each side. */
const cell = 24;
const inset = 1;
/** One path for all: lists draw hundreds of rows. */
const fiveStars = stars
  .map(
    (star) =>
      `M${cell * star + 11.1} 2.9a1 1 0 0 1 1.8 0l2.35 4.9 5.4.75a1 1 0 0 1 .56 1.72l-3.93 3.77.96 5.36a1 1 0 0 1-1.46 1.06l-4.78-2.56-4.78 2.56a1 1 0 0 1-1.46-1.06l.96-5.36-3.93-3.77a1 1 0 0 1 .56-1.72l5.4-.75z`,
  )
  .join('');

export function StarRow({ rating, size, isPreview = false }: StarRowProps) {
  const width = filledWidth(rating);
  const right = `${(100 - (width / (cell * stars.length)) * 100).toFixed(3)}%`;
  const box = { viewBox: `0 0 ${cell * stars.length} ${cell}`, width: size * stars.length, height: size };
  return (
    <span className={cx(styles['row'], isPreview && styles['preview'])} aria-hidden>
      <svg {...box} className={styles['empty']}>
        <path d={fiveStars} />
      </svg>
      <svg {...box} className={styles['filled']} style={{ clipPath: `inset(0 ${right} 0 0)` }}>
        <path d={fiveStars} />
      </svg>
    </span>
  );
}

/** Where the filling ends, in units: whole cells, then the fraction of the star's own width. */
export function filledWidth(rating: number): number {
  const value = Math.min(100, Math.max(0, rating)) / 20;
  const whole = Math.floor(value);
  const rest = value - whole;
  return whole * cell + (rest === 0 ? 0 : inset + rest * (cell - 2 * inset));
}

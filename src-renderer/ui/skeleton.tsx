// The shape of what comes. Appears after 300 ms, so that a quick answer never flashes.
import { cx } from './cx.ts';
import styles from './skeleton.module.css';

export interface SkeletonProps {
  readonly shape?: 'line' | 'cover' | 'square' | 'circle';
  /** CSS length; a line of text is 100 % wide without it. */
  readonly width?: string;
  readonly height?: string;
}

export function Skeleton({ shape = 'line', width, height }: SkeletonProps) {
  return <span aria-hidden className={cx(styles['skeleton'], styles[shape])} style={{ width, height }} />;
}

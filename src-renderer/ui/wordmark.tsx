// Mediary's mark: an open book whose pages are a reel and a groove, seen from above; and the name in the serif.
import { cx } from './cx.ts';
import { VisuallyHidden } from './visually-hidden.tsx';
import styles from './wordmark.module.css';

export interface WordmarkProps {
  /** The mark without the name, for narrow rails. */
  readonly markOnly?: boolean;
  /** Pixels of the mark. */
  readonly size?: number;
}

export function Wordmark({ markOnly = false, size = 26 }: WordmarkProps) {
  return (
    <span className={cx(styles['wordmark'])}>
      <Mark size={size} />
      {markOnly ? (
        <VisuallyHidden>Mediary</VisuallyHidden>
      ) : (
        <span className={styles['name']} style={{ fontSize: size * 0.86 }}>
          Mediary
        </span>
      )}
    </span>
  );
}

function Mark({ size }: { readonly size: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden className={styles['mark']}>
      <path className={styles['page']} d="M16 8.2C12.4 5.3 7.6 4.6 3 5.4v20.4c4.6-.8 9.4-.1 13 2.8z" />
      <path className={styles['leaf']} d="M16 8.2c3.6-2.9 8.4-3.6 13-2.8v20.4c-4.6-.8-9.4-.1-13 2.8z" />
      <path className={styles['play']} d="M20.3 12.2l5.3 3.6-5.3 3.9z" />
    </svg>
  );
}

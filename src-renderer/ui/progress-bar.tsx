// How far long work has come. Without a value it only says that work is going on.
import { Label, ProgressBar as AriaProgressBar } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './progress-bar.module.css';

export interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1; undefined when the end isn't known. */
  readonly value?: number | undefined;
  /** What stands at the end of the line: "12,400 of 100,836 · 8 s left". */
  readonly detail?: string;
  readonly hideLabel?: boolean;
}

export function ProgressBar({ label, value, detail, hideLabel = false }: ProgressBarProps) {
  const isKnown = value !== undefined;
  return (
    <AriaProgressBar
      className={cx(styles['bar'])}
      isIndeterminate={!isKnown}
      {...(isKnown && { value: Math.min(1, Math.max(0, value)), minValue: 0, maxValue: 1 })}
      {...(hideLabel && { 'aria-label': label })}
      {...(detail !== undefined && { valueLabel: detail })}
    >
      {({ percentage = 0 }) => (
        <>
          {!hideLabel && (
            <span className={styles['line']}>
              <Label>{label}</Label>
              <span className={styles['detail']}>
                {detail ?? (isKnown ? `${Math.round(percentage)} %` : '')}
              </span>
            </span>
          )}
          <span className={styles['track']}>
            <span
              className={cx(styles['fill'], !isKnown && styles['unknown'])}
              {...(isKnown && { style: { transform: `scaleX(${percentage / 100})` } })}
            />
          </span>
        </>
      )}
    </AriaProgressBar>
  );
}

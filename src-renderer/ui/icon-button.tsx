// A button that shows only an icon: its name is required and appears as a tooltip too.
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './icon-button.module.css';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<
  AriaButtonProps,
  'children' | 'className' | 'style' | 'aria-label'
> {
  readonly label: string;
  readonly icon: ReactNode;
  /** Shown beside the name in the tooltip: ["g", "l"]. */
  readonly keys?: readonly string[];
  /** For what can be on or off (favourite, watchlist): announced as pressed, and the icon fills. */
  readonly isOn?: boolean;
  readonly tone?: 'plain' | 'rating' | 'danger';
  readonly outlined?: boolean;
}

export function IconButton({
  label,
  icon,
  keys,
  isOn,
  tone = 'plain',
  outlined = false,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} {...(keys && { keys })}>
      <AriaButton
        {...rest}
        aria-label={label}
        {...(isOn !== undefined && { 'aria-pressed': isOn })}
        className={cx(
          styles['button'],
          styles[tone],
          outlined && styles['outlined'],
          isOn === true && styles['on'],
        )}
      >
        {icon}
      </AriaButton>
    </Tooltip>
  );
}

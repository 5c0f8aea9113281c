// A name for what has no words of its own. Never the only place of anything a person must know.
import type { ReactElement } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import { cx } from './cx.ts';
import { Kbd } from './kbd.tsx';
import styles from './tooltip.module.css';

export interface TooltipProps {
  readonly text: string;
  readonly keys?: readonly string[];
  readonly placement?: 'top' | 'bottom' | 'start' | 'end';
  /** One focusable react-aria control. */
  readonly children: ReactElement;
}

export function Tooltip({ text, keys, placement = 'top', children }: TooltipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <AriaTooltip placement={placement} offset={6} className={cx(styles['tooltip'])}>
        {text}
        {keys && <Kbd keys={keys} onInverse />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}

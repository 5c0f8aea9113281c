// On or off, at once. The words stand first, the switch at the end of the row, as in a list of settings.
import type { ReactNode } from 'react';
import { Switch as AriaSwitch, type SwitchProps as AriaSwitchProps } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './switch.module.css';

export interface SwitchProps extends Omit<AriaSwitchProps, 'children' | 'className' | 'style'> {
  readonly children: ReactNode;
  readonly note?: string;
}

export function Switch({ children, note, ...rest }: SwitchProps) {
  return (
    <AriaSwitch {...rest} className={cx(styles['row'])}>
      <span className={styles['words']}>
        {children}
        {note !== undefined && <span className={styles['note']}>{note}</span>}
      </span>
      <span className={styles['track']} aria-hidden>
        <span className={styles['knob']} />
      </span>
    </AriaSwitch>
  );
}

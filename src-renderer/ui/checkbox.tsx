// A choice that takes effect when the form is sent. What acts at once is a Switch.
import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox, type CheckboxProps as AriaCheckboxProps } from 'react-aria-components';
import styles from './checkbox.module.css';
import { cx } from './cx.ts';

export interface CheckboxProps extends Omit<AriaCheckboxProps, 'children' | 'className' | 'style'> {
  readonly children: ReactNode;
  readonly note?: string;
}

export function Checkbox({ children, note, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox {...rest} className={cx(styles['row'])}>
      {({ isIndeterminate }) => (
        <>
          <span className={styles['box']} aria-hidden>
            {isIndeterminate ? <Minus /> : <Check />}
          </span>
          <span className={styles['words']}>
            {children}
            {note !== undefined && <span className={styles['note']}>{note}</span>}
          </span>
        </>
      )}
    </AriaCheckbox>
  );
}

// A menu of actions behind a button. Focus goes back to the button when it closes.
import type { ReactElement, ReactNode } from 'react';
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuTrigger,
  Popover,
  Separator,
} from 'react-aria-components';
import { cx } from './cx.ts';
import { Kbd } from './kbd.tsx';
import styles from './popover.module.css';

export interface MenuProps {
  /** A Button or IconButton. */
  readonly trigger: ReactElement;
  readonly label: string;
  readonly children: ReactNode;
}

export interface MenuItemProps {
  readonly children: string;
  readonly onAction: () => void;
  readonly icon?: ReactNode;
  readonly keys?: readonly string[];
  readonly isDanger?: boolean;
  readonly isDisabled?: boolean;
}

export function Menu({ trigger, label, children }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={cx(styles['popover'])} offset={4} placement="bottom end">
        <AriaMenu aria-label={label} className={cx(styles['list'])}>
          {children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

export function MenuItem({
  children,
  onAction,
  icon,
  keys,
  isDanger = false,
  isDisabled = false,
}: MenuItemProps) {
  return (
    <AriaMenuItem
      textValue={children}
      onAction={onAction}
      isDisabled={isDisabled}
      className={cx(styles['item'], isDanger && styles['danger'])}
    >
      {icon !== undefined && (
        <span className={styles['icon']} aria-hidden>
          {icon}
        </span>
      )}
      <span className={styles['text']}>{children}</span>
      {keys && (
        <span className={styles['keys']} aria-hidden>
          <Kbd keys={keys} />
        </span>
      )}
    </AriaMenuItem>
  );
}

export function MenuSeparator() {
  return <Separator className={cx(styles['separator'])} />;
}

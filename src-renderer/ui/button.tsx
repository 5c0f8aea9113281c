// The button. While pending it keeps its size and its focus, refuses presses, and shows dots only after 300 ms.
import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  ProgressBar,
  type ButtonProps as AriaButtonProps,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import styles from './button.module.css';
import { cx } from './cx.ts';

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  readonly children: ReactNode;
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  /** Large (44 px) is for a page's one main action. */
  readonly size?: 'medium' | 'large';
  readonly icon?: ReactNode;
  readonly wide?: boolean;
}

export function Button({
  children,
  variant = 'secondary',
  size = 'medium',
  icon,
  wide = false,
  ...rest
}: ButtonProps) {
  const { t } = useTranslation();
  return (
    <AriaButton
      {...rest}
      className={cx(
        styles['button'],
        styles[variant],
        size === 'large' && styles['large'],
        wide && styles['wide'],
      )}
    >
      {({ isPending }) => (
        <>
          <span className={cx(styles['content'], isPending && styles['waiting'])}>
            {icon !== undefined && (
              <span className={styles['icon']} aria-hidden>
                {icon}
              </span>
            )}
            {children}
          </span>
          {isPending && (
            <ProgressBar aria-label={t('ui.working')} isIndeterminate className={cx(styles['dots'])}>
              <i />
              <i />
              <i />
            </ProgressBar>
          )}
        </>
      )}
    </AriaButton>
  );
}

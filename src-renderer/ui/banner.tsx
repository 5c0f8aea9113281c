// A message that stays with the page: what happened, what it means, what to do.
import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './banner.module.css';
import { cx } from './cx.ts';
import { IconButton } from './icon-button.tsx';

export interface BannerProps {
  readonly tone: 'info' | 'success' | 'warning' | 'danger';
  readonly title?: string;
  readonly children: ReactNode;
  /** A Button, usually secondary. */
  readonly action?: ReactNode;
  readonly onDismiss?: () => void;
}

const icons = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert };

export function Banner({ tone, title, children, action, onDismiss }: BannerProps) {
  const { t } = useTranslation();
  const Icon = icons[tone];
  return (
    <div className={cx(styles['banner'], styles[tone])} role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon aria-hidden className={styles['icon']} />
      <div className={styles['words']}>
        {title !== undefined && <p className={styles['title']}>{title}</p>}
        <div className={styles['text']}>{children}</div>
      </div>
      {action}
      {onDismiss && <IconButton label={t('ui.dismiss')} icon={<X />} onPress={onDismiss} />}
    </div>
  );
}

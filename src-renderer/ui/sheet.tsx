// A quick look from the right-hand side. Escape, Space again or a click outside closes it; focus goes back.
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { cx } from './cx.ts';
import { IconButton } from './icon-button.tsx';
import { ReturnFocus } from './return-focus.tsx';
import styles from './sheet.module.css';

export interface SheetProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** The title is the sheet's name but drawn by its content. */
  readonly hideTitle?: boolean;
  readonly footer?: ReactNode;
}

export function Sheet({ title, isOpen, onClose, children, hideTitle = false, footer }: SheetProps) {
  const { t } = useTranslation();
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className={cx(styles['overlay'])}
    >
      <Modal className={cx(styles['modal'])}>
        <AriaDialog className={cx(styles['sheet'])} {...(hideTitle && { 'aria-label': title })}>
          <ReturnFocus />
          <header className={styles['header']}>
            {!hideTitle && (
              <Heading slot="title" className={cx(styles['title'])}>
                {title}
              </Heading>
            )}
            <span className={styles['close']}>
              <IconButton label={t('ui.close')} icon={<X />} onPress={onClose} />
            </span>
          </header>
          <div className={styles['body']}>{children}</div>
          {footer !== undefined && <footer className={styles['footer']}>{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

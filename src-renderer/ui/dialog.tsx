// The modal dialog. Focus moves in, stays in, and goes back to where it was; Escape closes it unless that would lose work.
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { cx } from './cx.ts';
import styles from './dialog.module.css';
import { IconButton } from './icon-button.tsx';
import { ReturnFocus } from './return-focus.tsx';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** One sentence under the title. */
  readonly subtitle?: ReactNode;
  /** Buttons, the main one last. */
  readonly footer?: ReactNode;
  /** At the other end of the footer: a hint, a count. */
  readonly footerNote?: ReactNode;
  /** small 440, medium 600, large 880 px wide. */
  readonly size?: 'small' | 'medium' | 'large';
  readonly role?: 'dialog' | 'alertdialog';
  /** False while closing would lose what was typed: neither Escape nor a click outside closes. */
  readonly isDismissable?: boolean;
}

export function Dialog(props: DialogProps) {
  const {
    title,
    isOpen,
    onClose,
    children,
    subtitle,
    footer,
    footerNote,
    size = 'small',
    role = 'dialog',
  } = props;
  const isDismissable = props.isDismissable ?? true;
  const { t } = useTranslation();
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={isDismissable}
      isKeyboardDismissDisabled={!isDismissable}
      className={cx(styles['overlay'])}
    >
      <Modal className={cx(styles['modal'], styles[size])}>
        <AriaDialog role={role} className={cx(styles['dialog'])}>
          <ReturnFocus />
          <header className={styles['header']}>
            <div className={styles['titles']}>
              <Heading slot="title" className={cx(styles['title'])}>
                {title}
              </Heading>
              {subtitle !== undefined && <p className={styles['subtitle']}>{subtitle}</p>}
            </div>
            {role === 'dialog' && <IconButton label={t('ui.close')} icon={<X />} onPress={onClose} />}
          </header>
          <div className={styles['body']}>{children}</div>
          {(footer !== undefined || footerNote !== undefined) && (
            <footer className={styles['footer']}>
              <div className={styles['note']}>{footerNote}</div>
              {footer}
            </footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

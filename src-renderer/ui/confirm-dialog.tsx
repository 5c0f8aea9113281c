// Asks before what can't be undone. With `phrase`, the button waits until the person has typed it.
import { useState, type ReactNode } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import styles from './confirm-dialog.module.css';
import { Dialog } from './dialog.tsx';
import { TextField } from './text-field.tsx';

export interface ConfirmDialogProps {
  readonly title: string;
  /** What happens, to what, and that it can't be undone. */
  readonly children: ReactNode;
  /** The verb: "Delete profile". */
  readonly action: string;
  readonly isOpen: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly phrase?: string;
  readonly isPending?: boolean;
  readonly isDanger?: boolean;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    title,
    children,
    action,
    isOpen,
    onConfirm,
    onClose,
    phrase,
    isPending = false,
    isDanger = true,
  } = props;
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const isConfirmed = phrase === undefined || typed.trim() === phrase;
  const close = () => {
    setTyped('');
    onClose();
  };
  const confirm = () => {
    if (isConfirmed && !isPending) onConfirm();
  };
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={close}
      role="alertdialog"
      footer={
        <>
          <Button onPress={close}>{t('ui.cancel')}</Button>
          <Button
            variant={isDanger ? 'danger' : 'primary'}
            isDisabled={!isConfirmed}
            isPending={isPending}
            onPress={confirm}
          >
            {action}
          </Button>
        </>
      }
    >
      <Form
        className={styles['form'] ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
      >
        <div className={styles['words']}>{children}</div>
        {phrase !== undefined && (
          <TextField
            label={t('ui.typeToConfirm', { phrase, interpolation: { escapeValue: false } })}
            value={typed}
            onChange={setTyped}
            autoComplete="off"
            inputRef={takeFocus}
          />
        )}
      </Form>
    </Dialog>
  );
}

/** The dialog is there for this field: react-aria leaves the focus where it finds it inside. */
function takeFocus(input: HTMLInputElement | null): void {
  input?.focus();
}

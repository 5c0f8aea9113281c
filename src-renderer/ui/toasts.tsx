// The region that shows toasts: a landmark that keeps its live region in the page, so that every message is heard.
// Time stands still while the pointer or the focus is inside.
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { cx } from './cx.ts';
import { dismissToast, toastDuration, useToasts, type Toast } from './toast.ts';
import styles from './toasts.module.css';

export function Toasts() {
  const { t } = useTranslation();
  const toasts = useToasts((state) => state.toasts);
  const [isHeld, setIsHeld] = useState(false);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- hover and focus only hold the clock
    <section
      aria-label={t('ui.notifications')}
      className={styles['region']}
      data-react-aria-top-layer
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      <div role="log" aria-live="polite" aria-relevant="additions" className={styles['list']}>
        {toasts.map((one) => (
          <ToastLine key={one.id} toast={one} isHeld={isHeld} />
        ))}
      </div>
    </section>
  );
}

function ToastLine({ toast, isHeld }: { readonly toast: Toast; readonly isHeld: boolean }) {
  const { t } = useTranslation();
  const lasts = toastDuration(toast);
  useEffect(() => {
    if (lasts === null || isHeld) return undefined;
    const timer = setTimeout(() => dismissToast(toast.id), lasts);
    return () => clearTimeout(timer);
  }, [toast.id, lasts, isHeld]);
  const act = () => {
    dismissToast(toast.id);
    toast.action?.onAction();
  };
  return (
    <div className={styles['toast']}>
      {toast.tone === 'danger' && <CircleAlert aria-hidden className={cx(styles['icon'], styles['bad'])} />}
      {toast.tone === 'success' && <CircleCheck aria-hidden className={cx(styles['icon'], styles['good'])} />}
      <span className={styles['message']} dir="auto">
        {toast.message}
      </span>
      {toast.action && (
        <Button className={cx(styles['action'])} onPress={act}>
          {toast.action.label}
        </Button>
      )}
      <Button
        className={cx(styles['close'])}
        aria-label={t('ui.dismiss')}
        onPress={() => dismissToast(toast.id)}
      >
        <X aria-hidden />
      </Button>
    </div>
  );
}

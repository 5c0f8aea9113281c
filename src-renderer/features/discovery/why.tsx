// The reason of a suggestion, as a button that opens the whole story: which title it comes from, how it was found, and
// the way to say "not interested".
import { X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Suggestion } from '#shared/api/discovery.ts';
import { useReasonText } from '#renderer/media/reason-text.ts';
import { useDismiss } from '#renderer/media/suggestion-queries.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { cx } from '#renderer/ui/cx.ts';
import styles from './why.module.css';

export interface WhyProps {
  readonly suggestion: Suggestion;
  /** The reason's words. */
  readonly children: ReactNode;
  /** Not a stop for Tab: on a wall only the active tile's is one. */
  readonly excludeFromTabOrder?: boolean;
}

export function Why({ suggestion, children, excludeFromTabOrder = false }: WhyProps) {
  const { t } = useTranslation();
  const because = useReasonText();
  const dismiss = useDismiss();
  const [isOpen, setIsOpen] = useState(false);
  const { reason } = suggestion;
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setIsOpen}>
      <AriaButton
        className={cx(styles['reason'])}
        excludeFromTabOrder={excludeFromTabOrder}
        aria-label={t('discovery.why.of', { title: suggestion.title, reason: because(reason) })}
      >
        <span className={styles['words']} dir="auto">
          {children}
        </span>
      </AriaButton>
      <Popover className={cx(styles['popover'])} offset={6} placement="bottom start">
        <Dialog className={cx(styles['dialog'])} aria-label={t('discovery.why.title')}>
          <p className={styles['heading']}>{t('discovery.why.title')}</p>
          <p className={styles['sentence']} dir="auto">
            {because(reason)}.
          </p>
          {'media' in reason && (
            <Link
              to={`/title/${reason.media.id}`}
              className={styles['from']}
              onClick={() => setIsOpen(false)}
            >
              <span className={styles['cover']}>
                <Cover media={reason.media} isSmall />
              </span>
              <span dir="auto">{reason.media.title}</span>
            </Link>
          )}
          <p className={styles['how']}>{t(`discovery.why.${reason.because}`)}</p>
          <Button
            variant="quiet"
            icon={<X />}
            onPress={() => {
              setIsOpen(false);
              void dismiss(suggestion);
            }}
          >
            {t('media.notInterested')}
          </Button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

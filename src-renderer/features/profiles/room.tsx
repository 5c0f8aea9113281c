// The reading room in which the signed-out screens stand: words and a form on paper, beside a wall of drawn covers.
import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { Wordmark } from '#renderer/ui/wordmark.tsx';
import { CoverWall } from './cover-wall.tsx';
import styles from './room.module.css';

export interface RoomProps {
  readonly title: string;
  readonly text?: string;
  readonly children?: ReactNode;
  /** Back to the list of people. */
  readonly onBack?: () => void;
  readonly backLabel?: string;
}

export function Room({ title, text, children, onBack, backLabel }: RoomProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title === '' ? 'Mediary' : `${title} · Mediary`;
    // A form that took the focus for its first field keeps it.
    if (document.activeElement === document.body) heading.current?.focus();
  }, [title]);
  return (
    <main className={styles['room']}>
      <div className={styles['side']}>
        <div className={styles['top']}>
          <Wordmark size={24} />
        </div>
        <div className={styles['middle']}>
          {onBack && (
            <div className={styles['back']}>
              <Button variant="quiet" icon={<ArrowLeft />} onPress={onBack}>
                {backLabel ?? t('profiles.back')}
              </Button>
            </div>
          )}
          <h1 id="page-title" tabIndex={-1} ref={heading} className={styles['title']}>
            {title}
          </h1>
          {text !== undefined && <p className={styles['text']}>{text}</p>}
          {children}
        </div>
      </div>
      <CoverWall />
    </main>
  );
}

// One setting: its name and what it does at the left, its control at the right, and "Saved" when it was.
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorLine } from '#renderer/data/errors.ts';
import styles from './row.module.css';

export interface RowProps {
  readonly name: string;
  readonly note?: string;
  readonly children: ReactNode;
  /** Grows each time that it was saved. */
  readonly savedCount?: number;
  readonly error?: unknown;
  /** The control stands beneath the words. */
  readonly isTall?: boolean;
}

export function Row({ name, note, children, savedCount = 0, error = null, isTall = false }: RowProps) {
  const { t } = useTranslation();
  const errorLine = useErrorLine();
  return (
    <div className={isTall ? styles['tall'] : styles['row']}>
      <div className={styles['words']}>
        <h3 className={styles['name']}>
          {name}
          <output className={styles['status']}>
            {savedCount > 0 && error === null && (
              <span key={savedCount} className={styles['saved']}>
                <Check aria-hidden />
                {t('settings.saved')}
              </span>
            )}
          </output>
        </h3>
        {note !== undefined && <p className={styles['note']}>{note}</p>}
        {error !== null && (
          <p role="alert" className={styles['error']}>
            {t('settings.saveFailed', { reason: errorLine(error) })}
          </p>
        )}
      </div>
      <div className={styles['control']}>{children}</div>
    </div>
  );
}

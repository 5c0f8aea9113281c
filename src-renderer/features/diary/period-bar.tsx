// Which month or year is shown, and the way to its neighbours.
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import styles from './period-bar.module.css';

export interface PeriodBarProps {
  readonly name: string;
  readonly before: () => void;
  /** Undefined at the present: the future has no diary. */
  readonly after: (() => void) | undefined;
  readonly present: (() => void) | undefined;
  readonly labels: { readonly before: string; readonly after: string; readonly present: string };
  readonly note: ReactNode;
}

export function PeriodBar({ name, before, after, present, labels, note }: PeriodBarProps) {
  const { t } = useTranslation();
  return (
    <section className={styles['bar']} aria-label={t('diary.period')}>
      <h2 className={styles['name']} aria-live="polite">
        {name}
      </h2>
      <span className={styles['note']}>{note}</span>
      <IconButton label={labels.before} icon={<ChevronLeft />} onPress={before} />
      <Button variant="quiet" isDisabled={!present} onPress={() => present?.()}>
        {labels.present}
      </Button>
      <IconButton
        label={labels.after}
        icon={<ChevronRight />}
        isDisabled={!after}
        onPress={() => after?.()}
      />
    </section>
  );
}

// A small label (Chip), one that filters (ToggleChip), and one that says a title's kind (KindChip).
import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, ToggleButton } from 'react-aria-components';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import styles from './chip.module.css';
import { cx } from './cx.ts';

export interface ChipProps {
  readonly children: ReactNode;
  /** Removes what the chip stands for; the name says what: "Remove genre Horror". */
  readonly onRemove?: () => void;
  readonly removeLabel?: string;
}

export interface ToggleChipProps {
  readonly children: ReactNode;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  /** How many titles it would leave. */
  readonly count?: string;
}

export interface KindChipProps {
  readonly kind: MediaKind;
  /** The kind's name in the reader's language. */
  readonly children: ReactNode;
}

export function Chip({ children, onRemove, removeLabel }: ChipProps) {
  return (
    <span className={cx(styles['chip'], onRemove && styles['removable'])}>
      {children}
      {onRemove && (
        <Button
          className={cx(styles['remove'])}
          onPress={onRemove}
          {...(removeLabel && { 'aria-label': removeLabel })}
        >
          <X aria-hidden />
        </Button>
      )}
    </span>
  );
}

export function ToggleChip({ children, isSelected, onChange, count }: ToggleChipProps) {
  return (
    <ToggleButton className={cx(styles['toggle'])} isSelected={isSelected} onChange={onChange}>
      {isSelected && <Check aria-hidden className={styles['check']} />}
      {children}
      {count !== undefined && <span className={styles['count']}>{count}</span>}
    </ToggleButton>
  );
}

export function KindChip({ kind, children }: KindChipProps) {
  return <span className={cx(styles['kind'], styles[kind])}>{children}</span>;
}

// A part of the settings of sync, under a heading of its own.
import type { ReactNode, Ref } from 'react';
import { cx } from '#renderer/ui/cx.ts';
import styles from './part.module.css';

export interface PartProps {
  readonly title: string;
  /** How its content is spaced. */
  readonly className?: string | undefined;
  readonly ref?: Ref<HTMLElement>;
  readonly children: ReactNode;
}

export function Part({ title, className, ref, children }: PartProps) {
  return (
    <section ref={ref} className={cx(styles['part'], className)}>
      <h3 className={styles['heading']}>{title}</h3>
      {children}
    </section>
  );
}

export function Note({ children }: { readonly children: ReactNode }) {
  return <p className={styles['note']}>{children}</p>;
}

/** What could not be done; read out. */
export function Problem({ children }: { readonly children: ReactNode }) {
  return (
    <p role="alert" className={styles['problem']}>
      {children}
    </p>
  );
}

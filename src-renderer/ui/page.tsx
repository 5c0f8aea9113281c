// A page: its own scroller, a bar that stays (title, tools, the one main action), content to 1,240 px.
// After a change of place the shell moves the focus to the heading, `#page-title`.
import type { ReactNode, Ref } from 'react';
import { cx } from './cx.ts';
import styles from './page.module.css';

export interface PageProps {
  readonly title: string;
  readonly children: ReactNode;
  /** One line under the title: a count, a sentence. */
  readonly subtitle?: ReactNode;
  /** The page's one main action: a primary Button. */
  readonly mainAction?: ReactNode;
  /** Quiet actions beside it. */
  readonly actions?: ReactNode;
  /** A second row that stays: filters, sorting, view. */
  readonly toolbar?: ReactNode;
  /** For pages that draw their own heading (a title's page): the bar's words appear only while scrolling. */
  readonly hideTitle?: boolean;
  /** The scroller, for virtualised lists. */
  readonly scrollRef?: Ref<HTMLDivElement>;
  /** 760 px for reading and forms. */
  readonly narrow?: boolean;
}

export function Page(props: PageProps) {
  const {
    title,
    children,
    subtitle,
    mainAction,
    actions,
    toolbar,
    hideTitle = false,
    scrollRef,
    narrow = false,
  } = props;
  return (
    <div className={styles['page']} {...(scrollRef !== undefined && { ref: scrollRef })}>
      <header className={cx(styles['bar'], narrow && styles['narrow'], hideTitle && styles['ghost'])}>
        <div className={styles['row']}>
          <h1 id="page-title" tabIndex={-1} className={styles['title']}>
            {title}
          </h1>
          {subtitle !== undefined && <div className={styles['subtitle']}>{subtitle}</div>}
          <div className={styles['actions']}>
            {actions}
            {mainAction}
          </div>
        </div>
        {toolbar !== undefined && <div className={styles['toolbar']}>{toolbar}</div>}
      </header>
      <div className={cx(styles['content'], narrow && styles['narrow'])}>{children}</div>
    </div>
  );
}

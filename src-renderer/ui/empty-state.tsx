// What stands where there is nothing yet: teaches one thing, offers one action.
import type { ReactNode } from 'react';
import styles from './empty-state.module.css';
import { EmptyPicture, type EmptyPictureName } from './empty-picture.tsx';

export interface EmptyStateProps {
  readonly picture: EmptyPictureName;
  readonly title: string;
  readonly children: ReactNode;
  /** One Button. */
  readonly action?: ReactNode;
}

export function EmptyState({ picture, title, children, action }: EmptyStateProps) {
  return (
    <div className={styles['empty']}>
      <EmptyPicture name={picture} />
      <h2 className={styles['title']}>{title}</h2>
      <div className={styles['text']}>{children}</div>
      {action !== undefined && <div className={styles['action']}>{action}</div>}
    </div>
  );
}

// The shape of what comes while the first answer is on its way.
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import styles from './statistics-page.module.css';

export function StatisticsSkeleton() {
  return (
    <div className={styles['sections']} aria-hidden>
      <Skeleton width="60%" height="64px" />
      <Skeleton height="140px" />
      <Skeleton height="220px" />
      <div className={styles['pair']}>
        <Skeleton height="180px" />
        <Skeleton height="180px" />
      </div>
    </div>
  );
}

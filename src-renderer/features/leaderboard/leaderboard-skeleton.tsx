// The shape of what comes while the first answer is on its way.
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import styles from './leaderboard.module.css';

const places = [1, 2, 3, 4, 5, 6];

export function LeaderboardSkeleton() {
  return (
    <div className={styles['list']} aria-hidden>
      {places.map((place) => (
        <div key={place} className={styles['row']}>
          <span className={styles['rank']} />
          <span className={styles['cover']}>
            <Skeleton shape="cover" />
          </span>
          <span className={styles['words']}>
            <Skeleton width="45%" />
            <Skeleton width="30%" />
          </span>
        </div>
      ))}
    </div>
  );
}

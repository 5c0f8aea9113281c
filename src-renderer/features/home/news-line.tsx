// The newest unread review of a favourite, in one line that leads to all of them.
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Notification } from '#shared/api/reviews.ts';
import { useFormat } from '#renderer/data/format.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { Avatar } from '#renderer/ui/avatar.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { RatingBadge } from '#renderer/ui/rating-badge.tsx';
import styles from './news-line.module.css';

export interface NewsLineProps {
  readonly items: readonly Notification[];
  readonly unread: number;
}

export function NewsLine({ items, unread }: NewsLineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const scale = useRatingScale();
  const [first] = items;
  if (!first) return null;
  return (
    <Link href="/notifications" className={cx(styles['line'])}>
      <Avatar name={first.author.name} hue={first.author.hue} size={36} />
      <span className={styles['words']}>
        <span dir="auto" className={styles['what']}>
          {t('home.newsLine', { name: first.author.name, title: first.media.title })}
        </span>
        <span className={styles['when']}>
          {format.ago(first.createdAt)}
          {unread > 1 && ` · ${t('home.newsMore', { count: unread - 1 })}`}
        </span>
      </span>
      {first.rating !== null && <RatingBadge rating={first.rating} scale={scale} filled />}
      <span className={styles['open']}>{t('home.newsOpen')}</span>
    </Link>
  );
}

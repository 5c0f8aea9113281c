// One line of news: who reviewed which favourite, what they gave it, and when.
import { Link } from 'react-aria-components';
import { Trans, useTranslation } from 'react-i18next';
import type { Notification } from '#shared/api/reviews.ts';
import { useFormat } from '#renderer/data/format.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { Avatar } from '#renderer/ui/avatar.tsx';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { StarRating } from '#renderer/ui/star-rating.tsx';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import styles from './notifications.module.css';

export function NotificationEntry({ notification }: { readonly notification: Notification }) {
  const { t } = useTranslation();
  const format = useFormat();
  const scale = useRatingScale();
  const { author, media, rating, createdAt, read } = notification;
  return (
    <li>
      <Link href={`/title/${media.id}`} className={cx(styles['entry'], !read && styles['unread'])}>
        <span className={styles['dot']}>
          {!read && <VisuallyHidden>{`${t('notifications.isNew')}: `}</VisuallyHidden>}
        </span>
        <Avatar name={author.name} hue={author.hue} size={40} />
        <span className={styles['words']}>
          <span className={styles['what']}>
            <Trans
              i18nKey="notifications.rated"
              values={{ name: author.name, title: media.title }}
              components={{
                who: <bdi className={styles['who']} />,
                what: <bdi className={styles['title']} />,
              }}
            />
          </span>
          <span className={styles['facts']}>
            {rating !== null && <StarRating rating={rating} scale={scale} size={14} showNumber />}
            <time dateTime={createdAt} title={format.dateTime(createdAt)}>
              {format.ago(createdAt)}
            </time>
          </span>
        </span>
        <span className={cx(styles['cover'], media.kind === 'song' && styles['square'])}>
          <Cover media={media} isSmall />
        </span>
      </Link>
    </li>
  );
}

// Reviews that others wrote about one's favourites, newest first, in groups of days.
import { CheckCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Notification } from '#shared/api/reviews.ts';
import { useErrorLine, useErrorText } from '#renderer/data/errors.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { toast } from '#renderer/ui/toast.ts';
import { NotificationEntry } from './notification-entry.tsx';
import { useMarkRead, useNotifications } from './notifications-query.ts';
import styles from './notifications.module.css';

const spans = ['today', 'yesterday', 'week', 'earlier'] as const;
type Span = (typeof spans)[number];

export function NotificationsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const errorLine = useErrorLine();
  const { data, error, refetch } = useNotifications();
  const markRead = useMarkRead();
  const unread = data?.unread ?? 0;
  const [now] = useState(() => new Date());
  const groups = groupBySpan(data?.items ?? [], now);
  const mark = () =>
    markRead.mutate(undefined, {
      onSuccess: () => toast({ key: 'notifications-read', message: t('notifications.marked') }),
      onError: (problem) => toast({ key: 'notifications-read', message: errorLine(problem), tone: 'danger' }),
    });

  return (
    <Page
      title={t('notifications.title')}
      narrow
      {...(data &&
        data.items.length > 0 && {
          subtitle: unread > 0 ? t('notifications.unread', { count: unread }) : t('notifications.allRead'),
          mainAction: (
            <Button
              icon={<CheckCheck />}
              isDisabled={unread === 0}
              isPending={markRead.isPending}
              onPress={mark}
            >
              {t('notifications.markRead')}
            </Button>
          ),
        })}
    >
      {error && (
        <Banner
          tone="danger"
          title={errorText(error).title}
          action={<Button onPress={() => void refetch()}>{t('errors.tryAgain')}</Button>}
        >
          {errorText(error).text}
        </Banner>
      )}
      {!data && !error && <Waiting />}
      {data?.items.length === 0 && (
        <EmptyState
          picture="bell"
          title={t('notifications.emptyTitle')}
          action={<Button onPress={() => void navigate('/library')}>{t('notifications.emptyAction')}</Button>}
        >
          {t('notifications.empty')}
        </EmptyState>
      )}
      {groups.map(([span, items]) => (
        <section key={span} className={styles['group']}>
          <h2 className={styles['heading']}>{t(`notifications.${span}`)}</h2>
          <ul aria-label={`${t('notifications.list')}, ${t(`notifications.${span}`)}`}>
            {items.map((one) => (
              <NotificationEntry key={one.id} notification={one} />
            ))}
          </ul>
        </section>
      ))}
    </Page>
  );
}

function Waiting() {
  return (
    <div className={styles['waiting']} aria-hidden>
      {[1, 2, 3, 4].map((line) => (
        <Skeleton key={line} height="56px" />
      ))}
    </div>
  );
}

export function groupBySpan(items: readonly Notification[], now: Date): [Span, Notification[]][] {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  const day = 86_400_000;
  const spanOf = ({ createdAt }: Notification): Span => {
    const time = Date.parse(createdAt);
    if (time >= midnight) return 'today';
    if (time >= midnight - day) return 'yesterday';
    return time >= midnight - 6 * day ? 'week' : 'earlier';
  };
  return spans
    .map((span): [Span, Notification[]] => [span, items.filter((one) => spanOf(one) === span)])
    .filter(([, group]) => group.length > 0);
}

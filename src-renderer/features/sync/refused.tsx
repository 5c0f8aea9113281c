// What the server doesn't take: which, why, and what can be done about it.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RefusedRecord } from '#shared/api/sync.ts';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { keys } from '#renderer/data/keys.ts';
import { Button } from '#renderer/ui/button.tsx';
import { toast } from '#renderer/ui/toast.ts';
import { Note, Part, Problem } from './part.tsx';
import styles from './refused.module.css';

const reasons = ['full', 'unsupported', 'invalid'] as const;
/** Collections with a word of their own; all others are "an entry". */
const named = ['title', 'review', 'play', 'favorite', 'watch', 'dismissed', 'list', 'item'] as const;

export function Refused({ count }: { readonly count: number }) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const errorLine = useErrorLine();
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    // Another number: other records.
    queryKey: [...keys.syncRefused, count],
    queryFn: ({ pageParam }) => api.call('sync.refused', { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const again = useMutation({
    mutationFn: () => api.call('sync.sendRefusedAgain', {}),
    onSuccess: (status) => {
      queries.setQueryData(keys.syncStatus, status);
      toast({ message: t('sync.refusals.sent'), tone: 'success' });
    },
  });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Part title={t('sync.refusals.title')} className={styles['part']}>
      <Note>{t('sync.refusals.note')}</Note>
      {reasons.map((reason) => {
        const ofReason = items.filter((item) => item.reason === reason);
        return ofReason.length === 0 ? null : <Reason key={reason} reason={reason} items={ofReason} />;
      })}
      {again.error !== null && <Problem>{errorLine(again.error)}</Problem>}
      <div className={styles['buttons']}>
        <Button isPending={again.isPending} onPress={() => again.mutate()}>
          {t('sync.refusals.again')}
        </Button>
        {hasNextPage && (
          <Button variant="quiet" isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
            {t('sync.refusals.more')}
          </Button>
        )}
      </div>
    </Part>
  );
}

function Reason({
  reason,
  items,
}: {
  readonly reason: RefusedRecord['reason'];
  readonly items: readonly RefusedRecord[];
}) {
  const { t } = useTranslation();
  return (
    <div className={styles['reason']}>
      <p>{t(`sync.refusals.reason.${reason}`)}</p>
      <ul className={styles['list']}>
        {items.map(({ id, title, list, collection }) => {
          const what = t(`sync.record.${named.find((name) => name === collection) ?? 'other'}`);
          const name = title?.title ?? list;
          return (
            <li key={id} className={styles['record']}>
              <bdi>{name ?? what}</bdi>
              {name !== null && <span className={styles['muted']}>{what}</span>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

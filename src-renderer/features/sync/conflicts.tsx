// The shelf of values that lost: both of them side by side, and one press to take the other.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SyncConflict } from '#shared/api/sync.ts';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { useFormat } from '#renderer/data/format.ts';
import { keys } from '#renderer/data/keys.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import { Note, Part, Problem } from './part.tsx';
import styles from './conflicts.module.css';

/** Fields with a word of their own; all others are "something else". */
const namedFields = [
  'rating',
  'body',
  'note',
  'name',
  'description',
  'playedOn',
  'tags',
  'position',
  '_x',
] as const;

export function Conflicts({ count }: { readonly count: number }) {
  const { t } = useTranslation();
  const api = useApi();
  const { data, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey: keys.syncConflicts,
    queryFn: ({ pageParam }) => api.call('sync.conflicts', { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Part title={t('sync.conflicts.title')} className={styles['part']}>
      <Note>{t(count === 0 ? 'sync.conflicts.none' : 'sync.conflicts.note')}</Note>
      {items.length > 0 && (
        <ul className={styles['list']}>
          {items.map((conflict) => (
            <Conflict key={conflict.id} conflict={conflict} />
          ))}
        </ul>
      )}
      {hasNextPage && <Button onPress={() => void fetchNextPage()}>{t('sync.conflicts.more')}</Button>}
    </Part>
  );
}

function Conflict({ conflict }: { readonly conflict: SyncConflict }) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const format = useFormat();
  const errorLine = useErrorLine();
  const text = useValueText();
  const settle = useMutation({
    mutationFn: (take: 'lost' | 'kept') => api.call('sync.settleConflict', { id: conflict.id, take }),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.syncConflicts }),
  });
  const { title, list, field, lost, kept, foundAt } = conflict;
  const about = title?.title ?? list ?? t('sync.conflicts.something');
  const known = namedFields.find((one) => one === field) ?? 'other';
  const isWaiting = settle.isPending || settle.isSuccess;
  return (
    <li className={styles['conflict']}>
      <h4 className={styles['about']}>
        <bdi>{about}</bdi>
        <span className={styles['muted']}>
          {t(`sync.conflicts.field.${known}`)} · {format.ago(foundAt)}
        </span>
      </h4>
      <dl className={styles['values']}>
        <div className={styles['value']}>
          <dt>{t('sync.conflicts.holds')}</dt>
          <dd>{text(field, kept)}</dd>
        </div>
        <div className={styles['value']}>
          <dt>{t('sync.conflicts.lost')}</dt>
          <dd>{text(field, lost)}</dd>
        </div>
      </dl>
      {settle.error !== null && <Problem>{errorLine(settle.error)}</Problem>}
      <div className={styles['buttons']}>
        <Button
          variant="quiet"
          isDisabled={isWaiting}
          aria-label={t('sync.conflicts.keepOf', { about })}
          onPress={() => settle.mutate('kept')}
        >
          {t('sync.conflicts.keep')}
        </Button>
        <Button
          isDisabled={isWaiting}
          aria-label={t('sync.conflicts.takeOf', { about })}
          onPress={() => settle.mutate('lost')}
        >
          {t('sync.conflicts.take')}
        </Button>
      </div>
    </li>
  );
}

/** A field's value as a person reads it. */
function useValueText(): (field: string, value: SyncConflict['lost']) => string {
  const { t } = useTranslation();
  const ratingText = useRatingText(useRatingScale());
  return (field, value) => {
    if (field === '_x') return t(value === 1 ? 'sync.conflicts.deleted' : 'sync.conflicts.there');
    if (value === null || value === '') return t('sync.conflicts.nothing');
    if (field === 'rating' && typeof value === 'number') return ratingText(value);
    if (typeof value === 'string') return value;
    if (Array.isArray(value)) return value.map(String).join(', ');
    if (typeof value === 'object' && 'text' in value && typeof value['text'] === 'string')
      return value['text'];
    return JSON.stringify(value);
  };
}

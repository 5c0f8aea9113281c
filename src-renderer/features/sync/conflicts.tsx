// The shelf of values that lost: both of them side by side, and one press to take the other.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
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

/** From this length on a value may have to be scrolled. */
const longText = 300;

/** Further down, until there is one: a shelf with something on it never moves under somebody's hands. */
export function NoConflicts() {
  const { t } = useTranslation();
  return (
    <Part title={t('sync.conflicts.title')} className={styles['part']}>
      <Note>{t('sync.conflicts.none')}</Note>
    </Part>
  );
}

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
  const part = useRef<HTMLElement>(null);
  /** The last one that was decided here, until it is gone. */
  const decided = useRef<{ readonly id: number; readonly index: number } | null>(null);
  // A decided one goes when core tells of it or when it replies, whichever is first. The focus goes on
  // to the next conflict, and after the last one to where they were told of.
  useLayoutEffect(() => {
    const gone = decided.current;
    if (gone === null || data?.pages.some((page) => page.items.some(({ id }) => id === gone.id))) return;
    decided.current = null;
    if (document.activeElement !== document.body) return;
    const left = part.current?.querySelectorAll('li') ?? [];
    const next = left[Math.min(gone.index, left.length - 1)]?.querySelector('button');
    if (next) return next.focus();
    const heading = part.current?.querySelector('h3');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus();
  }, [data]);
  return (
    <Part ref={part} title={t('sync.conflicts.title')} className={styles['part']}>
      <Note>{t(count === 0 ? 'sync.conflicts.none' : 'sync.conflicts.note')}</Note>
      {items.length > 0 && (
        <ul className={styles['list']} aria-label={t('sync.conflicts.title')}>
          {items.map((conflict, index) => (
            <Conflict
              key={conflict.id}
              conflict={conflict}
              onDecide={() => (decided.current = { id: conflict.id, index })}
            />
          ))}
        </ul>
      )}
      {hasNextPage && <Button onPress={() => void fetchNextPage()}>{t('sync.conflicts.more')}</Button>}
    </Part>
  );
}

function Conflict({
  conflict,
  onDecide,
}: {
  readonly conflict: SyncConflict;
  readonly onDecide: () => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const format = useFormat();
  const errorLine = useErrorLine();
  const text = useValueText();
  const settle = useMutation({
    mutationFn: (take: 'lost' | 'kept') => api.call('sync.settleConflict', { id: conflict.id, take }),
    onMutate: onDecide,
    onSettled: () => queries.invalidateQueries({ queryKey: keys.syncConflicts }),
  });
  const { title, list, field, lost, kept, foundAt } = conflict;
  const about = title?.title ?? list ?? t('sync.conflicts.something');
  const known = namedFields.find((one) => one === field) ?? 'other';
  const what = `${about}, ${t(`sync.conflicts.field.${known}`)}`;
  const isWaiting = settle.isPending || settle.isSuccess;
  // Not disabled meanwhile: that would take the focus away.
  const choose = (take: 'lost' | 'kept') => {
    if (!isWaiting) settle.mutate(take);
  };
  return (
    <li className={styles['conflict']}>
      <h4 className={styles['about']}>
        <bdi>{about}</bdi>
        <span className={styles['muted']}>
          {t(`sync.conflicts.field.${known}`)} · {format.ago(foundAt)}
        </span>
      </h4>
      <div className={styles['values']}>
        <Value label={t('sync.conflicts.holds')} text={text(field, kept)}>
          <Button
            isPending={isWaiting && settle.variables === 'kept'}
            aria-label={t('sync.conflicts.keepOf', { about: what })}
            onPress={() => choose('kept')}
          >
            {t('sync.conflicts.keep')}
          </Button>
        </Value>
        <Value label={t('sync.conflicts.lost')} text={text(field, lost)}>
          <Button
            isPending={isWaiting && settle.variables === 'lost'}
            aria-label={t('sync.conflicts.takeOf', { about: what })}
            onPress={() => choose('lost')}
          >
            {t('sync.conflicts.take')}
          </Button>
        </Value>
      </div>
      {settle.error !== null && <Problem>{errorLine(settle.error)}</Problem>}
    </li>
  );
}

/** One of the two, and the step that takes it. */
function Value({
  label,
  text,
  children,
}: {
  readonly label: string;
  readonly text: string;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={styles['value']} aria-labelledby={id}>
      <h5 id={id} className={styles['label']}>
        {label}
      </h5>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long text is scrolled by keys */}
      <p className={styles['text']} tabIndex={text.length > longText ? 0 : undefined}>
        {text}
      </p>
      <div>{children}</div>
    </section>
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

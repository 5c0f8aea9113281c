// The titles behind a figure, latest first. Thousands of them scroll: only what is in view is drawn.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useErrorText } from '#renderer/data/errors.ts';
import { useFormat } from '#renderer/data/format.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { useDetails } from '#renderer/media/details.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { RatingBadge } from '#renderer/ui/rating-badge.tsx';
import { Sheet } from '#renderer/ui/sheet.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { useTitlesBehind, type Figure, type Selection } from './statistics-query.ts';
import styles from './titles-sheet.module.css';
import { useDateWords } from './use-date-words.ts';

export interface TitlesSheetProps {
  readonly selection: Selection;
  readonly figure: Figure;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const rowHeight = 64;

export function TitlesSheet({ selection, figure, isOpen, onClose }: TitlesSheetProps) {
  const { t } = useTranslation();
  const words = useDateWords();
  return (
    <Sheet title={figure.name} isOpen={isOpen} onClose={onClose}>
      <p className={styles['period']}>
        {[words.period(selection.period), selection.kind && t(`media.kinds.${selection.kind}`)]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <Titles selection={selection} figure={figure} />
    </Sheet>
  );
}

function Titles({ selection, figure }: Pick<TitlesSheetProps, 'selection' | 'figure'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useDateWords();
  const details = useDetails();
  const scale = useRatingScale();
  const errorText = useErrorText();
  const scroller = useRef<HTMLDivElement>(null);
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage } = useTitlesBehind(selection, figure);
  const titles = data?.pages.flatMap(({ items }) => items) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled by React Compiler
  const virtual = useVirtualizer({
    count: titles.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  const rows = virtual.getVirtualItems();
  const isNearEnd = (rows.at(-1)?.index ?? 0) > titles.length - 20;
  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [isNearEnd, hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (error) {
    return (
      <Banner tone="danger" title={errorText(error).title}>
        {errorText(error).text}
      </Banner>
    );
  }
  if (!data) {
    return (
      <div className={styles['waiting']}>
        {[1, 2, 3, 4].map((place) => (
          <Skeleton key={place} height="48px" />
        ))}
      </div>
    );
  }
  return (
    <>
      <p className={styles['count']}>{t('statistics.titleCount', { count: total })}</p>
      <div ref={scroller} className={styles['scroller']}>
        <ul
          className={styles['list']}
          style={{ height: virtual.getTotalSize() }}
          aria-label={t('statistics.behind', { figure: figure.name })}
        >
          {rows.map(({ index, start }) => {
            const media = titles[index];
            if (!media) return null;
            const times = media.entries > 1 ? `${format.number(media.entries)} ×` : '';
            return (
              <li key={media.id} className={styles['entry']} style={{ transform: `translateY(${start}px)` }}>
                <Link to={`/title/${media.id}`} className={styles['row']}>
                  <span className={styles['cover']}>
                    <Cover media={media} isSmall />
                  </span>
                  <span className={styles['words']}>
                    <span className={styles['title']} dir="auto">
                      {media.title}
                    </span>
                    <span className={styles['details']} dir="auto">
                      {details(media)}
                    </span>
                  </span>
                  <span className={styles['when']}>
                    {media.mine.rating !== null && <RatingBadge rating={media.mine.rating} scale={scale} />}
                    <span>{[times, media.date && words.date(media.date)].filter(Boolean).join(' ')}</span>
                  </span>
                </Link>
              </li>
            );
          })}
        </ul>
      </div>
    </>
  );
}

// Several episodes of one show on a day as one row, which opens and shuts: how many, and which.
import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePlayDate } from '#renderer/data/play-date.ts';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import type { Play } from '#shared/api/diary.ts';
import { episodeCode } from '#shared/domain/episode-text.ts';
import styles from './play-row.module.css';

export interface PlayGroupRowProps {
  /** All of one title and one day. */
  readonly plays: readonly [Play, ...Play[]];
  readonly showsDay: boolean;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly tabIndex: 0 | -1;
  readonly index: number;
  readonly onFocus: () => void;
}

export function PlayGroupRow({
  plays,
  showsDay,
  isOpen,
  onToggle,
  tabIndex,
  index,
  onFocus,
}: PlayGroupRowProps) {
  const { t } = useTranslation();
  const dates = usePlayDate();
  const [{ media, playedOn }] = plays;
  const inOrder = plays.toSorted(
    (one, other) =>
      (one.season ?? 0) - (other.season ?? 0) ||
      (one.episode ?? 0) - (other.episode ?? 0) ||
      one.id - other.id,
  );
  return (
    <button
      type="button"
      className={styles['row']}
      tabIndex={tabIndex}
      data-index={index}
      aria-expanded={isOpen}
      onFocus={onFocus}
      onClick={onToggle}
    >
      <VisuallyHidden>{`${dates.say(playedOn)}: `}</VisuallyHidden>
      <span className={styles['day']} aria-hidden>
        {showsDay && playedOn !== null && (
          <>
            <span className={styles['number']}>{Number(playedOn.slice(8))}</span>
            <span className={styles['weekday']}>{dates.weekday(playedOn)}</span>
          </>
        )}
      </span>
      <span className={styles['cover']}>
        <Cover media={media} isSmall />
      </span>
      <span className={styles['words']}>
        <span className={styles['line']}>
          <span className={styles['name']} dir="auto">
            {media.title}
          </span>
          <span className={styles['code']}>{t('media.play.several', { count: plays.length })}</span>
        </span>
        <span className={styles['said']}>
          {inOrder.map(({ season, episode }) => episodeCode(season, episode)).join(', ')}
        </span>
      </span>
      <ChevronRight className={cx(styles['chevron'], isOpen && styles['opened'])} aria-hidden />
    </button>
  );
}

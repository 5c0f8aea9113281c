// A play as one row: its day, the cover, the title with its episode, what was noted, how it was. A press edits it.
import { Repeat2 } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlayDate } from '#renderer/data/play-date.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { StarRating } from '#renderer/ui/star-rating.tsx';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import type { Play } from '#shared/api/diary.ts';
import { episodeCode } from '#shared/domain/episode-text.ts';
import styles from './play-row.module.css';
import { openTitleOverlay } from './title-overlays.ts';

export interface PlayRowProps {
  readonly play: Play;
  /** The date is written beside the first play of a day only. */
  readonly showsDay: boolean;
  readonly tabIndex?: 0 | -1;
  readonly index?: number;
  readonly onFocus?: () => void;
  /**
   * On a page of one title its name would say nothing: the date stands there. Among the episodes of one show on one day
   * only which it is tells them apart.
   */
  readonly of?: 'day' | 'title' | 'group';
}

export const PlayRow = memo(
  function PlayRow({ play, showsDay, tabIndex = 0, index, onFocus, of = 'day' }: PlayRowProps) {
    const { t } = useTranslation();
    const dates = usePlayDate();
    const scale = useRatingScale();
    const { media, playedOn, rating, rewatch, note, tags } = play;
    const isDay = playedOn?.length === 10;
    const code = episodeCode(play.season, play.episode);
    const said = [note, ...tags.map((tag) => `#${tag}`)].filter(Boolean).join(' · ');
    const date = dates.say(playedOn);
    return (
      <button
        type="button"
        className={cx(styles['row'], of !== 'day' && styles[of])}
        tabIndex={tabIndex}
        data-index={index}
        onFocus={onFocus}
        onClick={() => openTitleOverlay({ name: 'play', play })}
      >
        {of === 'day' && (
          <>
            <VisuallyHidden>{`${date}: `}</VisuallyHidden>
            <span className={styles['day']} aria-hidden>
              {showsDay && isDay && (
                <>
                  <span className={styles['number']}>{Number(playedOn.slice(8))}</span>
                  <span className={styles['weekday']}>{dates.weekday(playedOn)}</span>
                </>
              )}
              {showsDay && !isDay && <span className={styles['vague']}>–</span>}
            </span>
            <span className={cx(styles['cover'], media.kind === 'song' && styles['song'])}>
              <Cover media={media} isSmall />
            </span>
          </>
        )}
        {of === 'group' && <VisuallyHidden>{`${date}: ${media.title} `}</VisuallyHidden>}
        <span className={styles['words']}>
          <span className={styles['line']}>
            <span className={styles['name']} dir="auto">
              {of === 'title' ? capital(date) : of === 'group' ? code : media.title}
            </span>
            {code !== '' && of !== 'group' && <span className={styles['code']}>{code}</span>}
            {of === 'day' && media.year !== null && <span className={styles['year']}>{media.year}</span>}
          </span>
          {said !== '' && (
            <span className={styles['said']} dir="auto">
              {said}
            </span>
          )}
        </span>
        {rewatch && <Repeat2 className={styles['again']} aria-label={t('media.play.again')} />}
        <span className={styles['stars']}>
          {rating !== null && <StarRating rating={rating} size={14} scale={scale} />}
        </span>
      </button>
    );
  },
  (one, other) =>
    one.play === other.play &&
    one.showsDay === other.showsDay &&
    one.tabIndex === other.tabIndex &&
    one.index === other.index &&
    one.of === other.of,
);

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

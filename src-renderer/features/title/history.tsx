// What the diary holds of a title: its plays, and of a show how far one is and the next episode in one press.
import { CalendarPlus, Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { today } from '#renderer/data/play-date.ts';
import { useTitleHistory } from '#renderer/media/diary-queries.ts';
import { usePlayActions } from '#renderer/media/play-actions.ts';
import { PlayRow } from '#renderer/media/play-row.tsx';
import { openTitleOverlay } from '#renderer/media/title-overlays.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { Media } from '#shared/api/catalog.ts';
import { episodeCode } from '#shared/domain/episode-text.ts';
import styles from './history.module.css';
import { ShowSeasons } from './show-seasons.tsx';

const fewest = 4;

export function History({ media }: { readonly media: Media }) {
  const { t } = useTranslation();
  const { logNow } = usePlayActions();
  const { data } = useTitleHistory(media.id);
  const [showsAll, setShowsAll] = useState(false);
  if (!data) return null;
  const { plays, total, progress } = data;
  const shown = showsAll ? plays : plays.slice(0, fewest);
  const logEpisode = (season: number, episode: number) =>
    void logNow(media, { playedOn: today(), episodes: [{ season, episode }] });
  return (
    <section aria-labelledby="history">
      <div className={styles['head']}>
        <h3 id="history" className={styles['heading']}>
          {t('title.history.heading')}
        </h3>
        {total > 0 && progress === null && (
          <span className={styles['times']}>{t('title.history.times', { count: total })}</span>
        )}
        <Button
          variant="quiet"
          icon={<CalendarPlus />}
          onPress={() => openTitleOverlay({ name: 'log', media })}
        >
          {t('title.history.log')}
        </Button>
      </div>
      {progress && progress.seasons.length > 0 && <ShowSeasons progress={progress} onLog={logEpisode} />}
      {progress?.next && (
        <div className={styles['next']}>
          <Button
            icon={<Check />}
            onPress={() => progress.next && logEpisode(progress.next.season, progress.next.episode)}
          >
            {t('title.history.logNext', {
              episode: episodeCode(progress.next.season, progress.next.episode),
            })}
          </Button>
          {progress.next.episode > 1 && progress.next.season > 0 && (
            <Button variant="quiet" onPress={() => progress.next && logEpisode(progress.next.season + 1, 1)}>
              {t('title.history.nextSeason', { season: progress.next.season + 1 })}
            </Button>
          )}
        </div>
      )}
      {total === 0 ? (
        <p className={styles['none']}>{t('title.history.none')}</p>
      ) : (
        <ul className={styles['plays']}>
          {shown.map((play) => (
            <li key={play.id}>
              <PlayRow play={play} showsDay={false} of="title" />
            </li>
          ))}
        </ul>
      )}
      {plays.length > fewest && (
        <Button variant="quiet" onPress={() => setShowsAll(!showsAll)}>
          {showsAll ? t('title.history.fewer') : t('title.history.all', { count: plays.length })}
        </Button>
      )}
    </section>
  );
}

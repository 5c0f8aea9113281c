// How far one is with a show: for each season a row of episodes, the seen ones filled; a press logs one that is missing.
import { useTranslation } from 'react-i18next';
import { usePlayDate } from '#renderer/data/play-date.ts';
import { cx } from '#renderer/ui/cx.ts';
import type { ShowProgress } from '#shared/api/diary.ts';
import { episodeCode } from '#shared/domain/episode-text.ts';
import styles from './show-seasons.module.css';

export interface ShowSeasonsProps {
  readonly progress: ShowProgress;
  readonly onLog: (season: number, episode: number) => void;
}

/** More would be a wall of dots: the count says it then. */
const mostDots = 60;

export function ShowSeasons({ progress, onLog }: ShowSeasonsProps) {
  const { t } = useTranslation();
  const dates = usePlayDate();
  const { last, episodes, seasons } = progress;
  return (
    <div className={styles['progress']}>
      <p className={styles['sum']}>
        {t('title.history.episodes', { count: episodes })}
        {last &&
          ` · ${t('title.history.lastOn', { episode: episodeCode(last.season, last.episode), date: dates.say(last.playedOn) })}`}
      </p>
      <ul className={styles['seasons']} aria-label={t('title.history.seasons')}>
        {seasons.map(({ season, seen }) => {
          const highest = seen.at(-1) ?? 0;
          return (
            <li key={season} className={styles['season']}>
              <span className={styles['name']}>
                {season === 0 ? t('title.history.specials') : t('title.history.season', { season })}
              </span>
              {highest > mostDots ? (
                <span className={styles['sum']}>{t('title.history.seen', { count: seen.length })}</span>
              ) : (
                <span className={styles['episodes']}>
                  {Array.from({ length: highest }, (_nothing, index) => index + 1).map((episode) => {
                    const isSeen = seen.includes(episode);
                    const name = t(isSeen ? 'title.history.episodeSeen' : 'title.history.episodeNotSeen', {
                      episode,
                    });
                    return (
                      <button
                        key={episode}
                        type="button"
                        className={cx(styles['episode'], isSeen && styles['seen'])}
                        aria-label={name}
                        title={name}
                        disabled={isSeen}
                        onClick={() => onLog(season, episode)}
                      >
                        {episode}
                      </button>
                    );
                  })}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

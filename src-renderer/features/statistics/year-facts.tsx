// What stands on the poster, as facts that open the titles behind them.
import { Link } from 'react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import type { Statistics } from '#shared/api/stats.ts';
import { CoverList } from './cover-list.tsx';
import { longestRun } from './longest-run.ts';
import { NamedChart } from './named-chart.tsx';
import { periodOf } from './statistics-address.ts';
import { useStatistics, type Figure } from './statistics-query.ts';
import { useDateWords } from './use-date-words.ts';
import styles from './year-facts.module.css';

export interface YearFactsProps {
  readonly year: number;
  readonly figures: Statistics;
  readonly onOpen: (figure: Figure) => void;
}

export function YearFacts({ year, figures, onOpen }: YearFactsProps) {
  const { t } = useTranslation();
  return (
    <div className={styles['facts']}>
      <Sentences year={year} figures={figures} onOpen={onOpen} />
      <NamedChart
        title={t('statistics.genres')}
        head={t('statistics.head.genre')}
        facet="genre"
        names={figures.genres.slice(0, 6)}
        onOpen={onOpen}
      />
      <NamedChart
        title={t('statistics.creators')}
        head={t('statistics.head.creator')}
        facet="creator"
        names={figures.creators.slice(0, 6)}
        onOpen={onOpen}
      />
      <CoverList
        title={t('statistics.mostPlayed')}
        most={4}
        items={figures.mostPlayed.map(({ media, plays }) => ({
          media,
          fact: t('statistics.plays', { count: plays }),
        }))}
      />
    </div>
  );
}

function Sentences({ year, figures, onOpen }: YearFactsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useDateWords();
  const before = useStatistics({ period: periodOf(String(year - 1), String(year - 1)) }).data;
  const { totals, first, last, streaks, time } = figures;
  const run = longestRun(streaks);
  const busiest = time.points.toSorted((one, other) => other.titles - one.titles)[0];
  const difference = before && before.totals.titles > 0 ? totals.titles - before.totals.titles : 0;
  return (
    <dl className={styles['list']}>
      <div className={styles['row']}>
        <dt>{t('statistics.review.yourYear')}</dt>
        <dd>
          <button
            type="button"
            className={styles['open']}
            onClick={() => onOpen({ facet: 'all', value: null, name: String(year) })}
          >
            {t('statistics.titlesOf', { count: totals.titles })}
          </button>
          {difference !== 0 && (
            <span className={styles['note']}>
              {t(difference > 0 ? 'statistics.review.more' : 'statistics.review.fewer', {
                count: Math.abs(difference),
                year: year - 1,
              })}
            </span>
          )}
        </dd>
      </div>
      {busiest && busiest.titles > 0 && (
        <div className={styles['row']}>
          <dt>{t('statistics.review.busiest')}</dt>
          <dd>
            <button
              type="button"
              className={styles['open']}
              onClick={() => onOpen({ facet: 'span', value: busiest.span, name: words.date(busiest.span) })}
            >
              {words.date(busiest.span)}
            </button>
            <span className={styles['note']}>{t('statistics.titlesOf', { count: busiest.titles })}</span>
          </dd>
        </div>
      )}
      {run && (
        <div className={styles['row']}>
          <dt>{t('statistics.review.run')}</dt>
          <dd>
            {t(`statistics.${run.unit}`, { count: run.length })}
            <span className={styles['note']}>{`${words.date(run.from)} – ${words.date(run.to)}`}</span>
          </dd>
        </div>
      )}
      {[
        { head: t('statistics.review.first'), one: first },
        { head: t('statistics.review.last'), one: last },
      ].map(
        ({ head, one }) =>
          one && (
            <div key={head} className={styles['row']}>
              <dt>{head}</dt>
              <dd>
                <Link to={`/title/${one.media.id}`} className={styles['open']} dir="auto">
                  {one.media.title}
                </Link>
                <span className={styles['note']}>{words.date(one.date)}</span>
              </dd>
            </div>
          ),
      )}
      {totals.days > 0 && (
        <div className={styles['row']}>
          <dt>{t('statistics.review.days')}</dt>
          <dd>{format.number(totals.days)}</dd>
        </div>
      )}
    </dl>
  );
}

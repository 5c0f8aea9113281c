// A year as a poster: the same on the page, on paper and in the saved picture. Everything is measured in shares of its
// width, so that it is one drawing at any size. It is always dark, whatever the theme: a picture leaves the app.
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import type { Statistics } from '#shared/api/stats.ts';
import { longestRun } from './longest-run.ts';
import { useDateWords } from './use-date-words.ts';
import styles from './year-poster.module.css';

export interface YearPosterProps {
  readonly year: number;
  /** Whose year. */
  readonly name: string;
  readonly figures: Statistics;
}

const mostCovers = 5;

export function YearPoster({ year, name, figures }: YearPosterProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const rating = useRatingText(useRatingScale());
  const { totals, best, time } = figures;
  const hours = Math.round(totals.minutes / 60);
  const numbers = [
    { number: format.number(totals.titles), word: t('statistics.total.titles', { count: totals.titles }) },
    hours > 0 && { number: format.number(hours), word: t('statistics.total.hours', { count: hours }) },
    totals.average !== null && {
      number: rating(Math.round(totals.average)),
      word: t('statistics.total.average'),
    },
  ].filter((one) => one !== false);
  return (
    <article
      className={styles['frame']}
      data-theme="dark"
      aria-label={t('statistics.review.title', { year })}
    >
      <div className={styles['poster']}>
        <header className={styles['head']}>
          <div>
            <p className={styles['whose']} dir="auto">
              {t('statistics.review.of', { name })}
            </p>
            <p className={styles['year']}>{year}</p>
          </div>
          <ul className={styles['numbers']}>
            {numbers.map(({ number, word }) => (
              <li key={word}>
                <span className={styles['number']}>{number}</span>{' '}
                <span className={styles['word']}>{word}</span>
              </li>
            ))}
          </ul>
        </header>
        {best.length > 0 && (
          <ul className={styles['covers']} aria-label={t('statistics.review.best')}>
            {best.slice(0, mostCovers).map(({ media, rating: own }) => (
              <li key={media.id}>
                <span className={styles['box']}>
                  <span className={styles['art']}>
                    <Cover media={media} />
                  </span>
                </span>
                <span className={styles['own']}>★ {rating(own)}</span>
                <span className={styles['name']} dir="auto">
                  {media.title}
                </span>
              </li>
            ))}
          </ul>
        )}
        <Months time={time} />
        <Facts figures={figures} />
        <footer className={styles['foot']}>{t('statistics.review.mark')}</footer>
      </div>
    </article>
  );
}

function Months({ time }: Pick<Statistics, 'time'>) {
  const { t } = useTranslation();
  const words = useDateWords();
  const most = Math.max(1, ...time.points.map(({ titles }) => titles));
  return (
    <ol className={styles['months']} aria-label={t('statistics.review.months')}>
      {time.points.map(({ span, titles, genres }) => (
        <li key={span} className={styles['month']}>
          <span className={styles['count']}>{titles > 0 && titles}</span>
          <span className={styles['bar']} style={{ height: `${(titles / most) * 60}%` }} />
          <span className={styles['label']}>{words.short(span)}</span>
          <span className={styles['genre']}>{genres[0]?.name}</span>
        </li>
      ))}
    </ol>
  );
}

function Facts({ figures }: { readonly figures: Statistics }) {
  const { t } = useTranslation();
  const { genres, creators, streaks, first, last, mostPlayed } = figures;
  const names = (list: typeof genres) =>
    list
      .slice(0, 3)
      .map(({ name }) => name)
      .join(', ');
  const [again] = mostPlayed;
  const run = longestRun(streaks);
  const facts = [
    { head: t('statistics.review.genres'), text: names(genres) },
    { head: t('statistics.review.people'), text: names(creators) },
    {
      head: t('statistics.review.run'),
      text: run ? t(`statistics.${run.unit}`, { count: run.length }) : '',
    },
    { head: t('statistics.review.first'), text: first?.media.title ?? '' },
    { head: t('statistics.review.last'), text: last?.media.title ?? '' },
    {
      head: t('statistics.review.again'),
      text: again ? `${again.media.title} · ${t('statistics.plays', { count: again.plays })}` : '',
    },
  ].filter(({ text }) => text !== '');
  return (
    <dl className={styles['facts']}>
      {facts.map(({ head, text }) => (
        <div key={head} className={styles['fact']}>
          <dt>{head}</dt>
          <dd dir="auto">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

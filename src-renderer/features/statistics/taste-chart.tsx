// Taste over time: how much, how it was liked, and what it was mostly, month by month or year by year.
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { cx } from '#renderer/ui/cx.ts';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import type { Statistics } from '#shared/api/stats.ts';
import { Chart, type Along, type Datum } from './chart.tsx';
import styles from './taste-chart.module.css';
import type { Figure } from './statistics-query.ts';
import { useDateWords } from './use-date-words.ts';

export interface TasteChartProps {
  readonly time: Statistics['time'];
  readonly onOpen: (figure: Figure) => void;
}

interface TasteDatum extends Datum {
  readonly average: number | null;
  readonly genre: string;
}

/** Each year or month with a genre written under it needs so much room. */
const mostGenreLabels = 14;

export function TasteChart({ time, onOpen }: TasteChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useDateWords();
  const rating = useRatingText(useRatingScale());
  const every = Math.ceil(time.points.length / 24);
  const data = time.points.map((point, index): TasteDatum => ({
    key: point.span,
    name: words.date(point.span),
    label: index % every === 0 ? words.short(point.span) : '',
    value: point.titles,
    cells: [
      format.number(point.titles),
      point.average === null ? '' : rating(Math.round(point.average)),
      point.minutes === 0 ? '' : words.hours(point.minutes),
      point.genres.map(({ name }) => name).join(', '),
    ],
    average: point.average,
    genre: point.genres[0]?.name ?? '',
    ...(point.titles > 0 && {
      onOpen: () => onOpen({ facet: 'span', value: point.span, name: words.date(point.span) }),
    }),
  }));
  return (
    <Chart
      title={t('statistics.taste')}
      heads={[
        t(time.step === 'month' ? 'statistics.head.month' : 'statistics.head.year'),
        t('statistics.head.titles'),
        t('statistics.head.average'),
        t('statistics.head.time'),
        t('statistics.head.genres'),
      ]}
      data={data}
      summary={t('statistics.tasteNote')}
    >
      {(along) => <Points along={along} data={data} />}
    </Chart>
  );
}

function Points({ along, data }: { readonly along: Along; readonly data: readonly TasteDatum[] }) {
  const most = Math.max(1, ...data.map(({ value }) => value));
  const averages = data.flatMap(({ average }) => average ?? []);
  const [low, high] = [Math.min(...averages) - 4, Math.max(...averages) + 4];
  const heightOf = (average: number) => ((average - low) / (high - low)) * 100;
  const hasGenres = data.length <= mostGenreLabels;
  return (
    <div className={styles['taste']}>
      {averages.length > 1 && (
        <svg className={styles['line']} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
          <polyline points={pathOf(data, heightOf)} />
        </svg>
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys belong to the buttons inside */}
      <ol className={cx(styles['points'], data.length > 40 && styles['tight'])} {...along.listProps}>
        {data.map((datum, index) => (
          <li key={datum.key} className={styles['point']}>
            <button {...along.barProps(index)} className={styles['button']}>
              <VisuallyHidden>{along.says(index)}</VisuallyHidden>
              <span aria-hidden className={styles['sky']}>
                {datum.average !== null && (
                  <span className={styles['dot']} style={{ bottom: `${heightOf(datum.average)}%` }}>
                    {hasGenres && <span className={styles['mean']}>{datum.cells[1]}</span>}
                  </span>
                )}
              </span>
              <span aria-hidden className={styles['room']}>
                <span
                  className={styles['bar']}
                  style={{ height: `${Math.max(datum.value > 0 ? 2 : 0, (datum.value / most) * 100)}%` }}
                />
              </span>
              <span aria-hidden className={styles['label']}>
                {datum.label}
              </span>
              {hasGenres && (
                <span aria-hidden className={styles['genre']}>
                  {datum.genre}
                </span>
              )}
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Through the means that there are; a gap is bridged. */
function pathOf(data: readonly TasteDatum[], heightOf: (average: number) => number): string {
  return data
    .flatMap(({ average }, index) =>
      average === null ? [] : `${((index + 0.5) / data.length) * 100},${100 - heightOf(average)}`,
    )
    .join(' ');
}

// How the ratings spread, beside those of everybody else here.
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import type { Statistics } from '#shared/api/stats.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import { ColumnChart, type ColumnDatum } from './column-chart.tsx';
import { useEveryone, type Figure } from './statistics-query.ts';

export interface RatingChartProps {
  readonly figures: Statistics;
  readonly kind: MediaKind | undefined;
  readonly onOpen: (figure: Figure) => void;
}

export function RatingChart({ figures, kind, onOpen }: RatingChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const rating = useRatingText(useRatingScale());
  const everyone = useEveryone(kind).data;
  const others = everyone?.ratings.reduce((sum, count) => sum + count, 0) ?? 0;
  const data = figures.ratings.map((count, at): ColumnDatum => {
    const point = at + 1;
    const name = t('statistics.ratedAs', { rating: rating(point * 10) });
    const theirs = everyone?.ratings[at] ?? 0;
    return {
      key: String(point),
      name,
      label: rating(point * 10),
      value: count,
      cells: [format.number(count), ...(others > 0 ? [format.percent(theirs / others)] : [])],
      ...(others > 0 && { beside: theirs }),
      ...(count > 0 && { onOpen: () => onOpen({ facet: 'rating', value: String(point), name }) }),
    };
  });
  const { besideOthers } = figures;
  const difference = besideOthers && Math.round(besideOthers.own) - Math.round(besideOthers.others);
  const compared =
    difference === null || besideOthers === null
      ? t('statistics.noOthers')
      : t(difference === 0 ? 'statistics.likeOthers' : difference > 0 ? 'statistics.aboveOthers' : 'statistics.belowOthers', {
          by: rating(Math.abs(difference)),
          count: besideOthers.titles,
        }); // prettier-ignore
  return (
    <ColumnChart
      title={t('statistics.ratings')}
      heads={[
        t('statistics.head.rating'),
        t('statistics.head.titles'),
        ...(others > 0 ? [t('statistics.head.others')] : []),
      ]}
      data={data}
      summary={compared}
      tone="rating"
      hasNumbers
    />
  );
}

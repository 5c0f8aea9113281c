// Genres and the people behind titles: the most frequent, or those rated best.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import type { Statistics } from '#shared/api/stats.ts';
import { RowChart, type RowDatum } from './row-chart.tsx';
import type { Figure } from './statistics-query.ts';

type Names = Statistics['genres'];

const none: Names = [];

export interface NamedChartProps {
  readonly title: string;
  /** What the names are. */
  readonly head: string;
  readonly facet: 'genre' | 'creator';
  readonly names: Names;
  /** Another order to choose. */
  readonly best?: Names;
  readonly onOpen: (figure: Figure) => void;
}

export function NamedChart({ title, head, facet, names, best = none, onOpen }: NamedChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const rating = useRatingText(useRatingScale());
  const [order, setOrder] = useState<'most' | 'best'>('most');
  if (names.length === 0) return null;
  const data = (order === 'best' ? best : names).map(({ name, titles, average }): RowDatum => {
    const mean = average === null ? '' : rating(Math.round(average));
    return {
      key: name,
      name,
      label: name,
      value: titles,
      cells: [format.number(titles), mean],
      note: mean,
      onOpen: () => onOpen({ facet, value: name, name }),
    };
  });
  return (
    <RowChart
      title={title}
      heads={[head, t('statistics.head.titles'), t('statistics.head.average')]}
      data={data}
      actions={
        best.length > 1 && (
          <SegmentedControl
            label={t('statistics.order')}
            segments={[
              { value: 'most', label: t('statistics.most') },
              { value: 'best', label: t('statistics.best') },
            ]}
            value={order}
            onChange={setOrder}
          />
        )
      }
    />
  );
}
